"""The front door of the courses room: what neighbours may hold."""

from datetime import datetime

from courses import drafts, feedback, h5p, packs, sitting
from courses.enrolment import CourseClosed, enrol
from courses.leaving import EXPORT_WORDS, export_person, holdings, retire_person
from courses.mail import write as write_notice
from courses.models import Course
from courses.progress import (
    NoSuchLesson,
    NoSuchQuestion,
    NotAnAnswer,
    NotEnrolled,
    answer,
    read,
    rebuild,
)
from courses.shelf import shelf_for
from courses.shown import cards, has_any, no_longer_offered, places
from courses.talking import ASKED as TALK_ASKED
from courses.talking import NotAsked, attest, open_talks
from courses.talking import in_words as talks_in_words

__all__ = [
    "EXPORT_WORDS",
    "TALK_ASKED",
    "VERBS",
    "Course",
    "CourseClosed",
    "NoSuchLesson",
    "NoSuchQuestion",
    "NotAnAnswer",
    "NotAsked",
    "NotEnrolled",
    "answer",
    "attest",
    "cards",
    "enrol",
    "export_person",
    "h5p",
    "has_any",
    "holdings",
    "may_read",
    "no_longer_offered",
    "open_talks",
    "packs",
    "places",
    "read",
    "rebuild",
    "retire_person",
    "settle",
    "shelf_for",
    "sitting",
    "talks_in_words",
    "write_notice",
]

VERBS: dict[str, str] = {}  # what this room notes in the audit, in words; nothing yet


def may_read(key: str, user) -> bool:
    """Whether this person may fetch a file of the course with this translation key."""
    return Course.objects.visible_to(user).filter(translation_key=key).exists()


SETTLES = {
    drafts.TIDY: drafts.drop_old,
    feedback.FORGET_DUE: feedback.forget,
    h5p.LEFTOVERS: h5p.settle_leftovers,
}


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this room's; if so, it is done."""
    act = SETTLES.get(kind)
    if act:
        act(at=at)
    return act is not None
