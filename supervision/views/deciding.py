"""Sessions written down for the same time, side by side: this one, that one, or neither."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from supervision import deciding, locking, sessions


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def page(request):
    if request.method == "POST":
        return _decide(request)
    return render(
        request, "supervision/offline_decide.html", {"choices": deciding.choices(request.user)}
    )


def _decide(request):
    verb = "keep" if "keep" in request.POST else "let_go"
    session = _found(request, request.POST.get(verb, ""))
    try:
        getattr(deciding, verb)(session, by=request.user, at=timezone.now())
    except deciding.Stands:
        messages.error(request, _("What is in the way is confirmed. It stays as it is."))
    except sessions.Answered:
        messages.error(request, _("Somebody has answered already. It can be corrected."))
    except locking.MonthClosed:
        messages.error(request, _("That month is closed. The supervisor can open it again."))
    else:
        said = {
            "keep": _("It is kept, and waits for an answer."),
            "let_go": _("It is let go, as if it had not been written."),
        }
        messages.success(request, said[verb])
    return redirect("supervision:offline_decide")


def _found(request, uuid: str):
    """404 for what is not theirs, or waits for nothing."""
    for session in deciding.waiting(request.user):
        if str(session.pk) == uuid:
            return session
    raise Http404
