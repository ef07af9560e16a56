"""Practice hours: my week, what waits for me to confirm, and totals for a coordinator."""

from datetime import date, timedelta
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import api as people
from supervision import locking, practising, seeing
from supervision.models import Practice, PracticeState, Workplace
from supervision.practice_forms import TakeBackForm, WeekForm
from supervision.weeks import monday_of, parts_of_week

WEEKS_SHOWN = 8
MONTHS_BACK = timedelta(days=400)
REFUSED = {
    practising.NotYet: lambda: _("This week has not begun yet."),
    practising.TooMuch: lambda: _("These are more hours than the days have."),
    practising.NeedsReason: lambda: _("Say why a confirmed figure changes."),
    practising.NotTheirs: lambda: _("This person can’t confirm that week."),
    locking.MonthClosed: lambda: _("This month is closed. Your supervisor can open it again."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_week(request):
    """The week of `?week=`, a day in it; this week by default."""
    person, day = request.user, _day(request)
    workplaces = list(Workplace.objects.order_by("name"))
    workplace = _workplace(request, workplaces)
    form = _form(request, person, day, workplace, workplaces)
    if request.method == "POST" and form.is_valid() and _saved(request, form, day, workplace):
        return redirect(_address(day, workplace))
    context = {
        "form": form,
        "monday": monday_of(day),
        "sunday": monday_of(day) + timedelta(days=6),
        "parts": parts_of_week(day),
        "weeks": _weeks(person, day),
        "months": practising.months_of(person, since=person.day() - MONTHS_BACK),
        "workplaces": workplaces,
        "workplace": workplace,
        "waits": practising.waiting_for(person).exists(),
        "coordinates": people.may(person, "see", "overview"),
    }
    return render(request, "supervision/practice.html", context)


def _day(request) -> date:
    """A Monday; a day that is none, or lies ahead, is this week."""
    today = request.user.day()
    try:
        asked = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        asked = today
    return monday_of(min(asked, today))


def _workplace(request, workplaces) -> Workplace | None:
    asked = request.GET.get("at", "")
    return next((each for each in workplaces if str(each.pk) == asked), None)


def _form(request, person, day, workplace, workplaces) -> WeekForm:
    known = practising.of_week(person, day, workplace)
    return WeekForm(
        request.POST if request.method == "POST" else None,
        parts=parts_of_week(day),
        categories=practising.categories(also=[code for code, _first in known]),
        known=known,
        supervisors=_supervisors(person, day),
        workplaces=workplaces,
    )


def _supervisors(person, day) -> list:
    """Those of that week, each once."""
    days = {edge for part in parts_of_week(day) for edge in (part.first, part.last)}
    found = {each: None for on in sorted(days) for each in seeing.supervisors_of(person, on=on)}
    return list(found)


def _saved(request, form: WeekForm, day: date, workplace) -> bool:
    try:
        changed = practising.log_week(
            request.user,
            day,
            form.minutes,
            workplace=workplace,
            supervisor=form.supervisor,
            reason=form.cleaned_data.get("reason", ""),
            by=request.user,
            at=timezone.now(),
        )
    except tuple(REFUSED) as refusal:
        form.add_error(None, REFUSED[type(refusal)]())
        return False
    if changed:
        messages.success(request, _("It is kept."))
    return True


def _address(day: date, workplace) -> str:
    at = f"&at={workplace.pk}" if workplace else ""
    return f"{reverse('supervision:practice')}?week={day.isoformat()}{at}"


def _weeks(person, day: date) -> list[dict]:
    """The weeks before, each with its minutes and whether all of it is confirmed."""
    first = monday_of(person.day()) - timedelta(weeks=WEEKS_SHOWN - 1)
    rows = Practice.objects.in_force().filter(person=person, from_day__gte=first)
    found = {first + timedelta(weeks=n): {"minutes": 0, "open": 0} for n in range(WEEKS_SHOWN)}
    for row in rows:
        week = found.get(monday_of(row.from_day))
        if week:
            week["minutes"] += row.minutes
            week["open"] += row.state == PracticeState.LOGGED
    return [
        {"monday": monday, "sunday": monday + timedelta(days=6), "is_here": monday == day, **week}
        for monday, week in reversed(found.items())
    ]


# --- for a supervisor
@require_safe
@login_required
def to_confirm(request):
    rows = list(practising.waiting_for(request.user))
    if not rows and not seeing.supervisees_of(request.user, on=request.user.day()).exists():
        raise Http404
    names = {
        each.code: each.name for each in practising.categories(also={r.category for r in rows})
    }
    for row in rows:
        row.name = names[row.category]
    rows.sort(key=lambda row: (row.person.chosen_name, row.person_id, row.from_day))
    groups = [
        {"person": person, "rows": (held := list(group)), "minutes": sum(r.minutes for r in held)}
        for person, group in groupby(rows, key=lambda row: row.person)
    ]
    done = Practice.objects.in_force().filter(attested_by=request.user)
    done = done.select_related("person").order_by("-attested_at")[:20]
    return render(
        request, "supervision/practice_confirm.html", {"groups": groups, "done": list(done)}
    )


@require_POST
@login_required
def confirm(request, pk: int):
    """All that waits of one person, as it was shown: only the rows that were sent."""
    keys = request.POST.getlist("row")
    rows = [each for each in practising.waiting_for(request.user) if str(each.pk) in keys]
    mine = [each for each in rows if each.person_id == pk]
    if len(mine) != len(set(keys)):
        messages.info(request, _("Something has changed meanwhile. Please have another look."))
        return redirect("supervision:practice_confirm")
    n = practising.attest(mine, by=request.user, at=timezone.now())
    words = ngettext("%(n)d figure is confirmed.", "%(n)d figures are confirmed.", n)
    messages.success(request, words % {"n": n})
    return redirect("supervision:practice_confirm")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_back(request, uuid):
    row = get_object_or_404(
        Practice.objects.in_force().select_related("person"),
        pk=uuid,
        attested_by=request.user,
        state=PracticeState.ATTESTED,
    )
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        practising.take_back(row, reason=reason, by=request.user, at=timezone.now())
        messages.success(request, _("It waits again, and can be put right."))
        return redirect("supervision:practice_confirm")
    return render(request, "supervision/practice_take_back.html", {"row": row, "form": form})


# --- for a coordinator
@require_safe
@login_required
def totals(request):
    if not people.may(request.user, "see", "overview"):
        raise Http404
    day = request.user.day()
    since = monday_of(day) - timedelta(weeks=WEEKS_SHOWN)
    rows = practising.totals_coordinated(request.user, on=day, since=since)
    names = {e.code: e.name for e in practising.categories(also={r["category"] for r in rows})}
    for row in rows:
        row["name"] = names[row["category"]]
        row["state_name"] = PracticeState(row["state"]).label
    return render(request, "supervision/practice_totals.html", {"rows": rows, "since": since})
