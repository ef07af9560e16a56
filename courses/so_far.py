"""What one learner did and left in a course so far: for a page of it, in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import DateTimeField, JSONField, QuerySet, Value
from django.db.models.functions import Cast

from courses.models import Draft, Progress, SurveyDone, Talk
from courses.outline import Lesson
from courses.questions.given import Given, from_json
from courses.summary import Row

DONE, BEGUN, TALK = range(3)  # what a row is of


@dataclass(frozen=True)
class SoFar:
    """`progress` is by lesson. Of one lesson: `begun` by the ids of questions and sets, also the
    survey's id, with nothing, if that was answered; `talks` with a person that were asked for, by
    block."""

    progress: dict[UUID, Row]
    begun: dict[str, Given]
    talks: dict[UUID, Mapping[str, datetime]]  # asked_at


def of(enrolment_id: int, lesson: Lesson | None) -> SoFar:
    """`begun` and `talks` are of this lesson: those that it can have today."""
    if lesson is None:
        return read(enrolment_id)
    limited = any(each.rules.sittings for each in lesson.sets)
    return read(
        enrolment_id,
        begun=[each.id for each in (*lesson.questions, *lesson.sets)],
        survey=lesson.survey.id if lesson.survey else "",
        talks_in=lesson.key if limited or lesson.note.is_there else None,
    )


def read(
    enrolment_id: int, *, begun: Sequence[str] = (), survey: str = "", talks_in: UUID | None = None
) -> SoFar:
    """`talks_in` is the key of a lesson where one may ask for a talk."""
    nothing, never = Value([], JSONField()), Cast(None, DateTimeField())
    kinds = [(Progress, DONE, {}, ("lesson_key", "state", "touched_at", "done_at"))]
    if begun:
        kinds.append((Draft, BEGUN, {"block_id__in": begun}, ("block_id", "given", "at", never)))
    if survey:
        kinds.append((SurveyDone, BEGUN, {"block_id": survey}, ("block_id", nothing, never, never)))
    if talks_in:
        asked = {"lesson_key": talks_in}
        kinds.append((Talk, TALK, asked, ("block_id", nothing, "asked_at", never)))
    first, *rest = [
        model.objects.filter(enrolment_id=enrolment_id, **only).values_list(Value(kind), *columns)
        for model, kind, only, columns in kinds
    ]
    return _sorted(first.union(*rest, all=True) if rest else first)


def _sorted(rows: QuerySet) -> SoFar:
    found = SoFar({}, {}, {})
    for kind, key, stored, at, done_at in rows:
        if kind == DONE:
            found.progress[key] = Row(at, done_at, stored)
        elif kind == BEGUN:
            found.begun[str(key)] = from_json(stored)
        else:
            found.talks[key] = {"asked_at": at}
    return found
