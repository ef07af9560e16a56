"""The front door of the courses room: what neighbours may hold."""

from datetime import datetime

from courses import packs
from courses.enrolment import CourseClosed, enrol
from courses.leaving import EXPORT_WORDS, export_person, holdings, retire_person
from courses.models import Course
from courses.progress import NoSuchLesson, NotEnrolled, UnknownChoice, answer, read, rebuild
from courses.shelf import shelf_for
from courses.shown import cards, no_longer_offered, places
from office.notices import Notice, NoWords, Words

__all__ = [
    "EXPORT_WORDS",
    "VERBS",
    "Course",
    "CourseClosed",
    "NoSuchLesson",
    "NotEnrolled",
    "UnknownChoice",
    "answer",
    "cards",
    "enrol",
    "export_person",
    "holdings",
    "may_read",
    "no_longer_offered",
    "packs",
    "places",
    "read",
    "rebuild",
    "retire_person",
    "settle",
    "shelf_for",
    "write_notice",
]

VERBS: dict[str, str] = {}  # what this room notes in the audit, in words; nothing yet


def may_read(key: str, user) -> bool:
    """Whether this person may fetch a file of the course with this translation key."""
    return Course.objects.visible_to(user).filter(translation_key=key).exists()


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this room's; nothing of it waits for the sweep yet."""
    return False


def write_notice(notice: Notice) -> Words:
    """This room has nothing to tell anybody yet."""
    raise NoWords(notice.kind)
