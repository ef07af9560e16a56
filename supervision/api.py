"""The front door of this room: what neighbours may hold."""

from collections.abc import Callable
from datetime import datetime

from office.rotation import Rotated
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
from supervision.caseload import rows as owed_in_words
from supervision.counting import Gap, Owed
from supervision.demo import load_demo
from supervision.evidence_given import Gathered, Given, Hours, Supervisor, Work, evidence_of
from supervision.exporting import EXPORT_WORDS, export_person
from supervision.holdings import VERBS, holdings
from supervision.on_today import waiting_for
from supervision.owing import Owing, owed_by, owed_coordinated, owed_to
from supervision.papers import evidence
from supervision.papers.checking import NotProven, read_key
from supervision.papers.checking import check as check_proof
from supervision.papers.importing import BadSheet, sheet_of, take_in
from supervision.papers.signing import PROOF_NAME, NotWhole, paper_key, paper_keys
from supervision.papers.signing import opened as opened_paper
from supervision.papers.signing import signed as signed_paper
from supervision.qualifying import Qualified, qualifications_of, qualified_on
from supervision.retiring import retire_person
from supervision.seeing import agreed_between, supervisees_of, supervises, supervisors_of
from supervision.telling import write_notice
from supervision.totals import Totals, totals_of
from supervision.words import in_minutes

__all__ = [
    "EXPORT_WORDS",
    "PROOF_NAME",
    "VERBS",
    "BadSheet",
    "Gap",
    "Gathered",
    "Given",
    "Hours",
    "NotProven",
    "NotWhole",
    "Owed",
    "Owing",
    "Qualified",
    "Supervisor",
    "Totals",
    "Work",
    "agreed_between",
    "check_proof",
    "evidence_of",
    "export_person",
    "holdings",
    "in_minutes",
    "load_demo",
    "opened_paper",
    "owed_by",
    "owed_coordinated",
    "owed_in_words",
    "owed_to",
    "paper_key",
    "paper_keys",
    "qualifications_of",
    "qualified_on",
    "read_key",
    "reseal_files",
    "retire_person",
    "settle",
    "signed_paper",
    "supervisees_of",
    "supervises",
    "supervisors_of",
    "table_of",
    "take_in",
    "totals_of",
    "waiting_for",
    "write_notice",
]


def reseal_files(*, at: datetime) -> Rotated:
    """Papers of agreements, and scans of earlier hours."""
    return agreed_files.reseal(at=at) + evidence.reseal()


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
