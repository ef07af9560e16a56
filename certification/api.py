"""The front door of this room: what neighbours may hold."""

from collections.abc import Callable
from datetime import datetime

from certification import causes, documents, reminding, roster, rules, settling
from certification.demo import load_demo
from certification.documents import reseal as reseal_files
from certification.holdings import EXPORT_WORDS, VERBS, export_person, holdings
from certification.judged import standing_of
from certification.models import How, Scheme, Standing
from certification.on_today import waiting_for
from certification.paths import NotOpen, join
from certification.retiring import retire_person
from certification.schemes import AlreadyPublished, NotTheNext, load, titles_of
from certification.telling import write_notice
from certification.totals import totals_of

__all__ = [
    "EXPORT_WORDS",
    "VERBS",
    "AlreadyPublished",
    "How",
    "NotOpen",
    "NotTheNext",
    "Scheme",
    "Standing",
    "export_person",
    "holdings",
    "join",
    "load",
    "load_demo",
    "reseal_files",
    "retire_person",
    "roster",
    "rules",
    "settle",
    "standing_of",
    "titles_of",
    "totals_of",
    "waiting_for",
    "write_notice",
]

SETTLERS: dict[str, Callable[..., object]] = {
    causes.EVIDENCE: settling.settle_person,
    causes.SCHEME: settling.settle_scheme,
    documents.FILE_DUE: documents.settle_file,
    reminding.DUE: reminding.settle,
}


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this room's; if so, it is done."""
    settle_one = SETTLERS.get(kind)
    if settle_one is None:
        return False
    settle_one(key, at=at)
    return True
