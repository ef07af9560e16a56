"""What one learner did and left in a course so far: for a page of it, in one statement."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import DateTimeField, JSONField, QuerySet, Value

from courses.models import Draft, Progress, SurveyDone, Talk
from courses.outline import Lesson
from courses.questions.given import Given, from_json
from courses.summary import Row

DONE = ("lesson_key", "state", "touched_at", "done_at")
BEGUN = ("block_id", "given", "at", "at")  # of the whole course: a draft is rare


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
    enrolment_id: int,
    *,
    begun: Collection[str] = (),
    survey: str = "",
    talks_in: UUID | None = None,
) -> SoFar:
    """`talks_in` is the key of a lesson where one may ask for a talk."""
    mine, nothing = {"enrolment_id": enrolment_id}, Value([], JSONField())
    never = Value(None, DateTimeField())
    kinds = [Progress.objects.filter(**mine).values_list(*DONE)]
    if begun:
        kinds.append(Draft.objects.filter(**mine).values_list(*BEGUN))
    if survey:
        done = SurveyDone.objects.filter(**mine, block_id=survey)
        kinds.append(done.values_list("block_id", nothing, never, never))
    if talks_in:
        asked = Talk.objects.filter(**mine, lesson_key=talks_in)
        kinds.append(asked.values_list("block_id", nothing, "asked_at", never))
    first, *rest = kinds
    return _sorted(first.union(*rest, all=True) if rest else first, {*begun, survey})


def _sorted(rows: QuerySet, begun: Set[str]) -> SoFar:
    """What was done is kept as a dictionary, an answer as a list; a talk goes on."""
    found = SoFar({}, {}, {})
    for key, stored, at, until in rows:
        if isinstance(stored, dict):
            found.progress[key] = Row(at, until, stored)
        elif at and not until:
            found.talks[key] = {"asked_at": at}
        elif str(key) in begun:
            found.begun[str(key)] = from_json(stored)
    return found


def of_courses(enrolment_ids: Collection[int], *, with_answers: bool) -> dict[int, dict[UUID, Row]]:
    """How far somebody came in each of several, by enrolment. One statement, or none."""
    found: dict[int, dict[UUID, Row]] = {id: {} for id in enrolment_ids}
    names = ["enrolment_id", "lesson_key", "touched_at", "done_at"]
    if found:
        rows = Progress.objects.filter(enrolment__in=found)
        for id, key, *row in rows.values_list(*names, *(["state"] if with_answers else [])):
            found[id][key] = Row(*row)
    return found
