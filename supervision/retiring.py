"""What this room lets go when a person leaves for good."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from supervision import agreed_files, answering, handing, note_asking
from supervision.models import Agreement, AgreementState, Answer, Feed
from supervision.papers import evidence


@transaction.atomic
def retire_person(person, *, at: datetime) -> None:
    """Hours stay, without a name: they are the other one's proof, too.

    What still waits for this person's answer becomes one-sided; agreements end, what was only asked
    or has not begun is declined, their papers go; so do their own words in answers, the scans that
    show their hours, and the link of their calendar. Notes stay closed until their day: nobody else
    opens them (decision 0045).
    """
    answering.when_closed(person, at=at)
    mine = Agreement.objects.filter(Q(supervisor=person) | Q(supervisee=person))
    day = person.day(at)
    mine.filter(Q(until_day=None) | Q(until_day__gt=day), from_day__lte=day).update(until_day=day)
    not_in_force = Q(state=AgreementState.PROPOSED) | Q(from_day__gt=day)
    mine.filter(not_in_force).update(state=AgreementState.DECLINED, answered_at=at)
    agreed_files.let_go_of(mine, at=at)
    Answer.objects.filter(by=person).update(words="")
    evidence.let_go(person)
    Feed.objects.filter(person=person).delete()
    note_asking.when_left(person, at=at)
    handing.when_left(person, at=at)
