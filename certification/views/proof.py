"""An award as its holder shows it; and what anybody sees who has the code."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from certification import paper, schemes, sharing
from certification.badges import checking
from certification.in_words import grounds
from certification.models import Award, AwardState, Share
from certification.share_form import ShareForm
from office.pdf import NoPdf
from office.scans import MOST_BYTES
from supervision import api as supervision

NOT_KEPT = "private, no-store"
REFERRER = "strict-origin"  # without the code; “no-referrer” makes the Origin of our forms null


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def award(request, uuid):
    """What it is, on which grounds, and whom it was shown to so far."""
    mine = Award.objects.filter(person=request.user).select_related("scheme", "person")
    row = get_object_or_404(mine, pk=uuid)
    initial = {"printed": "chosen", "languages": [get_language()]}
    form = ShareForm(request.POST or None, person=request.user, initial=initial)
    if request.method == "POST" and form.is_valid() and _shared(request, row, form):
        return redirect("certification:award", uuid=row.pk)
    context = _told(row, get_language() or "") | {
        "form": form if row.state == "valid" and row.kind == "full" else None
    }
    status = 422 if form.is_bound else 200
    return _private(render(request, "certification/award.html", context, status=status))


def _told(row: Award, language: str) -> dict:
    on = row.person.day()
    last = sharing.last_day_of(row, on=on)
    shares = row.shares.order_by(F("taken_back_at").desc(nulls_first=True), "-made_at")
    return {
        "award": row,
        "title": schemes.title_of(row.scheme, row.titles, language),
        "valid_until": last,
        "is_over": sharing.stands(row, last, on=on) == sharing.Stands.EXPIRED,
        "grounds": grounds.of_award(row, language),
        "shares": shares,
        "may_fetch": row.state == AwardState.VALID,
    }


def _shared(request, row: Award, form) -> bool:
    try:
        sharing.share(row, by=request.user, at=timezone.now(), **form.cleaned_data)
    except sharing.NothingToShow:
        messages.error(request, _("This can’t be shown any more."))
    except sharing.NoSuchName:
        form.add_error("printed", _("Write your legal name under My account first."))
        return False
    else:
        messages.success(request, _("It is ready. You can fetch it below, and end it at any time."))
    return True


def one_of(showings):
    """One's own showing, among those that `showings` names."""

    def opened(view):
        @login_required
        def found(request, uuid):
            return view(request, get_object_or_404(showings(request.user), pk=uuid))

        return found

    return opened


@require_GET
@one_of(sharing.to_fetch)
def page(request, row: Share):
    """To print, where a PDF can't be made or is not wanted."""
    return _private(HttpResponse(paper.as_html(paper.paper_of(row, at=timezone.now()))))


@require_GET
@one_of(sharing.to_fetch)
def file(request, row: Share):
    count = {"action": "record_pdf", "user": request.user, "limit_get": True}
    if ratelimit.consume_or_429(request, **count):
        messages.warning(request, _("You made many files just now. Please wait an hour."))
        return redirect("certification:award", uuid=row.award_id)
    try:
        content = paper.as_pdf(paper.paper_of(row, at=timezone.now()))
    except NoPdf as problem:
        messages.warning(request, str(problem))
        return redirect("certification:award", uuid=row.award_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="paper.pdf"'
    return _private(response)


@require_POST
@one_of(sharing.not_ended)
def take_back(request, row: Share):
    sharing.take_back(row, by=request.user, at=timezone.now())
    messages.success(request, _("It is ended. Its code opens nothing any more."))
    return redirect("certification:award", uuid=row.award_id)


# --- for anybody who has a code
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """A code, or a file of ours; both are looked up the same way."""
    if request.method == "POST":
        if _too_many(request):
            return _public(request, "certification/verify_ask.html", {"is_late": True}, 429)
        code = _code_of(request)
        if code:
            return redirect("verify", code=code)
        return _public(request, "certification/verify_unknown.html", {}, 404)
    return _public(request, "certification/verify_ask.html", {})


def _code_of(request) -> str:
    file = request.FILES.get("file")
    if file is None:
        return sharing.as_code(request.POST.get("code", ""))[:64]
    if file.size > MOST_BYTES:
        return ""
    content = file.read()
    try:
        return paper.code_in(content) if content.startswith(b"%PDF-") else _badge_code(content)
    except (supervision.NotWhole, checking.Refused):
        return ""


def _badge_code(content: bytes) -> str:
    return checking.share_of(content).code


@require_safe
def verify(request, code):
    """Unknown, mistyped and ended codes look alike; nothing is listed anywhere."""
    if _too_many(request):
        return _public(request, "certification/verify_ask.html", {"is_late": True}, 429)
    row = sharing.found_by(code)
    if row is None:
        return _public(request, "certification/verify_unknown.html", {}, 404)
    shown = sharing.shown(row, at=timezone.now())
    return _public(request, "certification/verify.html", {"shown": shown})


def _too_many(request) -> bool:
    return bool(ratelimit.consume_or_429(request, action="verify", limit_get=True))


def _public(request, template: str, context: dict, status: int = 200):
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = REFERRER
    response["Cache-Control"] = "no-store"
    return response


def _private(response):
    response["Cache-Control"] = NOT_KEPT
    return response
