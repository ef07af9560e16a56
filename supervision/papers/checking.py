"""Whether a file proves what it says: from the file alone, without a database.

Without a key that the reader has from elsewhere, it proves only that nothing in it was changed
since somebody signed it; with one, that the site that holds this key did. It never proves that the
hours were held.
"""

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from supervision import links
from supervision.canonical import canonical, private_digest
from supervision.papers import proof, signing

MOST_BYTES = 50 * 1024 * 1024
SEALED_AS = {"confirmed", "one_sided_supervisor", "one_sided_supervisee"}


class NotProven(Exception):
    """A short English sentence: what is wrong with the file."""


@dataclass(frozen=True)
class Proven:
    """What a file proves. `keys` are the ids of those that signed; `pinned`: all were given."""

    kind: str  # "proof" or "pdf"
    name: str
    organisation: str
    made_at: str
    code: str
    keys: list[str]
    pinned: bool
    is_whole: bool
    links: int
    minutes: int  # of its lines that both confirmed
    lines: list[dict] = field(default_factory=list)


def check(content: bytes, *, pins: Iterable[Ed25519PublicKey] = ()) -> Proven:
    """Raises NotProven, and nothing else, whatever it is given."""
    if len(content) > MOST_BYTES:
        raise NotProven("The file is too large.")
    if content.startswith(b"%PDF-"):
        try:
            paper = signing.opened(content)
        except signing.NotWhole as problem:
            raise NotProven(str(problem)) from None
        return _checked(paper.proof, pins, kind="pdf", paper_key=paper.key)
    return _checked(content, pins, kind="proof")


def _checked(content: bytes, pins: Iterable, *, kind: str, paper_key: str = "") -> Proven:
    try:
        return _Reader(_parsed(content), list(pins)).proven(kind, paper_key)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError):
        raise NotProven("The file has another shape than a proof of ours.") from None


def _parsed(content: bytes) -> dict[str, Any]:
    """What was signed is the one way of writing it; any other way was changed."""
    value = json.loads(content)
    if canonical(value) != content:
        raise NotProven("The file was changed: it is not written as a proof is.")
    if value["format"] != proof.FORMAT:
        raise NotProven("The file is no proof of a kind that is known here.")
    return value


class _Reader:
    def __init__(self, value: dict[str, Any], pins: list[Ed25519PublicKey]):
        self.value, self.cover = value, value["cover"]
        given = [_key(name, text) for name, text in value["keys"].items()]
        self.is_pinned = bool(pins)
        self.keys = {links.key_id(key): key for key in (pins or given)}
        self.chain = [_signed(each) for each in value["chain"]]

    def proven(self, kind: str, paper_key: str) -> Proven:
        self.check_cover(paper_key)
        self.check_chain()
        lines = self.check_lines()
        self.check_opened()
        cover = self.cover
        return Proven(
            kind=kind,
            name=cover["names"][cover["whose"]],
            organisation=cover["organisation"],
            made_at=cover["made_at"],
            code=cover["code"],
            keys=sorted({self.value["signed_by"], *(each.key_id for each in self.chain)}),
            pinned=self.is_pinned,
            is_whole=cover["is_whole"],
            links=len(self.chain),
            minutes=sum(each["minutes"] for each in lines if each["state"] == "confirmed"),
            lines=lines,
        )

    def check_cover(self, paper_key: str) -> None:
        body = {name: part for name, part in self.value.items() if name != "signature"}
        key = self.keys.get(self.value["signed_by"])
        if key is None:
            raise NotProven(f"It is signed with another key: {self.value['signed_by']}.")
        if not _holds(key, self.value["signature"], canonical(body)):
            raise NotProven("The file was changed: its signature does not hold.")
        if paper_key and paper_key != self.cover["paper_key"]:
            raise NotProven("The PDF is signed with another key than the site's.")

    def check_chain(self) -> None:
        try:
            if self.cover["is_whole"]:
                links.check(self.chain, self.keys.values())
            else:
                _check_apart(self.chain, self.keys)
        except links.Broken as problem:
            raise NotProven(f"The chain does not hold: {problem}.") from None
        if proof.code_of(self.chain) != self.cover["code"]:
            raise NotProven("The code is another than the chain's.")
        if any(each.link.content["supervisee"] != self.cover["whose"] for each in self.chain):
            raise NotProven("The chain is another person's.")

    def check_lines(self) -> list[dict]:
        """Each line of the cover that is settled stands in the chain, as it is said to."""
        last = {each.link.content["line"]: each.link for each in self.chain}
        return [self.shown(each, last.get(each["line"])) for each in self.cover["lines"]]

    def shown(self, said: dict, link: links.Link | None) -> dict:
        state = said["state"]
        if state in SEALED_AS and (link is None or link.event != state):
            raise NotProven("A line says that it is sealed, and the chain has it otherwise.")
        content = link.content if link else {}
        told = ("date", "start", "minutes", "kind", "mode")
        shown = {name: content.get(name) for name in told}
        shown["minutes"] = shown["minutes"] or 0
        return {**said, **shown, "supervisor": self.cover["names"].get(content.get("supervisor"))}

    def check_opened(self) -> None:
        sealed = {each.link.content["line"]: each.link.content["private"] for each in self.chain}
        for line, part in self.value["opened"].items():
            salt = base64.b64decode(part["salt"], validate=True)
            if private_digest(salt, part["private"]) != sealed.get(line):
                raise NotProven("What was opened of a line is not what was sealed.")


def _check_apart(chain: list[links.Signed], keys: dict[str, Ed25519PublicKey]) -> None:
    """Each by itself, in their order: between them, links of other sessions are left out."""
    before = 0
    for each in chain:
        if each.link.sequence <= before:
            raise links.Broken(each.link.sequence, "order")
        before = each.link.sequence
        links.check_one(each, keys)


def _signed(each: dict[str, Any]) -> links.Signed:
    names = ("sequence", "previous", "event", "content")
    link = links.Link(*(each[name] for name in names), answers=tuple(each["answers"]))
    if len(each) != 8:
        raise ValueError
    return links.Signed(link, each["digest"], each["key_id"], each["signature"])


def _key(name: str, text: str) -> Ed25519PublicKey:
    key = read_key(text)
    if links.key_id(key) != name:
        raise NotProven("A key in the file is another than its name says.")
    return key


def read_key(text: str) -> Ed25519PublicKey:
    """A raw public key in base64. Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))


def _holds(key: Ed25519PublicKey, text: str, body: bytes) -> bool:
    """The signature, written in the one way that base64 has for it."""
    try:
        signature = base64.b64decode(text, validate=True)
        key.verify(signature, body)
    except (InvalidSignature, binascii.Error):
        return False
    return base64.b64encode(signature).decode() == text
