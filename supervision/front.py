"""The first page of this room: what waits, what is owed, and the ways to everything else.

Each place stands for whom it is there: whoever is supervised, whoever supervises, whoever
coordinates, whoever keeps lists.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office.steps import Step, Urgency
from people import api as people
from people.api import User
from supervision import caseload, on_today, practising, seeing, topics


@dataclass(frozen=True)
class Place:
    name: str
    title: str | Promise
    line: str | Promise

    @property
    def url(self) -> str:
        return reverse(f"supervision:{self.name}")


MINE = [
    Place("answers", _("Was it so?"), _("Say yes to sessions, or not quite.")),
    Place("sessions", _("Sessions"), _("As a list, and as a calendar.")),
    Place("notes", _("Notes"), _("Shared records, and notes of your own.")),
    Place("practice", _("Practice hours"), _("Your direct work, week by week.")),
    Place("agreements", _("Agreements"), _("Who supervises whom, and what was agreed.")),
    Place("take_along", _("Take hours along"), _("As paper, as a table, or as a proof.")),
    Place("feed_settings", _("My calendar"), _("A link by which it reads when you meet.")),
]
GIVES = [
    Place("people", _("My people"), _("Whose time is owed, and by when.")),
    Place("practice_confirm", _("Practice to confirm"), _("Hours that wait for your word.")),
    Place("months", _("Months"), _("Close what is over, open it again with a reason.")),
    Place("qualifications", _("My qualifications"), _("What holds, and until when.")),
    Place("import", _("Bring earlier hours"), _("From a table, with their scans.")),
    Place("offline", _("Without a network"), _("Make this device ready.")),
]
COORDINATES = [
    Place("owed_all", _("What is owed"), _("To the people whom you coordinate.")),
    Place("practice_totals", _("Totals of practice"), _("By week and category.")),
]
KEEPS = [
    Place("topics", _("Topics"), _("What sessions can be about.")),
    Place("workplaces", _("Places of work"), _("For whom the work is done.")),
]


@dataclass(frozen=True)
class Front:
    """`groups` are (title, places); `owed` what is owed to the reader, in words."""

    gives: bool
    has: bool
    waiting: list[Step]
    owed: list
    groups: list[dict]

    @property
    def is_empty(self) -> bool:
        return not (self.gives or self.has or self.waiting)


def front_of(person: User, *, at: datetime) -> Front:
    day = person.day(at)
    steps = on_today.waiting_for(person, on=day)
    waiting = [step for step in steps if step.urgency != Urgency.ROLE]
    owed = caseload.own(person, on=day)
    return Front(
        gives=len(waiting) < len(steps),  # the way to the quick form is a supervisor's alone
        has=bool(owed) or seeing.supervisors_of(person, on=day).exists(),
        waiting=waiting + _practice(person),
        owed=owed,
        groups=_groups(person, day, gives=len(waiting) < len(steps)),
    )


def _practice(person: User) -> list[Step]:
    if not practising.waiting_for(person).exists():
        return []
    place = next(each for each in GIVES if each.name == "practice_confirm")
    title, line = str(place.title), str(place.line)
    return [Step(title=title, detail=line, url=place.url, label=title, urgency=Urgency.WAITING)]


def _groups(person: User, day, *, gives: bool) -> list[dict]:
    groups = [
        (_("For me"), MINE, True),
        (_("For those I supervise"), GIVES, gives or seeing.has_the_role(person, day)),
        (_("For those I coordinate"), COORDINATES, people.may(person, "see", "overview", day)),
        (_("Lists"), KEEPS, topics.may_keep(person, on=day)),
    ]
    return [{"title": title, "places": places} for title, places, is_there in groups if is_there]
