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
from .notes import (
    OWN_PURPOSES,
    About,
    Ask,
    AskState,
    DataKey,
    DestroyedKey,
    Ground,
    Handing,
    Note,
    NoteKind,
    Purpose,
)
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
    "OWN_PURPOSES",
    "SETTLED",
    "About",
    "Agreement",
    "AgreementFile",
    "AgreementState",
    "Answer",
    "Ask",
    "AskState",
    "Awaits",
    "DataKey",
    "DestroyedKey",
    "Evidence",
    "Feed",
    "Ground",
    "Handing",
    "Held",
    "Kind",
    "Line",
    "LineState",
    "Lock",
    "Mailbox",
    "Mode",
    "Note",
    "NoteKind",
    "Outside",
    "Party",
    "Per",
    "Practice",
    "PracticeCategory",
    "PracticeState",
    "Purpose",
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
