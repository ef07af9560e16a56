"""What this room puts on Today of what waits for somebody's word."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from office.steps import Step, Urgency
from supervision import answering, deciding, presets, seeing


def waiting_for(person, *, on: date) -> list[Step]:
    """What waits for this person's word, what to decide, and the way to the quick form."""
    waiting = _to_answer(person, on=on) + _to_agree(person, on=on)
    return waiting + deciding.waiting_for(person, on=on) + presets.step_for(person, on=on)


def _to_answer(person, *, on: date) -> list[Step]:
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


def _to_agree(person, *, on: date) -> list[Step]:
    """What somebody else says about the two of them. One statement."""
    if not seeing.proposals_for(person, on=on).exists():
        return []
    return [
        Step(
            title=_("Something waits for your yes or no"),
            url=reverse("supervision:agreements"),
            label=_("Look at it"),
            urgency=Urgency.WAITING,
        )
    ]
