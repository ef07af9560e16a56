"""The first page: what waits, what is owed, and the ways to everything else."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from supervision import front
from supervision.views.offline import beside


@require_safe
@login_required
def page(request):
    found = front.front_of(request.user, at=timezone.now())
    context = {"front": found, "away": beside(request) if found.gives else None}
    return render(request, "supervision/home.html", context)
