"""A new agreement: with one person or several at once."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from people import api as people
from people.api import SUPERVISES, Role, User
from supervision import agreeing, asking, seeing
from supervision.agreement_forms import NewForm
from supervision.views.agreements import already, groups_of

MOST_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request):
    by, day = request.user, request.user.day()
    if not agreeing.may_agree(by, day):
        raise Http404
    form, context = _form(request, by, day)
    if request.method == "POST" and form.is_valid() and _made(request, form):
        return redirect("supervision:agreements")
    status = 422 if form.is_bound else 200
    return render(request, "supervision/agreement_new.html", context, status=status)


def _form(request, by: User, day: date):
    roles = people.roles_of(by, day)
    is_coordinator = Role.COORDINATOR in roles
    team = _team(request, by, day) if is_coordinator else None
    choosable = _choosable(by, day)
    shown = (
        choosable.filter(pk__in=people.people_seen_by(by, day, team=team)) if team else choosable
    )
    shown = list(shown.order_by("chosen_name", "pk")[: MOST_SHOWN + 1])
    form = NewForm(
        request.POST or None,
        initial={"from_day": day},
        groups=groups_of(by),
        by=by,
        supervisors=agreeing.may_be_named(by, day) if is_coordinator else [],
        people=choosable,
        shown=shown[:MOST_SHOWN],
        may_name=bool(roles & SUPERVISES),
    )
    teams = people.teams_seen_by(by, day) if is_coordinator else []
    context = {"form": form, "teams": teams, "team": team, "has_more": len(shown) > MOST_SHOWN}
    return form, context | {"is_coordinator": is_coordinator}


def _choosable(by: User, day: date):
    """Whom they coordinate, and whom they supervise already."""
    coordinated = Q(pk__in=people.coordinated_by(by, day).values("pk"))
    known = Q(pk__in=seeing.known_to(by).values("pk"))
    return User.objects.filter(coordinated | known, is_active=True)


def _team(request, by: User, day: date):
    asked = request.GET.get("team", "")
    seen = people.teams_seen_by(by, day)
    return seen.filter(pk=asked).first() if asked.isdecimal() and len(asked) <= 18 else None


def _made(request, form: NewForm) -> bool:
    """All of them or none; whoever is asked by name is asked after."""
    values, by, at = form.cleaned_data, request.user, timezone.now()
    supervisor, chosen = form.who_supervises(), values.get("people") or []
    try:
        with transaction.atomic():
            agreeing.agree_with_all(supervisor, chosen, form.terms(), by=by, at=at)
            asking.ask(values.get("names", []), form.terms(), by=by, at=at)
    except agreeing.BadDays:
        form.add_error("until_day", _("The last day lies before the first."))
    except agreeing.Already:
        form.add_error("from_day", already())
    except agreeing.NotTheirs:
        form.add_error(None, _("These two can't be agreed on here. Choose others."))
    else:
        messages.success(request, _said(supervisor == by, len(chosen)))
        return True
    return False


def _said(is_asked: bool, count: int) -> str:
    if is_asked:
        return _("If they are here, they are asked. It holds once they say yes.")
    sentence = ngettext(
        "%(n)s agreement is made. Both are told.",
        "%(n)s agreements are made. All are told.",
        count,
    )
    return sentence % {"n": count}
