"""What this room puts on Today: what waits for somebody, and the way to write a session down.

One statement asks whether there is anything of each kind; most people have nothing, and cost no
more. What there is says itself how much it is.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from office.steps import Step, Urgency
from people.api import User
from supervision import (
    answering,
    deciding,
    handing,
    note_asking,
    owing_steps,
    presets,
    seeing,
)

Steps = Callable[..., list[Step]]


def waiting_for(person: User, *, on: date) -> list[Step]:
    """In the order in which they are named here."""
    asked: list[tuple[QuerySet, Steps]] = [
        (answering.waiting_for(person, on=on), _to_answer),
        (seeing.proposals_for(person, on=on), _to_agree),
        (deciding.waiting(person), deciding.waiting_for),
        (note_asking.tasks_of(person), lambda who, on: note_asking.steps(who)),
        (handing.waiting_for(person), _to_hand_over),
        (owing_steps.may_end_soon(person, on=on), owing_steps.waiting_for),
        (seeing.supervisees_of(person, on=on), presets.step_for),
    ]
    there = [Exists(rows) for rows, _steps in asked]
    found = User.objects.filter(pk=person.pk).values_list(*there).get()
    steps = (
        say(person, on=on) for is_there, (_rows, say) in zip(found, asked, strict=True) if is_there
    )
    return [step for each in steps for step in each]


def _to_answer(person: User, *, on: date) -> list[Step]:
    """One step for all sessions that wait for this person's word."""
    count = answering.waiting_for(person, on=on).count()
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


def _to_agree(person: User, *, on: date) -> list[Step]:
    """What somebody else says about the two of them."""
    return [
        Step(
            title=_("Something waits for your yes or no"),
            url=reverse("supervision:agreements"),
            label=_("Look at it"),
            urgency=Urgency.WAITING,
        )
    ]


def _to_hand_over(person: User, *, on: date) -> list[Step]:
    """Whether somebody else may read their shared record."""
    return [
        Step(
            title=_("Something waits for your yes or no"),
            url=reverse("supervision:notes_handing"),
            label=_("Look at it"),
            urgency=Urgency.WAITING,
        )
    ]
