from .course import Audience, Course
from .enrolment import Attempt, Completion, Enrolment, KnownBy, Progress, Verb
from .pack import PackedPage
from .pages import CoursePage, CoursesIndexPage, LessonPage, ModulePage

__all__ = [
    "Attempt",
    "Audience",
    "Completion",
    "Course",
    "CoursePage",
    "CoursesIndexPage",
    "Enrolment",
    "KnownBy",
    "LessonPage",
    "ModulePage",
    "PackedPage",
    "Progress",
    "Verb",
]
