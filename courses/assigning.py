"""Offering a course to a person, a team or a role, and taking the offer back.

It puts nobody on the course: it waits for them, and begins when they begin. Who may offer to whom
is asked of `people`; what came of it stands in `uptake`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from courses.joining import CourseClosed
from courses.models import Assignment, Course, Enrolment
from courses.offers import offer_of
from office import audit, due, notices
from people import api as people
from people.api import Role, Team, User

ASSIGNED = "courses.assigned"  # a due row, and the kind of the notices that come of it
KIND = "courses.assignment"
Whom = User | Team | Role

# What is noted in the audit, as the person whom it is about reads it.
VERBS = {
    "offered course": gettext_lazy("A course was offered to you."),
    "withdrew offer": gettext_lazy("An offer of a course was taken back."),
    "changed review": gettext_lazy("Which reviews a course wants was changed."),
    "kept value": gettext_lazy("A value in texts was changed."),
    "removed value": gettext_lazy("A value in texts was removed."),
    "found fitting": gettext_lazy("A part of a course was found fitting as it came."),
    "received pack": gettext_lazy("A course pack was received."),
    "removed pack": gettext_lazy("A course pack was removed."),
    "took in course": gettext_lazy("A course pack was taken in."),
    "gave course away": gettext_lazy("A course was given away as a pack."),
    "copied course": gettext_lazy("A course was copied."),
}


class NotAllowed(Exception):
    """None of their roles of that day lets them offer a course to these people."""


@dataclass(frozen=True)
class Waiting:
    """A course that waits for a person: until when it would be good (or None), and a line."""

    course: Course
    due_on: date | None
    words: str


def may_assign(by: User, on: date) -> bool:
    """Whether they may offer courses to anybody."""
    return people.may(by, "assign", "course", on)


def may_assign_to(by: User, to: Whom, on: date) -> bool:
    """A role is held in all teams, so only who may act in all of them offers to it."""
    if isinstance(to, Role):
        return people.may_everywhere(by, "assign", "course", on)
    if isinstance(to, User) and (to == by or not to.is_active or to.retired_at):
        return False
    return people.may(by, "assign", to, on)


def assign(
    course: Course,
    *,
    to: Whom,
    by: User,
    due_on: date | None = None,
    words: str = "",
    at: datetime | None = None,
) -> Assignment:
    """Offer a course; asking twice gives back the first offer that is open.

    `due_on` is the last day that would be good. Raises NotAllowed, CourseClosed.
    """
    at = at or timezone.now()
    if not may_assign_to(by, to, by.day(at)):
        raise NotAllowed
    if not course.takes_learners():
        raise CourseClosed
    with transaction.atomic():
        assignment, is_new = Assignment.objects.get_or_create(
            course=course,
            withdrawn_at=None,
            **_as_fields(to),
            defaults={"by": by, "at": at, "due_on": due_on, "words": words},
        )
        if is_new:
            due.add(ASSIGNED, key=assignment.pk, at=at)
            _note("offered course", assignment, by=by, at=at)
    return assignment


def withdraw(assignment: Assignment, *, by: User, at: datetime | None = None) -> None:
    """Take an offer back; whoever is on the course stays on it. Twice is as once.

    Raises NotAllowed.
    """
    at = at or timezone.now()
    if not seen_by(by, by.day(at)).filter(pk=assignment.pk).exists():
        raise NotAllowed
    with transaction.atomic():
        mine = Assignment.objects.open().filter(pk=assignment.pk)
        if mine.update(withdrawn_at=at, withdrawn_by=by):
            _note("withdrew offer", assignment, by=by, at=at)


def _as_fields(to: Whom) -> dict[str, object]:
    if isinstance(to, User):
        return {"person": to, "team": None, "role": ""}
    if isinstance(to, Team):
        return {"person": None, "team": to, "role": ""}
    return {"person": None, "team": None, "role": to.value}


def _note(verb: str, assignment: Assignment, *, by: User, at: datetime) -> None:
    roles = " ".join(sorted(people.roles_of(by, by.day(at))))
    audit.note(
        verb,
        by=by,
        object_kind=KIND,
        object_key=assignment.pk,
        about=assignment.person,
        roles=roles,
        at=at,
    )


def seen_by(by: User, on: date) -> QuerySet[Assignment]:
    """All offers, open or not, to those whom `by` may offer courses to, whoever made them."""
    if not may_assign(by, on):
        return Assignment.objects.none()
    if people.may_everywhere(by, "assign", "course", on):
        return Assignment.objects.all()
    theirs = Q(team__in=people.teams_seen_by(by, on))
    return Assignment.objects.filter(theirs | Q(person__in=people.coordinated_by(by, on)))


def waiting_for(user: User) -> list[Waiting]:
    """The courses that somebody offered to this person and that they did not begin; the first day
    first. Their titles: `cards` has the same offers."""
    rows = Course.objects.visible_to(user).with_offers(user).filter(offered_at__isnull=False)
    offers = [(row, offer) for row in rows.order_by("pk") if (offer := offer_of(row))]
    found = [Waiting(row, offer.due_on, offer.words) for row, offer in offers]
    return sorted(found, key=lambda each: each.due_on or date.max)


def reached_by(assignment: Assignment, on: date) -> QuerySet[User]:
    """The people whom an offer is for on that day."""
    held = people.RoleHeld.objects.on(on)
    if assignment.team_id:
        of_them = Q(pk__in=held.filter(team=assignment.team_id).values("person"))
    elif assignment.role:
        of_them = Q(pk__in=held.filter(role=assignment.role).values("person"))
    else:
        of_them = Q(pk=assignment.person_id)
    return User.objects.filter(of_them, is_active=True, retired_at=None)


def tell(key: str, *, at: datetime) -> None:
    """Tell each whom an offer is for, once, in a few statements for however many people."""
    assignment = Assignment.objects.open().filter(pk=key).select_related("by").first()
    if assignment is None:
        return
    mine = Enrolment.objects.filter(course=assignment.course_id, learner=OuterRef("pk"))
    begun = mine.filter(Q(left_at=None) | Q(completion__isnull=False))
    them = reached_by(assignment, assignment.by.day(at)).exclude(pk=assignment.by_id)
    notices.add_for_each(
        ASSIGNED,
        to=them.exclude(Exists(begun)).order_by("pk"),
        key=f"assigned:{assignment.pk}",
        about=assignment.pk,
        at=at,
    )
