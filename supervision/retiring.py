"""What this room lets go when a person leaves for good."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from supervision import answering, asking, handing
from supervision.models import Agreement, Answer


@transaction.atomic
def retire_person(person, *, at: datetime) -> None:
    """Hours stay, without a name: they are the other one's proof, too.

    What still waits for this person's answer becomes one-sided; agreements end; their own words in
    answers go. Notes stay closed until their day: nobody else opens them (decision 0045).
    """
    answering.when_closed(person, at=at)
    mine = Agreement.objects.filter(Q(supervisor=person) | Q(supervisee=person))
    day = person.day(at)
    mine.filter(Q(until_day=None) | Q(until_day__gt=day), from_day__lte=day).update(until_day=day)
    Answer.objects.filter(by=person).update(words="")
    asking.when_left(person, at=at)
    handing.when_left(person, at=at)
