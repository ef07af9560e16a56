"""“Is everything ready?”: what an organisation still lacks, in words, for those who can do it.

Nothing here is about one person; what was left out on purpose stays on the list, said so.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from courses import api as courses
from learning.setup import steps
from office import organisation, support
from office.steps import Step, Urgency
from people import api as people
from people.api import Role

OPEN, LEFT, DONE = "open", "left", "done"
FOR_COORDINATORS = {"supervisors", "course", "ask", "support", "room"}


@dataclass(frozen=True)
class Point:
    """One thing that should be so; `why` says what it is good for."""

    slug: str
    title: Promise
    why: Promise
    is_so: bool
    url: str
    state: str = OPEN


@require_safe
@login_required
def page(request):
    roles = people.roles_of(request.user, request.user.day())
    points = points_for(roles, request.user.day())
    if not points:
        raise Http404
    context = {"points": points, "is_ready": all(point.state != OPEN for point in points)}
    return render(request, "learning/ready.html", context)


def points_for(roles: frozenset[Role], on: date) -> list[Point]:
    """For administrators all, for coordinators what they can see to; for others nothing."""
    if Role.ADMINISTRATOR in roles:
        return all_points(on)
    if Role.COORDINATOR in roles:
        return [_without_link(point) for point in all_points(on) if point.slug in FOR_COORDINATORS]
    return []


def step_for(roles: frozenset[Role], on: date) -> list[Step]:
    """At most one step of Today: go on setting up, else look at what is open."""
    if Role.ADMINISTRATOR not in roles:
        return []
    rows = steps.rows()
    if not any(row.state for row in rows):
        return []  # this site was not set up by the guide
    to = steps.first_open(among=rows)
    if to:
        return [_go_on(to)]
    return [_look()] if any(point.state == OPEN for point in all_points(on)) else []


def _go_on(to: steps.Step) -> Step:
    return Step(
        title=_("Set up this site"),
        detail=str(to.title),
        url=to.url,
        label=_("Go on"),
        urgency=Urgency.UNDER_WAY,
    )


def _look() -> Step:
    return Step(
        title=_("Is everything ready?"),
        detail=_("Something is still open before people come."),
        url=reverse("ready"),
        label=_("Look at the list"),
        urgency=Urgency.NEEDED,
    )


def all_points(on: date) -> list[Point]:
    """Four statements, whatever the site holds."""
    states = {row.step.slug: row.state for row in steps.rows()}
    done = {slug for slug, state in states.items() if state == steps.DONE}
    left = {slug for slug, state in states.items() if state == steps.LEFT}
    left |= {"room"} if "support" in left else set()
    staff = people.staffed(on)
    found = [*_of_organisation(organisation.current(), done), *_of_people(staff), _of_courses()]
    return [_with_state(point, left) for point in found]


def _with_state(point: Point, left: set[str]) -> Point:
    state = DONE if point.is_so else LEFT if point.slug in left else OPEN
    return Point(**vars(point) | {"state": state})


def _without_link(point: Point) -> Point:
    """Who coordinates sees that it is so; the screens for it are an administrator's."""
    return Point(**vars(point) | {"url": ""}) if point.slug == "ask" else point


def _of_organisation(org: organisation.Frame, done: set[str]) -> list[Point]:
    def topic(slug: str) -> str:
        return reverse("organisation_topic", args=[slug])

    return [
        Point(
            "names",
            gettext_lazy("The organisation has its name"),
            gettext_lazy("People know where they are. The short name tells others nothing."),
            org.name != organisation.NOBODY_YET.name,
            topic("names"),
        ),
        Point(
            "languages",
            gettext_lazy("The languages are chosen"),
            gettext_lazy("Nobody is offered a language in which nobody can answer them."),
            bool(org.languages),
            topic("languages"),
        ),
        Point(
            "way-out",
            gettext_lazy("Leaving quickly leads to a page that you chose"),
            gettext_lazy("Whoever looks over a shoulder sees something ordinary."),
            bool(org.exit_target) or "way-out" in done,
            topic("way-out"),
        ),
        Point(
            "ask",
            gettext_lazy("There is somebody to ask"),
            gettext_lazy("Their name and number stand at the foot of every page."),
            bool(org.ask_name and org.ask_phone),
            topic("ask"),
        ),
        Point(
            "support",
            gettext_lazy("Other people who can help are named"),
            gettext_lazy("For nights and weekends, when you are not there."),
            bool(org.support),
            topic("support"),
        ),
        Point(
            "room",
            gettext_lazy("“Just for me” is open"),
            gettext_lazy("It opens once that list has an emergency number and somebody outside."),
            support.room_is_open(),
            topic("support"),
        ),
        Point(
            "mail",
            gettext_lazy("Mail goes out, or you do without it"),
            gettext_lazy("A message that never arrives leaves somebody waiting."),
            "mail" in done,
            reverse("setup_step", args=["mail"]),
        ),
    ]


def _of_people(staff) -> list[Point]:
    return [
        Point(
            "people",
            gettext_lazy("Two people administer this site"),
            gettext_lazy("If one loses their phone or falls ill, the other can help."),
            staff.has(Role.ADMINISTRATOR, 2),
            reverse("invite"),
        ),
        Point(
            "codes",
            gettext_lazy("Every administrator has recovery codes on paper"),
            gettext_lazy("They open the account when a phone is lost."),
            staff.all_have_codes,
            reverse("mfa_index"),
        ),
        Point(
            "supervisors",
            gettext_lazy("Somebody supervises"),
            gettext_lazy("Whoever learns here needs a person to talk it through with."),
            staff.has(Role.SUPERVISOR),
            reverse("people"),
        ),
    ]


def _of_courses() -> Point:
    return Point(
        "course",
        gettext_lazy("There is a course to begin with"),
        gettext_lazy("An empty shelf tells a newcomer to go away again."),
        courses.has_any(),
        reverse("setup_step", args=["courses"]),
    )
