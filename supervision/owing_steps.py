"""What Today says of time that is owed: without a figure about others, and without a name."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from office.steps import Step, Urgency
from people.api import User
from supervision import counting, owing_words
from supervision.counting import span_of
from supervision.models import Agreement, Per
from supervision.owing import Owing, owing
from supervision.reminding import LEAD, ends_soon


def waiting_for(person: User, *, on: date) -> list[Step]:
    """In the last days of a span that is short."""
    found = [each for each in owing(may_end_soon(person, on=on), on=on) if ends_soon(each)]
    gives = [each for each in found if each.supervisor == person]
    has = [each for each in found if each.supervisee == person]
    return [_to_supervisor(each) for each in gives[:1]] + [_to_person(each) for each in has[:1]]


def may_end_soon(person: User, *, on: date) -> QuerySet[Agreement]:
    """Their live agreements of which a span can end in these days."""
    mine = Agreement.objects.on(on).filter(Q(supervisor=person) | Q(supervisee=person))
    return mine.filter(_may_end_soon(on))


def _may_end_soon(on: date) -> Q:
    until = on + timedelta(days=LEAD)
    pers = [per.value for per in Per if span_of(on, counting.Per(per))[1] <= until]
    return Q(per__in=pers) | Q(until_day__lte=until)


def _to_supervisor(first: Owing) -> Step:
    return Step(
        title=_("Somebody is owed time"),
        detail=_("The first of it by %(day)s.") % {"day": owing_words.day(first.now.last)},
        url=reverse("supervision:people"),
        label=_("See who"),
        urgency=Urgency.WAITING,
    )


def _to_person(first: Owing) -> Step:
    """It is ours to hold; theirs only to know."""
    return Step(
        title=_("We still owe you time"),
        detail=owing_words.main(first, to=True),
        url=reverse("supervision:owed"),
        label=_("See what was agreed"),
        urgency=Urgency.NEEDED,
    )
