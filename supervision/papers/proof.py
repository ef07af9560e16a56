"""What proves hours: the links of one person's chain under a cover with names, all of it signed.

A proof is `{format, signed_by, keys, cover, chain, opened, signature}`, written as RFC 8785 JSON.
`keys` are the site's public keys by their id (raw Ed25519, base64). `cover` holds all that names
anybody, and what stood when it was made:

    {"made_at": moment, "whose": uuid, "names": {uuid: name}, "organisation": name,
     "from": day, "until": day, "is_whole": whether no link is left out, "code": "ABCD-…",
     "paper_key": hex or "", "lines": [{"line": uuid, "state": word, "counts": bool}]}

`chain` holds links as `links.Signed` has them. `opened` has by line the salt and the private part
behind a link's digest, where the person chose to show it. `signature` covers all but itself.
"""

import base64
from collections.abc import Sequence
from datetime import date, datetime

from supervision import links, parties, sealing
from supervision.canonical import canonical, private_digest
from supervision.models import Line, Seal

FORMAT = "mainstay-proof/1"


def of(
    person,
    lines: Sequence[Line],
    *,
    names: dict,
    organisation: str,
    span: tuple[date, date],
    between: bool,
    with_details: bool,
    paper_key: str = "",
    at: datetime,
) -> bytes:
    """The proof of these lines of one person. `names` are by primary key.

    `between` leaves out the links of other sessions: what somebody takes along about another.
    """
    chain = _chain(person, lines if between else None)
    known = parties.names_of([person, *(line.session.supervisor for line in lines)])
    cover = {
        "made_at": at.isoformat(timespec="seconds"),
        "whose": str(known[person.pk]),
        "names": {str(known[key]): names[key] for key in known},
        "organisation": organisation,
        "from": span[0].isoformat(),
        "until": span[1].isoformat(),
        "is_whole": not between,
        "code": code_of(chain),
        "paper_key": paper_key,
        "lines": [_line(line) for line in lines],
    }
    return signed(cover, chain, opened=_opened(lines, chain) if with_details else {})


def signed(cover: dict, chain: Sequence[links.Signed], *, opened: dict) -> bytes:
    """The whole file, under the site's first key."""
    key = sealing.signing_key()
    body = {
        "format": FORMAT,
        "signed_by": links.key_id(key.public_key()),
        "keys": _keys({links.key_id(key.public_key()), *(each.key_id for each in chain)}),
        "cover": cover,
        "chain": [_as_json(each) for each in chain],
        "opened": opened,
    }
    signature = base64.b64encode(key.sign(canonical(body))).decode()
    return canonical({**body, "signature": signature})


def code_of(chain: Sequence[links.Signed]) -> str:
    """What one can compare by eye: the beginning of the last digest; empty where none is."""
    digits = chain[-1].digest[:16].upper() if chain else ""
    return "-".join(digits[n : n + 4] for n in range(0, len(digits), 4))


def code(person, lines: Sequence[Line] | None = None) -> str:
    """As the proof will have it; of these lines only, if they are given."""
    return code_of(_chain(person, lines))


def _chain(person, lines: Sequence[Line] | None) -> list[links.Signed]:
    rows = Seal.objects.filter(supervisee=person).order_by("sequence")
    if lines is not None:
        rows = rows.filter(line__in=[line.pk for line in lines])
    return [sealing.signed_of(row) for row in rows]


def _keys(wanted: set[str]) -> dict[str, str]:
    """A key that SIGNING_KEYS no longer holds is left out: whoever checks must bring it."""
    known = {links.key_id(key): key for key in sealing.public_keys()}
    return {
        name: base64.b64encode(known[name].public_bytes_raw()).decode()
        for name in sorted(wanted & known.keys())
    }


def _line(line: Line) -> dict:
    return {"line": str(line.pk), "state": str(line.state), "counts": not line.outside}


def _as_json(each: links.Signed) -> dict:
    link = each.link
    return {
        "sequence": link.sequence,
        "previous": link.previous,
        "event": link.event,
        "content": link.content,
        "answers": list(link.answers),
        "digest": each.digest,
        "key_id": each.key_id,
        "signature": each.signature,
    }


def _opened(lines: Sequence[Line], chain: Sequence[links.Signed]) -> dict:
    """Only where it still is what was sealed."""
    sealed = {each.link.content["line"]: each.link.content["private"] for each in chain}
    found = {}
    for line in lines:
        part, salt = sealing.private_part(line), bytes(line.salt)
        if sealed.get(str(line.pk)) == private_digest(salt, part):
            found[str(line.pk)] = {"salt": base64.b64encode(salt).decode(), "private": part}
    return found
