"""Pages that the top floor composes: home or Today, My learning."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses import api as courses
from learning.today import steps_for


@require_safe
def home(request):
    """Visitors see what this is; a signed-in person sees Today."""
    if request.user.is_authenticated:
        context = {"steps": steps_for(request.user, get_language())}
        return render(request, "learning/today.html", context)
    cards = courses.cards(request.user, get_language())
    return render(request, "learning/home.html", {"public_courses": cards})


@require_safe
@login_required
def my_learning(request):
    cards = courses.cards(request.user, get_language(), only_mine=True)
    context = {
        "under_way": [card for card in cards if card["state"] == "under_way"],
        "done": [card for card in cards if card["state"] == "done"],
        "no_longer_offered": courses.no_longer_offered(request.user, get_language()),
    }
    return render(request, "learning/my_learning.html", context)
