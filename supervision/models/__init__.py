from .agreement import Agreement, Per, Qualification, Workplace
from .chain import Seal
from .kinds import Kind, Mode, wide
from .party import Party
from .practice import Practice, PracticeCategory, PracticeState
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
from .topic import Topic, TopicKind

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
    "Mode",
    "Party",
    "Per",
    "Practice",
    "PracticeCategory",
    "PracticeState",
    "Qualification",
    "Reason",
    "Said",
    "Seal",
    "Session",
    "Topic",
    "TopicKind",
    "Workplace",
    "wide",
]
