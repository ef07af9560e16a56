"""Sessions written down for the same time, side by side: this one, that one, or neither."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from supervision import deciding, locking, sessions
from supervision.models import Session


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def page(request):
    if request.method == "POST":
        return _decide(request)
    groups = deciding.choices(request.user)
    return render(request, "supervision/offline_decide.html", {"groups": groups})


def _decide(request):
    at = timezone.now()
    try:
        if "keep" in request.POST:
            deciding.keep(*_found(request, "keep"), by=request.user, at=at)
            said = _("It is kept, and waits for an answer.")
        else:
            deciding.let_go(*_found(request, "let_go"), by=request.user, at=at)
            said = _("It is let go, as if it had not been written.")
        messages.success(request, said)
    except deciding.Stands:
        messages.error(request, _("What is in the way is confirmed. It stays as it is."))
    except sessions.Answered:
        messages.error(request, _("Somebody has answered already. It can be corrected."))
    except locking.MonthClosed:
        messages.error(request, _("That month is closed. The supervisor can open it again."))
    return redirect("supervision:offline_decide")


def _found(request, name: str) -> list[Session]:
    """404 for what is not theirs, or waits for nothing."""
    wanted = set(" ".join(request.POST.getlist(name)).split())
    found = [each for each in deciding.waiting(request.user) if str(each.pk) in wanted]
    if not found or len(found) < len(wanted) or (name == "keep" and len(found) > 1):
        raise Http404
    return found
