"""Taking hours along: whose, of which days, and in which form; and the keys to check them with."""

import base64

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from office import workbooks
from office.pdf import NoPdf
from supervision import links, sealing
from supervision.papers import evidence, importing, signing, taking
from supervision.papers.forms import TakeAlong

NOT_KEPT = "private, no-store"
MOST_SCANS = 100  # shown; the others are reached from their sessions


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_along(request):
    """A file is asked for by POST, so that nobody's name or days stand in an address."""
    at = timezone.now()
    form = TakeAlong(request.POST or None, by=request.user, day=request.user.day(at))
    wanted = FORMS.get(request.POST.get("as"))
    if wanted and form.is_valid():
        return wanted(request, form, at)
    return _page(request, form)


def _page(request, form, status: int = 200):
    context = {
        "form": form,
        "key": links.key_id(sealing.signing_key().public_key()),
        "may_bring": importing.may(request.user),
        "scans": evidence.visible_to(request.user)[:MOST_SCANS],
    }
    response = render(request, "supervision/take_along.html", context, status=status)
    response["Cache-Control"] = NOT_KEPT
    return response


def _pdf(request, form, at):
    """Setting a page costs a second of a processor, so there is a limit to it."""
    if ratelimit.consume_or_429(request, action="record_pdf", user=request.user):
        messages.warning(request, _("You made many files just now. Please wait an hour."))
        return _page(request, form, status=429)
    try:
        content = taking.as_pdf(form.asked(), at=at)
    except taking.TooMuchForPaper:
        form.add_error("first", _("Choose a shorter time, or take the table."))
        return _page(request, form)
    except NoPdf as problem:
        messages.warning(request, str(problem))
        return _page(request, form)
    return _file(HttpResponse(content, content_type="application/pdf"), "hours.pdf")


def _csv(request, form, at):
    lines = taking.as_csv(form.asked(), at=at)
    return _file(StreamingHttpResponse(lines, content_type="text/csv"), "hours.csv")


def _xlsx(request, form, at):
    content = taking.as_xlsx(form.asked(), at=at)
    return _file(HttpResponse(content, content_type=workbooks.TYPE), "hours.xlsx")


def _proof(request, form, at):
    content = taking.as_proof(form.asked(), at=at)
    return _file(HttpResponse(content, content_type="application/json"), "proof.json")


FORMS = {"pdf": _pdf, "csv": _csv, "xlsx": _xlsx, "proof": _proof}


def _file(response, name: str):
    """Under a name that tells nothing, and kept nowhere on the way."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = NOT_KEPT
    return response


# --- for whoever checks: the same for everybody, and no secret


@require_safe
def keys(request):
    """Public keys of this site by their id, raw Ed25519 in base64; the first one signs now."""
    found = [
        {"id": links.key_id(key), "key": base64.b64encode(key.public_bytes_raw()).decode()}
        for key in sealing.public_keys()
    ]
    return JsonResponse({"keys": found})


@require_safe
def certificate(request):
    return HttpResponse(signing.certificate(), content_type="application/x-pem-file")
