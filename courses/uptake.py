"""What came of an offer, in numbers, for whoever coordinates the people whom it is for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from courses.models import Assignment, Completion, Enrolment
from people import api as people
from people.api import User


@dataclass(frozen=True)
class Uptake:
    """Of the people whom an offer is for: how many joined the course, how many finished it."""

    people: int
    joined: int
    finished: int


def uptake_of(assignments: Iterable[Assignment], *, by: User, on: date) -> dict[int, Uptake]:
    """By offer, without those that reach nobody whom `by` coordinates; five statements for any.

    Somebody who left a course has not joined it; nothing here says that they had.
    """
    rows = list(assignments)
    theirs = people.coordinated_by(by, on)
    reached = _reached(rows, theirs, on)
    learners = Enrolment.objects.filter(course__in={r.course_id for r in rows}, learner__in=theirs)
    joined = set(learners.active().values_list("course", "learner"))
    done = Completion.objects.filter(enrolment__in=learners)
    finished = set(done.values_list("enrolment__course", "enrolment__learner"))
    return {
        row.pk: _counted(row.course_id, them, joined | finished, finished)
        for row in rows
        if (them := reached(row))
    }


def _counted(course: int, them: set[int], joined: set, finished: set) -> Uptake:
    pairs = {(course, one) for one in them}
    return Uptake(len(them), len(pairs & joined), len(pairs & finished))


def _reached(rows: list[Assignment], theirs, on: date):
    """Whom of `theirs` an offer is for: a function of the offer."""
    held = people.RoleHeld.objects.on(on).filter(person__in=theirs)
    in_teams, in_roles = _by(held, "team", rows), _by(held, "role", rows)
    alone = set(theirs.filter(pk__in={r.person_id for r in rows}).values_list("pk", flat=True))

    def reached(row: Assignment) -> set[int]:
        if row.person_id:
            return {row.person_id} & alone
        return in_teams.get(row.team_id, set()) if row.team_id else in_roles.get(row.role, set())

    return reached


def _by(held, name: str, rows: list[Assignment]) -> dict[int | str, set[int]]:
    field = "team_id" if name == "team" else name
    wanted = {getattr(row, field) for row in rows} - {None, ""}
    found: dict[int | str, set[int]] = {}
    for value, person in held.filter(**{f"{name}__in": wanted}).values_list(name, "person"):
        found.setdefault(value, set()).add(person)
    return found
