"""The steps of the guide in their order, and which of them are behind."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learning.models import SetupStep
from learning.organising import TOPICS

DONE, LEFT = SetupStep.State.DONE, SetupStep.State.LEFT


@dataclass(frozen=True)
class Step:
    slug: str
    title: Promise
    why: Promise

    @property
    def url(self) -> str:
        return reverse("setup_step", args=[self.slug])


@dataclass(frozen=True)
class Row:
    """A step as the list of all shows it; `state` is empty while it is open."""

    step: Step
    state: str


STEPS = (
    *(Step(topic.slug, topic.title, topic.why) for topic in TOPICS),
    Step("mail", _("Mail"), _("Invitations and reminders go out by mail, if you have it.")),
    Step("people", _("The first people"), _("A second administrator saves the day if you cannot.")),
    Step("courses", _("Courses"), _("These come with this site. Each can be changed later.")),
)


def rows() -> list[Row]:
    known = dict(SetupStep.objects.values_list("slug", "state"))
    return [Row(step, known.get(step.slug, "")) for step in STEPS]


def find(slug: str) -> Step | None:
    return next((step for step in STEPS if step.slug == slug), None)


def first_open(after: str = "", among: list[Row] | None = None) -> Step | None:
    """The next open one after a step, else the first open one, else None."""
    waiting = [row.step for row in among or rows() if not row.state]
    place = [step.slug for step in STEPS].index(after) if after else -1
    later = [step for step in waiting if STEPS.index(step) > place]
    return next(iter(later or waiting), None)


def mark(slug: str, state: str) -> None:
    """What was done stays done, also when it is passed over a second time."""
    row, is_new = SetupStep.objects.get_or_create(slug=slug, defaults={"state": state})
    if not is_new and state == DONE:
        SetupStep.objects.filter(pk=row.pk).update(state=DONE)
