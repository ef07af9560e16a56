"""Files of schemes and evidence, as commands read them."""

from pathlib import Path

from certification.rules.evidence import Evidence
from certification.rules.records import evidence_in
from certification.rules.scheme import Scheme
from certification.rules.schemes import scheme_in
from certification.rules.taking import Refused

MOST_BYTES = 4_000_000


def scheme_of(path: Path) -> Scheme:
    """Raises Refused."""
    return scheme_in(text_of(path))


def evidence_of(path: Path) -> list[Evidence]:
    """Raises Refused, also where there is none."""
    found = list(evidence_in(text_of(path)))
    if not found:
        raise Refused("", "there is no evidence in this file")
    return found


def text_of(path: Path) -> str:
    """Raises Refused."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise Refused("", f"it cannot be read ({problem.strerror})") from None
    if len(content) > MOST_BYTES:
        raise Refused("", "the file is too long")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("", "it is not written in UTF-8") from None
