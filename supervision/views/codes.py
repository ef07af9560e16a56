"""In the room: a square on one screen, a card on another."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from office.letters import link
from supervision import answering, cards, codes
from supervision.models import LineState, Session


@never_cache
@require_safe
@login_required
def code(request, uuid: UUID):
    """For whoever held it. Each look makes a new one; the old one works to its end."""
    held = Session.objects.in_force().filter(supervisor=request.user)
    found = get_object_or_404(held, pk=uuid)
    lines = found.lines.in_force().filter(minutes__gt=0).select_related("supervisee")
    there = list(lines.order_by("supervisee__chosen_name", "pk"))
    context = {"session": found, "lines": there}
    if any(_waits(line) for line in there):
        at = timezone.now()
        address = link("supervision:here", token=codes.token_of(found.pk, at=at))
        until = (at + codes.LASTS).astimezone(request.user.zone).time()
        context |= {"square": codes.square(address), "until": until}
    return render(request, "supervision/code.html", context)


def _waits(line) -> bool:
    return line.state == LineState.OPEN and line.awaits == "supervisee"


@never_cache
@require_safe
@login_required
def here(request, token: str):
    """What the square opens: one's own card. It says no more to anybody else than a wrong link."""
    by = request.user
    try:
        key = codes.session_of(token, at=timezone.now())
    except codes.TooOld:
        return render(request, "supervision/code_over.html", status=410)
    except codes.NotOurs:
        return render(request, "supervision/code_over.html", status=404)
    waiting = answering.asked(by).filter(session=key, supervisee=by).first()
    if waiting is None:
        return render(request, "supervision/code_done.html")
    card = cards.card_of(waiting, by, on=by.day())
    return render(request, "supervision/here.html", {"card": card})
