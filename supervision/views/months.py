"""Months: what is open in them, closing them, and opening one again with a reason."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from supervision import acting, locking, months
from supervision.answer_forms import Reopen
from supervision.models import Lock

ON_A_PAGE = 3


@require_safe
@login_required
def page(request):
    by, day = request.user, request.user.day()
    firsts = Paginator(months.firsts(by, on=day), ON_A_PAGE)
    found = firsts.get_page(request.GET.get("page"))
    context = {
        "months": months.of(by, found.object_list, on=day),
        "page": found,
        "handed": months.handed_to(by, on=day),
    }
    return render(request, "supervision/months.html", context)


@require_POST
@login_required
def close(request):
    """One person's month, or that of all who are supervised."""
    first = _first(request.POST.get("month", ""))
    only = _person(request.POST.get("who", ""))
    count = months.close_all(request.user, first, only=only, at=timezone.now())
    if not count:
        raise Http404
    said = ngettext(
        "%(month)s is closed for one person.", "%(month)s is closed for %(count)d people.", count
    )
    name = date_format(first, "YEAR_MONTH_FORMAT")
    messages.success(request, said % {"month": name, "count": count})
    return redirect("supervision:months")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reopen(request, pk: int):
    open_locks = Lock.objects.filter(reopened_at=None).select_related("supervisor", "supervisee")
    lock = get_object_or_404(open_locks, pk=pk)
    by, at = request.user, timezone.now()
    if not acting.acts_for(by, lock.supervisor, lock.supervisee, on=by.day(at)):
        raise Http404
    form = Reopen(request.POST or None)
    if request.method == "POST" and form.is_valid():
        locking.reopen(lock, reason=form.cleaned_data["reason"], by=by, at=at)
        said = _("The month is open again. The person you supervise is told.")
        messages.success(request, said)
        return redirect("supervision:months")
    return render(request, "supervision/reopen.html", {"form": form, "lock": lock})


def _first(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None


def _person(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)
