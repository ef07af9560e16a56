"""Written without a network: making a device ready, the form it keeps, and what it sends."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people import api as people
from supervision import away, entries, names_away
from supervision.models import Mode
from supervision.views import offline_words as words

MOST_BYTES = 16 * 1024  # a box is about one kilobyte


@require_safe
@login_required
def page(request):
    """What it is, whether this device can, and the switch."""
    return render(request, "supervision/offline.html", {"away": beside(request)})


@require_safe
@login_required
def form(request):
    """The form that a device keeps: nothing but what is needed to write a session down."""
    if people.is_shared(request):
        raise Http404
    at = timezone.now()
    show = names_away.NAMES if request.GET.get("show") == "names" else names_away.INITIALS
    on = request.user.day(at)
    context = {
        "tables": names_away.tables(request.user, on=on, show=show),
        "modes": Mode.choices,
        "key": away.current_key(at=at),
        "away": beside(request),
    }
    return render(request, "supervision/offline_form.html", context)


def beside(request) -> dict | None:
    """For `components/away.html` on any page of this room; None on a device that others use."""
    if people.is_shared(request):
        return None
    return {"tag": away.tag_of(request.user), "counts": words.counts()}


@require_safe
def worker(request):
    """The script that shows the kept form. Where there is nobody, one that takes itself away."""
    is_theirs = request.user.is_authenticated and not people.is_shared(request)
    name = "away-worker.js" if is_theirs else "away-gone.js"
    answer = HttpResponse(_script(f"js/{name}"), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    return answer


def _script(name: str) -> bytes:
    if not settings.DEBUG and staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return file.read()
    return Path(finders.find(name)).read_bytes()


@require_http_methods(["GET", "POST"])
def send(request):
    """GET: who is here, and a fresh token. POST: one box; what became of it, in words."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    if request.method == "GET":
        return JsonResponse({"tag": away.tag_of(request.user), "token": get_token(request)})
    try:
        box = away.read_box(_json(request))
    except away.CannotOpen as trouble:
        return JsonResponse({"result": "refused", "words": words.why(trouble)}, status=400)
    return JsonResponse(_received(box, by=request.user, at=timezone.now()))


def _json(request) -> object:
    """A form was read before it came here; only JSON is taken."""
    if request.content_type != "application/json" or len(request.body) > MOST_BYTES:
        raise away.CannotOpen
    try:
        return json.loads(request.body)
    except ValueError:
        raise away.CannotOpen from None


def _received(box, *, by, at) -> dict:
    entry = None
    try:
        entry = entries.read(box, by=by)
        received = entries.receive(box.uuid, entry, by=by, at=at)
    except words.REFUSALS as trouble:
        return {
            "result": "refused",
            "words": words.why(trouble),
            "entry": entry.as_json() if entry else None,
        }
    return {"result": received.result, "words": words.sent(received)}
