"""Agreements: the list, one of them, making, changing, ending, and saying yes or no."""

from datetime import timedelta
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import api as people
from supervision import agreed_files, agreed_rows, agreeing, qualifying, seeing
from supervision.agreement_forms import EndForm, FileForm, TermsForm, initial_of
from supervision.models import Agreement, AgreementFile, AgreementState, Line, Outside

ON_A_PAGE = 50


@require_safe
@login_required
def index(request):
    by = request.user
    day = by.day()
    mine = seeing.agreements(by).exclude(Q(until_day__lt=day))
    over = seeing.agreements(by).filter(until_day__lt=day)
    others = _loaded(seeing.agreements_coordinated(by, on=day)).exclude(supervisor=by)
    page = Paginator(others.filter(_not_over(day)), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": _rows(request, seeing.proposals_for(by, on=day)),
        "given": _rows(request, mine.filter(supervisor=by)),
        "had": _rows(request, mine.filter(supervisee=by)),
        "waiting": _rows(request, seeing.proposals_by(by)),
        "coordinated": agreed_rows.rows(page.object_list, by, day),
        "over": _rows(request, over),
        "page": page,
        "may_agree": agreeing.may_agree(by, day),
        "may_have": seeing.has_the_role(by, day),
        "may_keep": people.may_everywhere(by, "keep", "workplace", day),
    }
    return render(request, "supervision/agreements.html", context)


def _not_over(day) -> Q:
    return Q(until_day=None) | Q(until_day__gte=day)


def _loaded(agreements):
    rows = agreements.select_related("supervisor", "supervisee", "workplace")
    return rows.order_by("group", "supervisee__chosen_name", "from_day", "pk")


def _rows(request, agreements) -> list[agreed_rows.Row]:
    return agreed_rows.rows(_loaded(agreements), request.user, request.user.day())


def of_one(view):
    """A page or a verb of one agreement that this person may read; for others there is none."""

    @login_required
    @wraps(view)
    def found(request, uuid, **rest):
        readable = seeing.readable_agreements(request.user, on=request.user.day())
        agreement = get_object_or_404(_loaded(readable), pk=uuid)
        try:
            return view(request, agreement, **rest)
        except agreeing.NotTheirs:
            raise Http404 from None

    return found


@require_safe
@of_one
def agreement(request, agreement):
    return page_of(request, agreement)


def page_of(request, agreement: Agreement, *, end=None, file=None, status=200):
    """The page of one agreement; with a form of it that came back."""
    by, day = request.user, request.user.day()
    may_write = agreeing.may_write(agreement, by, day)
    is_supervisor = by.pk == agreement.supervisor_id
    is_asked = agreement.state == AgreementState.PROPOSED
    context = {
        "row": agreed_rows.row_of(agreement, by, day),
        "agreement": agreement,
        "facts": agreed_rows.facts(agreement),
        "outside": _outside(agreement),
        "may_write": may_write,
        "may_answer": is_asked and not is_supervisor,
        "may_withdraw": is_asked and is_supervisor,
        "end": (end or EndForm(initial={"on": agreement.until_day or day})) if may_write else None,
        "file": _file(agreement, by, day),
        "keep": (file or FileForm()) if may_write and is_supervisor else None,
        "breaks": people.breaks_to_tell(agreement.supervisee, on=day),
        **_qualified(agreement, by, day),
    }
    return render(request, "supervision/agreement.html", context, status=status)


def _outside(agreement: Agreement) -> list[str]:
    """Why hours of these two don't count, each reason once."""
    lines = Line.objects.in_force().of_pair(agreement.supervisor_id, agreement.supervisee_id)
    reasons = lines.exclude(outside="").order_by().values_list("outside", flat=True).distinct()
    return [str(Outside(reason).label) for reason in sorted(reasons)]


def _file(agreement: Agreement, by, day) -> AgreementFile | None:
    if not agreed_files.may_read(agreement, by, day):
        return None
    return AgreementFile.objects.filter(agreement=agreement).first()


def _qualified(agreement: Agreement, by, day) -> dict:
    """What the supervisor may call themselves; shown to the two and to whoever coordinates."""
    if agreement.state != AgreementState.AGREED:
        return {}
    rows = list(agreement.supervisor.qualifications.order_by("from_day", "pk"))
    checkable = set(qualifying.checkable_by(by, day).values_list("pk", flat=True)) if rows else ()
    plain = qualifying.qualifications_of([agreement.supervisor])[agreement.supervisor_id]
    return {
        "qualifications": [
            {"row": row, "may_check": row.checked_at is None and row.pk in checkable}
            for row in rows
        ],
        "runs_out": qualifying.running_out(plain, day),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@of_one
def change(request, agreement):
    by = request.user
    if not agreeing.may_write(agreement, by, by.day()):
        raise Http404
    initial = initial_of(agreement, first=_first_day(agreement, by.day()))
    form = TermsForm(request.POST or None, initial=initial, groups=groups_of(agreement.supervisor))
    if request.method == "POST" and form.is_valid():
        new = _changed(request, agreement, form)
        if new:
            messages.success(request, _("It is kept. The other one is told."))
            return redirect("supervision:agreement", uuid=new.pk)
    context = {"form": form, "row": agreed_rows.row_of(agreement, by, by.day())}
    status = 422 if form.is_bound else 200
    return render(request, "supervision/agreement_change.html", context, status=status)


def _first_day(agreement, today):
    """Its own where a slip can still be put right, else today or the first that is possible."""
    if agreeing.may_put_right(agreement, at=timezone.now()):
        return agreement.from_day
    return max(today, agreement.from_day + timedelta(days=1))


def _changed(request, agreement, form) -> Agreement | None:
    try:
        return agreeing.change(agreement, form.terms(), by=request.user, at=timezone.now())
    except agreeing.BadDays:
        form.add_error("until_day", _("The last day lies before the first, or it ended before."))
    except agreeing.NeedsADay:
        form.add_error("from_day", _("Choose the day from which the new terms hold."))
    except agreeing.LongerThanAgreed:
        form.add_error("until_day", _("To make it longer, make a new one: the other says yes."))
    except agreeing.Already:
        form.add_error("from_day", already())
    return None


def already() -> str:
    return _("The same is agreed already for a part of this time.")


def groups_of(supervisor) -> list[str]:
    mine = Agreement.objects.agreed().filter(supervisor=supervisor).exclude(group="")
    return list(mine.order_by("group").values_list("group", flat=True).distinct())


@require_POST
@of_one
def end(request, agreement):
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            agreeing.end(agreement, **form.cleaned_data, by=request.user, at=timezone.now())
        except agreeing.BadDays:
            form.add_error("on", _("Choose a day within the agreement."))
        else:
            messages.success(request, _("It ends on that day. The other one is told."))
            return redirect("supervision:agreement", uuid=agreement.pk)
    return page_of(request, agreement, end=form, status=422)


@require_POST
@of_one
def answer(request, agreement):
    """`answer` is yes or no."""
    by, at = request.user, timezone.now()
    if request.POST.get("answer") == "yes":
        try:
            agreeing.accept(agreement, by=by, at=at)
        except agreeing.Already:
            messages.error(request, already())
        else:
            messages.success(request, _("It is agreed."))
    elif request.POST.get("answer") == "no":
        agreeing.decline(agreement, by=by, at=at)
        messages.success(request, _("It is declined. Nobody is told, and nothing is shown."))
    return redirect("supervision:agreements")


@require_POST
@of_one
def withdraw(request, agreement):
    agreeing.withdraw(agreement, by=request.user, at=timezone.now())
    messages.success(request, _("It is taken back."))
    return redirect("supervision:agreements")
