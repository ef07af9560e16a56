from .agreement import Agreement, Per, Qualification, Workplace
from .chain import Seal
from .feed import Feed
from .kinds import Kind, Mode, wide
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
    "Feed",
    "Held",
    "Kind",
    "Line",
    "LineState",
    "Lock",
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
