from .agreement import (
    Agreement,
    AgreementFile,
    AgreementState,
    Per,
    Qualification,
    Workplace,
)
from .chain import Seal
from .evidence import Evidence
from .feed import Feed
from .kinds import Kind, Mode, wide
from .mailbox import Mailbox
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
    Outside,
    Reason,
    Said,
    Session,
)
from .topic import Topic, TopicKind

__all__ = [
    "SETTLED",
    "Agreement",
    "AgreementFile",
    "AgreementState",
    "Answer",
    "Awaits",
    "Evidence",
    "Feed",
    "Held",
    "Kind",
    "Line",
    "LineState",
    "Lock",
    "Mailbox",
    "Mode",
    "Outside",
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
