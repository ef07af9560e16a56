"""Where I am signed in, and which devices I call mine."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from people import sessions


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_devices(request):
    if request.method != "POST":
        return render(request, "people/devices.html", _what_there_is(request))
    if "end" in request.POST:
        return _end_one(request, request.POST["end"])
    if "end_others" in request.POST:
        return _end_others(request)
    return _forget(request, request.POST.get("forget", ""))


def _what_there_is(request):
    person, here = request.user, request.session.session_key
    rows = person.sessions.filter(expire_date__gt=timezone.now()).order_by("-seen_at")
    places = [
        {
            "name": sessions.public_id(row.session_key),
            "label": row.label,
            "kind": row.get_kind_display(),
            "started_at": row.started_at,
            "seen_at": row.seen_at,
            "is_here": row.session_key == here,
        }
        for row in rows.defer("session_data")
    ]
    places.sort(key=lambda place: not place["is_here"])
    return {
        "places": places,
        "has_others": len(places) > 1,
        "devices": list(person.devices.order_by("-last_seen_at")),
    }


def _end_one(request, name):
    if name == sessions.public_id(request.session.session_key) or not sessions.end(
        request.user, name
    ):
        raise Http404
    messages.success(request, _("You are signed out there."))
    return redirect("account_devices")


def _end_others(request):
    ended = sessions.end_all(request.user, except_key=request.session.session_key)
    said = ngettext(
        "You are signed out in one other place.",
        "You are signed out in %(number)s other places.",
        ended,
    )
    messages.success(request, said % {"number": ended})
    return redirect("account_devices")


def _forget(request, pk):
    theirs = request.user.devices.filter(pk=pk) if pk.isdecimal() else request.user.devices.none()
    if not theirs.delete()[0]:
        raise Http404
    messages.success(request, _("That device is forgotten. Its next sign-in is told to you."))
    return redirect("account_devices")
