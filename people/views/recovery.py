"""A lost second step: two administrators take it off; its person opens what stayed closed."""

from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people import recovery
from people.forms import OldCode, WhoLostIt
from people.models import FactorRecovery, User
from people.second_factor import STEPS
from people.views.guard import only_who_may


# --- for administrators
@only_who_may("recover", "person")
def recoveries(request):
    form = WhoLostIt(request.POST or None, people=_who_may_have_lost_it(request.user))
    if request.method == "POST" and form.is_valid():
        return _ask(request, form.cleaned_data["person"])
    return render(request, "people/recoveries.html", {"form": form, "open": _open(request.user)})


@only_who_may("recover", "person")
@require_POST
@reauthentication_required
def agree(request, pk):
    row = get_object_or_404(FactorRecovery.objects.open_at(timezone.now()), pk=pk)
    try:
        recovery.agree(row, by=request.user)
    except recovery.NotForOneself:
        messages.error(request, _("Two others must do this for you."))
    except recovery.OneIsNotEnough:
        messages.error(request, _("Another administrator must agree to what you asked for."))
    except recovery.NoLongerOpen:
        messages.error(request, _("This is no longer open."))
    else:
        words = _("Done. %(name)s sets up a new second step at the next sign-in.")
        messages.success(request, words % {"name": row.person})
    return redirect("recoveries")


@require_POST
@login_required
def stop(request, pk):
    """The person themselves, from the message to them, or any administrator."""
    row = get_object_or_404(FactorRecovery, pk=pk)
    try:
        recovery.stop(row, by=request.user)
    except recovery.NotAllowed:
        raise Http404 from None
    messages.success(request, _("It is stopped. Nothing was changed."))
    is_own = row.person_id == request.user.pk
    return redirect("mfa_index" if is_own else "recoveries")


def _who_may_have_lost_it(by):
    return (
        User.objects.filter(authenticator__type__in=STEPS, is_active=True)
        .exclude(pk=by.pk)
        .distinct()
        .order_by("chosen_name", "pk")
    )


def _ask(request, person):
    try:
        row = recovery.ask(person, by=request.user)
    except recovery.NothingToRecover:
        messages.error(request, _("There is no second step to take off."))
        return redirect("recoveries")
    if row.asked_by_id == request.user.pk:
        words = _("Asked. Another administrator must agree; %(name)s is told now.")
    else:
        words = _("Somebody has asked for %(name)s already. You can agree to it below.")
    messages.success(request, words % {"name": person})
    return redirect("recoveries")


def _open(by):
    rows = FactorRecovery.objects.open_at(timezone.now())
    return [
        {"row": row, "may_agree": by.pk not in (row.asked_by_id, row.person_id)}
        for row in rows.select_related("person", "asked_by").order_by("asked_at", "pk")
    ]


# --- for the person
@login_required
def closed_notes(request):
    form = OldCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        too_often = ratelimit.consume_or_429(
            request, action="login_failed", user=request.user, key=f"closed:{request.user.pk}"
        )
        if too_often:
            return too_often
        if recovery.open_with_code(request.user, form.cleaned_data["code"]):
            messages.success(request, _("Your notes are open again."))
            return redirect("closed_notes")
        form.add_error("code", _("This is none of the codes from before."))
    is_closed = recovery.is_closed(request.user)
    return render(request, "people/closed_notes.html", {"form": form, "is_closed": is_closed})
