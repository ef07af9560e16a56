"""Where people work: organisations and sites, kept by whoever looks after all teams."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, ProtectedError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from office import audit
from people import api as people
from supervision.models import Agreement, Workplace
from supervision.qualification_forms import WorkplaceForm


def only_who_may(view):
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        by = request.user
        if not people.may_everywhere(by, "keep", "workplace", by.day()):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may
def index(request):
    form = WorkplaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _kept(request, form)
    used = Agreement.objects.filter(workplace=OuterRef("pk"))
    places = Workplace.objects.annotate(is_used=Exists(used)).order_by("name")
    context = {"form": form, "places": places}
    status = 422 if form.is_bound else 200
    return render(request, "supervision/workplaces.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may
def rename(request, pk):
    form = WorkplaceForm(request.POST or None, instance=get_object_or_404(Workplace, pk=pk))
    if request.method == "POST" and form.is_valid():
        return _kept(request, form)
    status = 422 if form.is_bound else 200
    return render(request, "supervision/workplace.html", {"form": form}, status=status)


def _kept(request, form):
    place = form.save()
    audit.note(
        "kept workplace",
        by=request.user,
        object_kind="supervision.workplace",
        object_key=place.pk,
        at=timezone.now(),
    )
    messages.success(request, _("Kept."))
    return redirect("supervision:workplaces")


@require_POST
@only_who_may
def remove(request, pk):
    place = get_object_or_404(Workplace, pk=pk)
    try:
        place.delete()
    except ProtectedError:
        messages.error(request, _("It is used in agreements, so it stays."))
    else:
        messages.success(request, _("It is removed."))
    return redirect("supervision:workplaces")
