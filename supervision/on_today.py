"""What this room puts on Today of what waits for somebody's word."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from office.steps import Step, Urgency
from supervision import answering


def waiting_for(person, *, on: date) -> list[Step]:
    """One step for all sessions that wait for this person's word. One statement."""
    count = answering.waiting_for(person, on=on).count()
    if not count:
        return []
    title = ngettext(
        "%(count)d session waits for your word", "%(count)d sessions wait for your word", count
    )
    return [
        Step(
            title=title % {"count": count},
            url=reverse("supervision:answers"),
            label=_("Say whether it was so"),
            urgency=Urgency.WAITING,
        )
    ]
