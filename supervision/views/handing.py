"""Shared records go to a successor: proposed here, and agreed to by the person they are about."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from supervision import handing
from supervision.note_forms import SuccessorForm
from supervision.sessions import NotTheirs


@require_safe
@login_required
def records(request):
    by, at = request.user, timezone.now()
    context = {"rows": handing.records_of(by, at=at), "waiting": handing.waiting_for(by)}
    return render(request, "supervision/notes/handing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def propose(request, uuid):
    by, at = request.user, timezone.now()
    key = get_object_or_404(handing.records_of(by, at=at), pk=uuid)
    form = SuccessorForm(request.POST or None, successors=handing.successors_for(key, at=at))
    if request.method == "POST" and form.is_valid():
        try:
            handing.propose(key, form.cleaned_data["successor"], by=by, at=at)
        except handing.AlreadyAsked:
            messages.info(request, _("They were asked already. Their answer is awaited."))
        else:
            messages.success(request, _("They are asked. Nothing changes without their yes."))
        return redirect("supervision:notes_handing")
    return render(request, "supervision/notes/propose.html", {"key": key, "form": form})


@require_POST
@login_required
def answer(request, uuid):
    row = get_object_or_404(handing.waiting_for(request.user), pk=uuid)
    yes = request.POST.get("answer") == "yes"
    try:
        handing.answer(row, yes=yes, by=request.user, at=timezone.now())
    except NotTheirs:
        raise Http404 from None
    messages.success(request, _("Your answer is kept."))
    return redirect("supervision:notes_handing")
