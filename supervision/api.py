"""The front door of this room: what neighbours may hold."""

from collections.abc import Callable
from datetime import datetime

from people.api import ACCOUNT_CLOSED
from supervision import (
    agreed_files,
    agreeing,
    answering,
    away,
    qualifying,
    reminding,
    retention,
    sessions,
)
from supervision.agreed_files import reseal as reseal_files
from supervision.caseload import rows as owed_in_words
from supervision.counting import Gap, Owed
from supervision.demo import load_demo
from supervision.holdings import EXPORT_WORDS, VERBS, export_person, holdings
from supervision.on_today import waiting_for
from supervision.owing import Owing, owed_by, owed_coordinated, owed_to
from supervision.papers.checking import NotProven, read_key
from supervision.papers.checking import check as check_proof
from supervision.papers.importing import BadSheet, sheet_of, take_in
from supervision.qualifying import Qualified, qualifications_of, qualified_on
from supervision.retiring import retire_person
from supervision.seeing import supervises
from supervision.telling import write_notice

__all__ = [
    "EXPORT_WORDS",
    "VERBS",
    "BadSheet",
    "Gap",
    "NotProven",
    "Owed",
    "Owing",
    "Qualified",
    "check_proof",
    "export_person",
    "holdings",
    "load_demo",
    "owed_by",
    "owed_coordinated",
    "owed_in_words",
    "owed_to",
    "qualifications_of",
    "qualified_on",
    "read_key",
    "reseal_files",
    "retire_person",
    "settle",
    "supervises",
    "table_of",
    "take_in",
    "waiting_for",
    "write_notice",
]


def table_of(file) -> list:
    """The rows of a table of earlier hours, CSV or XLSX, as `take_in` wants. Raises BadSheet."""
    return sheet_of(file).rows


SETTLERS: dict[str, Callable[..., object]] = {
    sessions.LINE_DUE: answering.settle,
    agreed_files.FILE_DUE: lambda key, at: agreed_files.settle(key),
    agreeing.PROPOSAL_DUE: lambda key, at: agreeing.let_lapse(key),
    qualifying.QUALIFICATION_DUE: qualifying.settle,
    away.MAILBOX_DUE: away.settle,
    reminding.DUE: reminding.settle,
    retention.KEYS: retention.settle,
    ACCOUNT_CLOSED: answering.settle_closed,
}


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this room's; if so, it is done."""
    settle_one = SETTLERS.get(kind)
    if settle_one is None:
        return False
    settle_one(key, at=at)
    return True
