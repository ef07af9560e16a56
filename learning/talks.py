"""Talking a set of questions through: who is told that a learner asks, and who confirms it.

It joins two rooms: courses know the set, people know who coordinates whom. Supervisors come in
with their room.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courses import api as courses
from office import notices
from office.steps import Step, Urgency
from people import api as people


class ConfirmForm(forms.Form):
    attempt = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("In one line, what you talked about"),
        help_text=gettext_lazy("The learner can read it."),
        max_length=300,
        required=True,
    )


@login_required
def page(request):
    """The open questions of those whom this person coordinates; for nobody else is it there."""
    if not people.may(request.user, "confirm", "talk"):
        raise Http404
    rows = courses.talks_in_words(open_for(request.user, request.user.day()), get_language())
    return render(request, "learning/talks.html", {"rows": rows})


@login_required
def confirm(request, pk: int):
    talk = get_object_or_404(open_for(request.user, request.user.day()), pk=pk)
    form = ConfirmForm(request.POST or None, initial={"attempt": uuid4()})
    if request.method == "POST" and form.is_valid():
        return _confirmed(request, talk, form.cleaned_data["note"], form.cleaned_data["attempt"])
    row = courses.talks_in_words([talk], get_language())[0]
    return render(request, "learning/talk.html", {"row": row, "form": form})


def _confirmed(request, talk, note: str, attempt: UUID):
    now = timezone.now()
    what = {"note": note, "attempt": attempt, "language": get_language(), "at": now}
    try:
        courses.attest(talk, by=request.user, **what)
    except courses.NotAsked:
        messages.info(request, _("Somebody else has confirmed this already."))
    except courses.NoSuchLesson:
        messages.error(request, _("This lesson is no longer there."))
    else:
        messages.success(request, _("It is confirmed, and the learner is told."))
    return redirect("talks")


def open_for(by, on: date):
    """What people whom `by` coordinates on that day have asked for and nobody settled."""
    return courses.open_talks().filter(enrolment__learner__in=people.coordinated_by(by, on))


def waiting_for(person, roles, *, on: date) -> list[Step]:
    """One step, without a figure and without a name; asked only of who coordinates."""
    if people.Role.COORDINATOR not in roles or not open_for(person, on).exists():
        return []
    return [
        Step(
            title=_("Somebody asks to talk a lesson through"),
            detail=_("They wait for a person."),
            url=reverse("talks"),
            label=_("See who asks"),
            urgency=Urgency.WAITING,
        )
    ]


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is ours; if so, those who may confirm the talk are told of it."""
    if kind != courses.TALK_ASKED:
        return False
    talk = courses.open_talks().filter(pk=key).first()
    if talk:
        learner = talk.enrolment.learner
        for each in people.coordinators_of(learner, learner.day(at)):
            name = f"talk:{talk.pk}:{each.pk}"
            notices.add("courses.talk_asked", to=each, key=name, about=talk.pk, at=at)
    return True
