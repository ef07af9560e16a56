"""Pages that the top floor composes: home or Today, My learning."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses import api as courses
from learning.today import today_of
from office import organisation
from office.support import helpers
from people import api as people


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
    return render(request, "learning/support.html", {"helpers": helpers()})


@require_safe
@login_required
def my_learning(request):
    cards = courses.cards(request.user, get_language(), only_mine=True)
    context = {
        "under_way": [card for card in cards if card["state"] == "under_way"],
        "done": [card for card in cards if card["state"] == "done"],
        "waiting": courses.waiting_first(cards),
        "no_longer_offered": courses.no_longer_offered(request.user, get_language()),
    }
    return render(request, "learning/my_learning.html", context)
