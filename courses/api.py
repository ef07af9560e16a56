"""The front door of the courses room: what neighbours may hold."""

from datetime import datetime

from courses import (
    assigning,
    drafts,
    feedback,
    h5p,
    packs,
    pathways,
    playing,
    refreshing,
    sitting,
)
from courses.assigning import VERBS, NotAllowed, assign, may_assign, waiting_for
from courses.exporting import EXPORT_WORDS, export_person
from courses.holdings import holdings
from courses.joining import ComesLater, CourseClosed, enrol, leave
from courses.languages.share import by_course as shares
from courses.languages.summary import see_to_it as sum_up_languages
from courses.made_of import parts_of
from courses.made_of import pathways as pathways_made_of
from courses.mail import write as write_notice
from courses.mine import Finished, Mine, finished, languages_used, mine
from courses.models import Course
from courses.named import Named, named, on_the_way
from courses.progress import (
    NoSuchLesson,
    NoSuchQuestion,
    NotAnAnswer,
    NotEnrolled,
    NotYet,
    answer,
    read,
)
from courses.rebuilding import Rebuilt, rebuild, rebuild_everybody
from courses.retiring import retire_person
from courses.review.demo import load_demo as load_review_demo
from courses.review.laying import lay_workflow
from courses.scheduled import publish_due
from courses.shelf import shelf_for
from courses.shown import card, cards, has_any, places, waiting_first
from courses.talking import ASKED as TALK_ASKED
from courses.talking import NotAsked, attest, open_talks
from courses.talking import in_words as talks_in_words
from courses.topics import TopicMinutes
from courses.topics import in_words as topics_in_words
from courses.topics import offered as topics_offered
from courses.training import Training, training_of, trainings_of

__all__ = [
    "EXPORT_WORDS",
    "TALK_ASKED",
    "VERBS",
    "ComesLater",
    "Course",
    "CourseClosed",
    "Finished",
    "Mine",
    "Named",
    "NoSuchLesson",
    "NoSuchQuestion",
    "NotAllowed",
    "NotAnAnswer",
    "NotAsked",
    "NotEnrolled",
    "NotYet",
    "Rebuilt",
    "TopicMinutes",
    "Training",
    "answer",
    "assign",
    "attest",
    "card",
    "cards",
    "enrol",
    "export_person",
    "finished",
    "h5p",
    "has_any",
    "holdings",
    "languages_used",
    "lay_workflow",
    "leave",
    "load_review_demo",
    "may_assign",
    "may_read",
    "mine",
    "named",
    "on_the_way",
    "open_talks",
    "packs",
    "parts_of",
    "pathways",
    "pathways_made_of",
    "places",
    "playing",
    "publish_due",
    "read",
    "rebuild",
    "rebuild_everybody",
    "refreshing",
    "retire_person",
    "settle",
    "shares",
    "shelf_for",
    "sitting",
    "sum_up_languages",
    "talks_in_words",
    "topics_in_words",
    "topics_offered",
    "training_of",
    "trainings_of",
    "waiting_first",
    "waiting_for",
    "write_notice",
]


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
    if kind == assigning.ASSIGNED:
        assigning.tell(key, at=at)
        return True
    act = SETTLES.get(kind)
    if act:
        act(at=at)
    return act is not None
