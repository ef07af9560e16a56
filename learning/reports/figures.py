"""The figures of a time and of some people: a fixed number of statements for each thousand."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from certification import api as certification
from courses import api as courses
from learning.models import Grant, Tagged
from office.few import told
from people import api as people
from people.api import RoleHeld, Team, User
from supervision import api as supervision

AT_ONCE = 500
OWN_WAY = "self_paced"  # how courses of this site are taken


@dataclass(frozen=True)
class Asked:
    """Days, teams (none: all that the maker coordinates), and perhaps who pays."""

    first: date
    last: date
    teams: tuple[Team, ...] = ()
    grant: Grant | None = None


def population(by: User, asked: Asked, *, on: date) -> QuerySet[User]:
    """Whom the report is of; those in posts that the grant pays, where it names posts."""
    found = people.members_between(by, asked.first, asked.last, on=on, teams=asked.teams)
    posts = _keys(asked, Tagged.POST)
    if posts:
        held = RoleHeld.objects.filter(pk__in=posts)
        found = found.filter(pk__in=held.values("person"))
    return found


def _keys(asked: Asked, kind: Tagged) -> list[str]:
    if asked.grant is None:
        return []
    return list(asked.grant.tags.filter(kind=kind).values_list("key", flat=True))


def figures(by: User, asked: Asked, *, on: date) -> dict:
    """Whole numbers by code, and counts by name; few people of a kind have none of their own."""
    of = population(by, asked, on=on)
    agreed = _keys(asked, Tagged.AGREEMENT)
    hours = supervision.totals_of(of, first=asked.first, last=asked.last, agreed=agreed)
    paths = certification.totals_of(of, first=asked.first, last=asked.last)
    learned = _learned(of, asked)
    modes = Counter({OWN_WAY: learned["minutes"]}) + Counter(paths.elsewhere)
    return {
        "people": of.count(),
        "trained": learned["people"],
        "courses": learned["courses"],
        "minutes": sum(modes.values()),
        "minutes_by_topic": learned["topics"],
        "minutes_by_mode": dict(modes),
        "begun": paths.begun,
        "completed": paths.completed,
        "renewed": paths.renewed,
        "lapsed": paths.lapsed,
        "supervision_given": hours.given,
        "supervision_owed": hours.owed,
        "sessions": hours.sessions,
        "practice": hours.practice,
        "languages": told(_languages(of)),
    }


def _learned(of: QuerySet[User], asked: Asked) -> dict:
    only = set(_keys(asked, Tagged.COURSE))
    topics, done = Counter(), 0
    minutes, trained = 0, 0
    for some in _batches(of):
        zones = {person.pk: person for person in some}
        for pk, records in courses.trainings_of(some).items():
            mine = [
                each
                for each in records
                if asked.first <= zones[pk].day(each.completed_at) <= asked.last
                and (not only or str(each.course) in only)
            ]
            trained += any(each.is_whole for each in mine)
            done += sum(each.is_whole for each in mine)
            minutes += sum(each.minutes for each in mine)
            for each in mine:
                topics.update(each.topics)
    return {"people": trained, "courses": done, "minutes": minutes, "topics": dict(topics)}


def _batches(of: QuerySet[User]) -> Iterator[list[User]]:
    last = 0
    while some := list(of.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield some
        last = some[-1].pk


def _languages(of: QuerySet[User]) -> Counter:
    """The first language of each."""
    rows: Iterable[list] = of.values_list("languages", flat=True).iterator()
    return Counter(languages[0] for languages in rows if languages)
