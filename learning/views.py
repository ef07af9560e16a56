"""Pages that the top floor composes: home or Today, My learning, the record."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from courses import api as courses
from learning import mine, transcript
from learning.today import today_of
from office import organisation
from office.pdf import NoPdf
from office.support import can_be_asked, helpers
from people import api as people

NOT_KEPT = "private, no-store"


@require_safe
def home(request):
    """Visitors see what this is; a signed-in person sees Today."""
    if request.user.is_authenticated:
        today = today_of(request.user, get_language(), at=timezone.now())
        return render(request, "learning/today.html", {"today": today})
    if _is_empty_site():
        return render(request, "learning/not_set_up.html")
    cards = courses.cards(request.user, get_language())
    return render(request, "learning/home.html", {"public_courses": cards})


def _is_empty_site() -> bool:
    """Asked of the database only while no organisation has a name here."""
    is_nameless = organisation.current() is organisation.NOBODY_YET
    return is_nameless and not people.has_administrator(timezone.localdate())


@require_safe
def support(request):
    """Open to everybody, also before a second step and on a locked device."""
    context = {"helpers": helpers(), "can_ask": request.user.is_authenticated and can_be_asked()}
    return render(request, "learning/support.html", context)


@require_safe
@login_required
def my_learning(request):
    groups = mine.page_of(request.user, get_language(), on=request.user.day())
    is_new = all(group.slug == mine.PATHWAYS for group in groups)
    return render(request, "learning/my_learning.html", {"groups": groups, "is_new": is_new})


@require_safe
@login_required
def my_record(request):
    return _record_page(request)


def _record_page(request, status: int = 200):
    record = transcript.record_of(request.user, get_language(), at=timezone.now())
    response = render(request, "learning/record.html", {"record": record}, status=status)
    response["Cache-Control"] = NOT_KEPT
    return response


@require_GET
@login_required
def my_record_pdf(request):
    """Setting a page costs a second of a processor, so there is a limit to it."""
    count = {"action": "record_pdf", "user": request.user, "limit_get": True}
    if ratelimit.consume_or_429(request, **count):
        messages.warning(request, _("You made many files just now. Wait an hour, or print this."))
        return _record_page(request, status=429)
    record = transcript.record_of(request.user, get_language(), at=timezone.now())
    try:
        content = transcript.as_pdf(record)
    except NoPdf as problem:
        messages.warning(request, str(problem))
        return redirect("my_record")
    return _as_file(HttpResponse(content, content_type="application/pdf"), "record.pdf")


@require_GET
@login_required
def my_record_csv(request):
    record = transcript.record_of(request.user, get_language(), at=timezone.now())
    lines = transcript.as_csv(record)
    return _as_file(StreamingHttpResponse(lines, content_type="text/csv"), "record.csv")


def _as_file(response, name: str):
    """Under a name that tells nothing, and kept nowhere on the way."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = NOT_KEPT
    return response
