"""My breaks: written down, ended and taken off by their person alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import breaks
from people.break_forms import BreakForm, EndForm
from people.models import Break


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def page(request):
    form = BreakForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _added(request, form):
        messages.success(request, _("Your break is kept."))
        return redirect("account_breaks")
    status = 422 if form.is_bound else 200
    return _page(request, form, status)


def _added(request, form) -> bool:
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    try:
        breaks.add(request.user, first=first, last=last, at=timezone.now())
    except breaks.NotABreak:
        form.add_error("first", _("At most a month back, and a year ahead; three years long."))
    except breaks.Overlaps:
        form.add_error("first", _("Another break of yours holds one of these days."))
    except breaks.TooMany:
        form.add_error(None, _("There are too many. Take old ones off first."))
    return form.is_valid()


def _page(request, form, status: int):
    rows = list(Break.objects.filter(person=request.user).order_by("-from_day"))
    context = {
        "form": form,
        "rows": [{"row": row, "end": EndForm(prefix=f"b{row.pk}")} for row in rows],
    }
    return render(request, "people/breaks.html", context, status=status)


@require_POST
@login_required
def end(request, pk):
    row = get_object_or_404(Break, pk=pk, person=request.user)
    form = EndForm(request.POST, prefix=f"b{row.pk}")
    try:
        if form.is_valid():
            breaks.end(row, last=form.cleaned_data["last"], at=timezone.now())
            messages.success(request, _("Your break is kept."))
        else:
            messages.error(request, _("Write the last day of it."))
    except (breaks.NotABreak, breaks.Overlaps):
        messages.error(request, _("It cannot end on that day."))
    return redirect("account_breaks")


@require_POST
@login_required
def remove(request, pk):
    breaks.remove(get_object_or_404(Break, pk=pk, person=request.user), at=timezone.now())
    messages.success(request, _("It is taken off."))
    return redirect("account_breaks")
