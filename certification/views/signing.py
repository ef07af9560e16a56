"""Signing: for oneself, and for others who ask for one's word."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import asked, attesting, documents, statements, wanted
from certification.models import Attestation, By
from certification.overseen import standing_of_theirs
from people.api import User

NOT_KEPT = "private, no-store"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sign(request, code):
    """One's own word."""
    return _sign(request, request.user, code, By.SELF)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sign_for(request, code, by_whom, pk):
    """A supervisor's word, or the organisation's."""
    if by_whom not in (By.SUPERVISOR, By.ORGANISATION):
        raise Http404
    return _sign(request, get_object_or_404(User, pk=pk, is_active=True), code, by_whom)


def _sign(request, person, code, by_whom):
    by, at = request.user, timezone.now()
    statement = statements.words_of(code)
    if statement is None or not attesting.may_sign(by, person, by_whom, on=by.day(at)):
        raise Http404
    if request.method == "POST":
        attesting.sign(person, code, by_whom=by_whom, by=by, at=at, language=get_language() or "")
        messages.success(request, _("Thank you. It is signed, with today’s date."))
        return redirect("certification:index" if by == person else "certification:asked")
    words, language = statements.text_in(statement)
    context = {
        "statement": statement,
        "words": words,
        "lang": language,
        "person": person if by != person else None,
        "signed": _signed(person, code, by_whom, by),
    }
    return render(request, "certification/sign.html", context)


def _signed(person, code, by_whom, by) -> Attestation | None:
    """The last time this was signed, by whoever may sign."""
    mine = Attestation.objects.filter(person=person, statement=code, by_whom=by_whom, by=by)
    return mine.filter(taken_back_at=None).order_by("day").last()


@require_POST
@login_required
def take_back(request, uuid):
    by, at = request.user, timezone.now()
    row = get_object_or_404(Attestation, pk=uuid, by=by)
    attesting.take_back(row, by=by, at=at)
    messages.success(request, _("It is taken back. What was granted before stays."))
    return redirect("certification:index" if row.person_id == by.pk else "certification:asked")


@require_safe
@login_required
def index(request):
    """What others ask of me; nobody but supervisors and coordinators has any."""
    by = request.user
    day = by.day()
    language = get_language() or ""
    waiting = documents.to_check(by, on=day).select_related("person", "elsewhere")
    context = {
        "to_sign": asked.to_sign(by, on=day),
        "wanted": wanted.wanted(by, language, at=timezone.now()),
        "people": standing_of_theirs(by, language, on=day),
        "to_check": [
            {"row": row, "title": _title(row)} for row in waiting.order_by("sent_at")[: asked.MOST]
        ],
        "language": language,
    }
    return render(request, "certification/asked.html", context)


def _title(row) -> str:
    learned = getattr(row, "elsewhere", None)
    return learned.title if learned else asked.kind_words(row.kind)
