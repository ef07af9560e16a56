"""One session, what can be done with it, and the list and calendar of a month."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from supervision import by_month, refusing, seeing, sessions, tomorrow
from supervision.models import Session
from supervision.shown import kept_words, shown, with_lines
from supervision.versions import newest_of


@require_safe
@login_required
def page(request, uuid):
    """What was corrected leads to what stands now."""
    at = timezone.now()
    session = with_lines(seeing.sessions(request.user)).filter(pk=uuid).first()
    if session is None:
        return _later(request, uuid)
    in_detail = seeing.in_detail(session, request.user, on=request.user.day(at))
    row = shown(session, request.user, in_detail=in_detail)
    is_writer = request.user.pk in (session.supervisor_id, session.logged_by_id)
    is_mine = session.logged_by_id == request.user.pk
    context = {
        "row": row,
        "session": session,
        "may_change": is_writer and in_detail,
        "may_take_back": is_writer and not sessions.is_answered(session),
        "just_kept": is_mine and at - session.logged_at <= sessions.UNDO_FOR,
        "kept": kept_words(row),
    }
    return render(request, "supervision/session.html", context)


def _later(request, uuid):
    new = newest_of(get_object_or_404(Session, corrects=uuid))
    get_object_or_404(seeing.sessions(request.user), pk=new.pk)
    return redirect("supervision:session", uuid=new.pk)


@require_POST
@login_required
def take_back(request, uuid):
    session = get_object_or_404(seeing.sessions(request.user), pk=uuid)
    try:
        sessions.take_back(session, by=request.user, at=timezone.now())
    except sessions.NotTheirs:
        raise Http404 from None
    except refusing.REFUSALS as refusal:
        messages.error(request, refusing.in_words(refusal, by=request.user)[1])
        return redirect("supervision:session", uuid=uuid)
    messages.success(request, _("It is taken back, as if it had not been written."))
    return redirect("supervision:sessions")


@require_POST
@login_required
def remind(request, uuid):
    session = get_object_or_404(seeing.sessions(request.user), pk=uuid)
    when = tomorrow.remind_tomorrow(session, to=request.user, at=timezone.now())
    day = date_format(when, "MONTH_DAY_FORMAT")
    messages.success(request, _("You will be reminded on %(day)s at nine.") % {"day": day})
    return redirect("supervision:session", uuid=uuid)


@require_safe
@login_required
def index(request):
    """`?month=2026-06`, `?with=` (a person's number), `?as=calendar`."""
    by, today = request.user, request.user.day(timezone.now())
    month = by_month.month_from(request.GET.get("month", ""), today=today)
    met = by_month.people_met(by)
    other = next((each for each in met if str(each.pk) == request.GET.get("with")), None)
    rows = by_month.sessions_of(by, month, other=other.pk if other else None)
    is_calendar = request.GET.get("as") == "calendar"
    context = {
        "month": month,
        "before": by_month.before(month),
        "after": by_month.following(month),
        "people": met,
        "other": other,
        "rows": rows,
        "total": sum(row.minutes for row in rows if row.is_held),
        "is_calendar": is_calendar,
        "query": f"&with={other.pk}" if other else "",
        "view": "&as=calendar" if is_calendar else "",
        "weeks": by_month.weeks_of(month, rows, today=today) if is_calendar else [],
        "weekdays": by_month.weekdays(),
    }
    return render(request, "supervision/sessions.html", context)
