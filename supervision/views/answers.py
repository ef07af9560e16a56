"""Yes, not quite, and what becomes of it. For anybody but the two nothing is here."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from supervision import answering, cards, disputes, limits, locking, sessions
from supervision.answer_forms import AsWritten, NotQuite
from supervision.models import Line, LineState

AT_ONCE = 60  # as many as somebody looks through before they say yes to all
LATER = 30


@require_safe
@login_required
def page(request):
    by, day = request.user, request.user.day()
    waiting = list(answering.waiting_for(by, on=day)[: AT_ONCE + 1])
    shown = waiting[:AT_ONCE]
    asked = cards.cards_of([each for each in shown if each.state == LineState.OPEN], by, on=day)
    against = [each for each in shown if each.state == LineState.DISPUTED]
    later = list(answering.may_still(by)[:LATER])
    context = {
        "total": cards.total(asked),
        "groups": cards.by_month(asked),
        "asked": asked,
        "against": cards.cards_of(against, by, on=day, is_asked=False, is_answering=True),
        "later": cards.cards_of(later, by, on=day),
        "has_more": len(waiting) > AT_ONCE,
    }
    return render(request, "supervision/answers.html", context)


@require_POST
@login_required
def yes(request, uuid: UUID):
    found = _between(request, uuid)
    try:
        answering.confirm(found, by=request.user, at=timezone.now())
    except answering.NotAsked:
        messages.info(request, _changed())
    else:
        messages.success(request, _after_yes(found, request.user))
    return redirect("supervision:answers")


@require_POST
@login_required
def yes_to_all(request):
    """To those that the form named, so that nothing is confirmed that nobody saw."""
    by = request.user
    keys = [key for each in request.POST.getlist("line") if (key := _key(each))]
    count = answering.confirm_all(answering.asked(by).filter(pk__in=keys), by=by, at=timezone.now())
    if count:
        said = ngettext(
            "%(count)d session is confirmed.", "%(count)d sessions are confirmed.", count
        )
        messages.success(request, f"{said % {'count': count}} {_sealed()}")
    else:
        messages.info(request, _changed())
    return redirect("supervision:answers")


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request, uuid: UUID):
    """One line by itself: not quite, or the answer to somebody who said so."""
    found = _between(request, uuid)
    by, day = request.user, request.user.day()
    if answering.is_asked(found, by):
        return _not_quite(request, found)
    if disputes.is_asked(found, by, on=day):
        return _as_written(request, found)
    card = cards.card_of(found, by, on=day, is_asked=False)
    return render(request, "supervision/answer.html", {"card": card})


def _not_quite(request, line: Line):
    by = request.user
    form = NotQuite(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answering.dispute(line, by=by, at=timezone.now(), **form.cleaned_data)
        except answering.NotAsked:
            messages.info(request, _changed())
        else:
            messages.success(
                request, _("It is passed on. Until you both agree, it does not count.")
            )
        return redirect("supervision:answers")
    card = cards.card_of(line, by, on=by.day(), is_asked=False)
    return render(request, "supervision/not_quite.html", {"card": card, "form": form})


def _as_written(request, line: Line):
    by = request.user
    form = AsWritten(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            disputes.stand_by(line, by=by, at=timezone.now(), **form.cleaned_data)
        except answering.NotAsked:
            messages.info(request, _changed())
        else:
            said = _("Your answer is passed on. It stays open between you, and does not count.")
            messages.success(request, said)
        return redirect("supervision:answers")
    card = cards.card_of(line, by, on=by.day(), is_asked=False)
    return render(request, "supervision/as_written.html", {"card": card, "form": form})


@require_POST
@login_required
def put_right(request, uuid: UUID):
    found = _between(request, uuid)
    try:
        new = disputes.put_right(found, by=request.user, at=timezone.now())
    except answering.NotAsked:
        messages.info(request, _changed())
    except locking.MonthClosed:
        messages.error(request, _("This month is closed. It must be opened again first."))
    except (disputes.NotPossible, sessions.NotTheirs, limits.CannotBe):
        said = _("One tap is not enough here. Please change the session itself.")
        messages.error(request, said)
    else:
        messages.success(request, _after_putting_right(new, found))
    return redirect("supervision:answers")


def _between(request, key: UUID) -> Line:
    """Theirs, whatever became of it; else 404."""
    by = request.user
    lines = Line.objects.select_related("session__supervisor", "supervisee", "agreement")
    mine = lines.filter(Q(supervisee=by) | Q(session__supervisor=by), pk=key).first()
    if mine is None:
        raise Http404
    return mine


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _changed() -> str:
    return _("This has changed meanwhile. Here is how it stands now.")


def _sealed() -> str:
    return _("Confirmed by both, sealed by this site.")


def _after_yes(line: Line, by) -> str:
    """And how a yes is undone, since no click does it."""
    if not line.minutes:
        return _("It stays as it is written.")
    if line.supervisee_id == by.pk:
        how = _("If it turns out wrong, your supervisor can correct it, with a reason.")
    else:
        how = _("If it turns out wrong, you can correct it, with a reason.")
    return f"{_sealed()} {how}"


def _after_putting_right(session, line: Line) -> str:
    new = session.lines.get(supervisee=line.supervisee_id)
    if new.state == LineState.OPEN:
        return _("It is put right. The other one is asked once more.")
    return _("It is put right, and kept without minutes.")
