from .activity import H5PActivity, H5PState, H5PVersion
from .assignment import Assignment
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
from .pack import PackedPage
from .pages import CoursePage, CoursesIndexPage, LessonPage, ModulePage
from .recording import Recording
from .refresher import Refresher
from .survey import SurveyDone, SurveyTally, SurveyWords
from .topic import Pathway, Topic

__all__ = [
    "Assignment",
    "Attempt",
    "Audience",
    "Completion",
    "Course",
    "CoursePage",
    "CoursesIndexPage",
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
    "LessonFeedback",
    "LessonPage",
    "LessonReply",
    "ModulePage",
    "PackedPage",
    "PartCredit",
    "Pathway",
    "Progress",
    "Recording",
    "Refresher",
    "SurveyDone",
    "SurveyTally",
    "SurveyWords",
    "Talk",
    "Topic",
    "Verb",
]
