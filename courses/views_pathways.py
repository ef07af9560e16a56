"""A pathway: courses in an order, with how far one has come."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses import pathways


@require_safe
@login_required
def pathway(request, slug):
    walk = pathways.find(request.user, slug, get_language())
    if walk is None:
        raise Http404
    return render(request, "courses/pathway.html", {"pathway": walk})
