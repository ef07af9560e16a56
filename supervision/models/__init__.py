from .agreement import Agreement, Per, Qualification, Workplace
from .chain import Seal
from .kinds import Kind, Mode, wide
from .mailbox import Mailbox
from .party import Party
from .session import (
    SETTLED,
    Answer,
    Awaits,
    Held,
    Line,
    LineState,
    Lock,
    Reason,
    Said,
    Session,
)

__all__ = [
    "SETTLED",
    "Agreement",
    "Answer",
    "Awaits",
    "Held",
    "Kind",
    "Line",
    "LineState",
    "Lock",
    "Mailbox",
    "Mode",
    "Party",
    "Per",
    "Qualification",
    "Reason",
    "Said",
    "Seal",
    "Session",
    "Workplace",
    "wide",
]
