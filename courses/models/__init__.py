from .activity import H5PActivity, H5PState, H5PVersion
from .adapting import Adapt, AdaptedIn, AdaptMark
from .assignment import Assignment
from .change import Change, Declared, PageInLanguage, Severity
from .course import Audience, Course
from .enrolment import (
    Attempt,
    Completion,
    Draft,
    Enrolment,
    KnownBy,
    PartCredit,
    Progress,
    Talk,
    Verb,
)
from .feedback import Kind, LessonFeedback, LessonReply
from .h5p import H5PBlob, H5PFile, H5PLibrary, H5PPackage
from .pack import PackedCourse, PackedPage
from .pages import CoursePage, CoursesIndexPage, LessonPage, ModulePage
from .received import ReceivedPack
from .recording import Recording
from .refresher import Refresher
from .review import (
    LanguageTask,
    LivedExperienceTask,
    LivedReview,
    Opinion,
    Paid,
    PublishTask,
    ReviewRule,
)
from .survey import SurveyDone, SurveyTally, SurveyWords
from .topic import Pathway, Topic
from .wording import Wording

__all__ = [
    "Adapt",
    "AdaptMark",
    "AdaptedIn",
    "Assignment",
    "Attempt",
    "Audience",
    "Change",
    "Completion",
    "Course",
    "CoursePage",
    "CoursesIndexPage",
    "Declared",
    "Draft",
    "Enrolment",
    "H5PActivity",
    "H5PBlob",
    "H5PFile",
    "H5PLibrary",
    "H5PPackage",
    "H5PState",
    "H5PVersion",
    "Kind",
    "KnownBy",
    "LanguageTask",
    "LessonFeedback",
    "LessonPage",
    "LessonReply",
    "LivedExperienceTask",
    "LivedReview",
    "ModulePage",
    "Opinion",
    "PackedCourse",
    "PackedPage",
    "PageInLanguage",
    "Paid",
    "PartCredit",
    "Pathway",
    "Progress",
    "PublishTask",
    "ReceivedPack",
    "Recording",
    "Refresher",
    "ReviewRule",
    "Severity",
    "SurveyDone",
    "SurveyTally",
    "SurveyWords",
    "Talk",
    "Topic",
    "Verb",
    "Wording",
]
