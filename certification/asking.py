"""Asking somebody for what one cannot do oneself: once in seven days, never pressing."""

from datetime import datetime, timedelta

from django.db import transaction

from certification.models import Path
from certification.open_lines import Turn
from office import notices
from people.api import coordinators_of
from supervision import api as supervision

KIND = "certification.please"
AGAIN_AFTER = timedelta(days=7)


class AskedAlready(Exception):
    """It was asked less than seven days ago."""


class NobodyToAsk(Exception):
    """No supervisor has an agreement with them today, or nobody coordinates them."""


def ask(path: Path, line: str, turn: Turn, *, at: datetime) -> int:
    """Tell whoever can do something; how many people are told. Raises AskedAlready, NobodyToAsk."""
    person = path.person
    day = person.day(at)
    to = list(
        supervision.supervisors_of(person, on=day)
        if turn == Turn.SUPERVISOR
        else coordinators_of(person, day)
    )
    if not to:
        raise NobodyToAsk
    with transaction.atomic():
        rows = Path.objects.select_for_update(of=("self",)).order_by("pk")
        theirs = list(rows.filter(person=person, scheme=path.scheme_id))  # also paths they left
        asked = [each.asked[line][0] for each in theirs if line in each.asked]
        if any(at - datetime.fromisoformat(last) < AGAIN_AFTER for last in asked):
            raise AskedAlready
        mine = next(each for each in theirs if each.pk == path.pk)
        mine.asked[line] = [at.isoformat(), turn.value]
        mine.save(update_fields=["asked"])
        key = f"please:{path.pk}:{line}:{at.date().isoformat()}"[:90]
        notices.add_for_each(KIND, to=to, key=key, about=path.pk, at=at)
    return len(to)
