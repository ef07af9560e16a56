"""Sitting a set of questions: what is put, marking it, and what comes after the last try.

Which questions a page put travels in it, signed, so that nobody chooses their own. A set that was
sat on another device meanwhile is put anew.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing

from courses.models import Attempt, KnownBy, Verb
from courses.outline import Lesson, Module
from courses.progress import NoSuchQuestion, NotAnAnswer, record
from courses.questions.given import Given, to_json
from courses.questions.kinds import Question
from courses.questions.sets import QuestionSet, drawn, result
from courses.summary import Sat, Summary

SALT = "courses.sitting"
BETWEEN = "."  # a question's id and the place in it, as a form's field is named


class PutAnew(Exception):
    """The page is of an earlier try; nothing is counted, and other questions are put."""


class NoMoreTries(Exception):
    """The editor limited them, and the last is used: a person helps from here."""


class Missing(NotAnAnswer):
    """These questions still wait for a whole answer; nothing is counted."""

    def __init__(self, questions: frozenset[str]):
        super().__init__()
        self.questions = questions


@dataclass(frozen=True)
class Put:
    """What one page puts: the questions of one try."""

    key: str
    questions: tuple[str, ...]

    @property
    def token(self) -> str:
        return signing.dumps(self.questions, salt=f"{SALT}:{self.key}")


def put(enrolment_id: int, each: QuestionSet, sat: Sat, bank: Mapping[str, Question]) -> Put:
    """The questions of the try that comes next, the same on every device."""
    key = _key(enrolment_id, each, sat)
    return Put(key, drawn(tuple(bank), each.rules, sitting=key))


def first(enrolment_id: int, each: QuestionSet, bank: Mapping[str, Question]) -> Put:
    """The questions of a first try."""
    return put(enrolment_id, each, Sat(), bank)


def best(questions: Mapping[str, Question]) -> Given:
    """Answers to these that have all right."""
    return frozenset((field(q.id, p), v) for q in questions.values() for p, v in q.best())


def field(question: str, place: str) -> str:
    return f"{question}{BETWEEN}{place}"


def fields(questions: Mapping[str, Question]) -> list[str]:
    return [field(q.id, place) for q in questions.values() for place in q.places]


def given_to(question: str, given: Given) -> Given:
    """The part of a set's answer that belongs to one question."""
    start = question + BETWEEN
    return frozenset((p.removeprefix(start), v) for p, v in given if p.startswith(start))


def sit(
    learner,
    course_slug: str,
    *,
    lesson: tuple[str, str],
    block_id: UUID,
    token: str,
    given: Callable[[Mapping[str, Question]], Given],
    attempt: UUID,
    language: str,
    at: datetime | None = None,
) -> Summary:
    """Mark and keep one try; the same `attempt` again changes nothing.

    Raises as `progress.answer` does, and PutAnew, NoMoreTries, Missing. A question that was
    withdrawn since it was put counts for nothing.
    """

    def made(lesson: Lesson, module: Module, before: Summary, enrolment_id: int) -> Attempt:
        each, sat = lesson.set(block_id), before.sat(block_id)
        if each is None:
            raise NoSuchQuestion
        if not each.rules.has_another(sat.failed):
            raise NoMoreTries
        put = _read(token, key=_key(enrolment_id, each, sat))
        still = {id: module.bank.questions[id] for id in put if id in module.bank.questions}
        return _marked(each, block_id, put, still, given(still))

    return record(learner, course_slug, lesson, made, attempt, language, at)


def _marked(each: QuestionSet, block_id: UUID, put: Sequence[str], still, given: Given) -> Attempt:
    answers = {id: given_to(id, given) for id in still}
    missing = frozenset(id for id, question in still.items() if not question.takes(answers[id]))
    if missing or not still:
        raise Missing(missing)
    came_to = result(put, answers, still, each.rules)
    return Attempt(
        verb=Verb.SAT,
        block_id=block_id,
        given=to_json(given),
        right=came_to.right,
        of=came_to.of,
        passed=came_to.passed,
        known_by=KnownBy.GRADED,
    )


def _key(enrolment_id: int, each: QuestionSet, sat: Sat) -> str:
    """Names one try of one learner, whichever questions are drawn for it."""
    return f"{enrolment_id}:{each.id}:{sat.failed}"


def _read(token: str, *, key: str) -> tuple[str, ...]:
    try:
        return tuple(signing.loads(token, salt=f"{SALT}:{key}"))
    except signing.BadSignature:
        raise PutAnew from None
