from .activity import H5PActivity, H5PState, H5PVersion
from .assignment import Assignment
from .course import Audience, Course
from .enrolment import Attempt, Completion, Draft, Enrolment, KnownBy, Progress, Talk, Verb
from .feedback import Kind, LessonFeedback, LessonReply
from .h5p import H5PBlob, H5PFile, H5PLibrary, H5PPackage
from .pack import PackedPage
from .pages import CoursePage, CoursesIndexPage, LessonPage, ModulePage
from .recording import Recording

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
    "Progress",
    "Recording",
    "Talk",
    "Verb",
]
