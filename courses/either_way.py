"""Passing what a lesson with two equal ways asks: marked here, kept of the whole lesson only.

Which way was taken, what was answered and what was wrong are in the request and its answer, and
nowhere else (docs/decisions/0040).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.core import signing

from courses.asking import read_set
from courses.models import Attempt, KnownBy, Verb
from courses.outline import Lesson, Module, Way
from courses.progress import NoSuchQuestion, record
from courses.questions.given import Given
from courses.questions.kinds import Question
from courses.questions.sets import QuestionSet, drawn, result
from courses.sitting import given_to
from courses.summary import Summary

SALT = "courses.either_way"
Put = Mapping[str, tuple[str, ...]]  # of each set, the questions that are put


@dataclass(frozen=True)
class Tried:
    """One try at one way. `waiting` and `wrong` are questions, `failed` are sets."""

    way: int
    given: Given
    put: Put = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()

    @property
    def is_passed(self) -> bool:
        return not (self.waiting or self.wrong or self.failed)


class NotYet(Exception):
    """Nothing is kept: something waits, or is wrong, or nothing of this lesson counts."""

    def __init__(self, tried: Tried):
        super().__init__()
        self.tried = tried


class Known(Exception):
    """The lesson is passed already."""


def check(
    learner,
    course_slug: str,
    *,
    lesson: tuple[str, str],
    tried: Callable[[Lesson], Tried],
    attempt: UUID,
    language: str,
    at: datetime | None = None,
) -> Summary:
    """Keep that the lesson is passed, whichever way; the same `attempt` again changes nothing.

    Raises NotEnrolled, NoSuchLesson, NoSuchQuestion, NotYet, Known.
    """

    def made(lesson: Lesson, module: Module, before: Summary, enrolment_id: int) -> Attempt:
        if not lesson.ways:
            raise NoSuchQuestion
        came_to = tried(lesson)
        if not lesson.is_marked or not came_to.is_passed:
            raise NotYet(came_to)
        if before.has_passed(lesson):
            raise Known
        return Attempt(verb=Verb.SAT, block_id=lesson.key, passed=True, known_by=KnownBy.GRADED)

    return record(learner, course_slug, lesson, made, attempt, language, at)


def read(form, lesson: Lesson, *, reader: str) -> Tried:
    """A try, as a form sends it, marked. Raises NoSuchQuestion where there is no such way."""
    number = form.get("way", "")
    if number not in ("0", "1") or not lesson.ways:
        raise NoSuchQuestion
    way = lesson.ways[int(number)]
    put = {
        each.id: _read(form.get(token_name(each.id), ""), each, reader) for each in way.lesson.sets
    }
    return _marked(int(number), way, put, read_set(form, questions_of(way, put), reader=reader))


def questions_of(way: Way, put: Put) -> dict[str, Question]:
    """What is put in one way by its id: the lesson's own questions, and those of its sets."""
    own = {question.id: question for question in way.lesson.questions}
    bank = way.bank.questions
    return own | {id: bank[id] for ids in put.values() for id in ids if id in bank}


def _marked(number: int, way: Way, put: Put, given: Given) -> Tried:
    asked = questions_of(way, put)
    answers = {id: given_to(id, given) for id in asked}
    whole = {id for id, question in asked.items() if question.takes(answers[id])}
    scored = {question.id for question in way.lesson.questions if question.is_scored}
    of_sets = {id for ids in put.values() for id in ids if id in asked}
    wrong = {id for id in asked if id in whole and asked[id].mark(answers[id]).is_right is False}
    return Tried(
        way=number,
        given=given,
        put=put,
        waiting=frozenset((scored | of_sets) - whole),
        wrong=frozenset(wrong & scored),
        failed=frozenset(
            each.id
            for each in way.lesson.sets
            if not result(put[each.id], answers, way.bank.questions, each.rules).passed
        ),
    )


# --- the draw of a set: by chance for each page, since no try is counted
def draw(each: QuestionSet, way: Way) -> tuple[str, ...]:
    return drawn(tuple(way.bank.questions), each.rules, sitting=str(uuid4()))


def token(each: QuestionSet, put: tuple[str, ...], *, reader: str) -> str:
    """Signed, so that nobody chooses their own questions."""
    return signing.dumps(put, salt=f"{SALT}:{reader}:{each.id}")


def token_name(set_id: str) -> str:
    return f"token-{set_id}"


def _read(said: str, each: QuestionSet, reader: str) -> tuple[str, ...]:
    try:
        return tuple(signing.loads(said, salt=f"{SALT}:{reader}:{each.id}"))
    except signing.BadSignature:
        return ()  # nothing is put, so the set is not passed
