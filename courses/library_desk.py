"""`/cms/libraries/`: the programs that packages bring, looked at before others may use them.

A right of its own: a program runs on the phones of learners. What was refused stands in for nothing
from that moment on; what a package brought for itself alone stays its own.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses import h5p
from courses.models import H5PLibrary
from courses.models.h5p import State
from people import api as people

JUDGED = {"admit": State.ADMITTED, "refuse": State.REFUSED}


def urls():
    return [
        path("libraries/", index, name="library_desk"),
        path("libraries/<int:pk>/", judge, name="library_judge"),
    ]


def may_judge(user) -> bool:
    return people.may(user, "judge", "library")


@require_safe
def index(request):
    _only(may_judge(request.user))
    rows = H5PLibrary.objects.select_related("brought_by", "judged_by")
    rows = rows.defer("brought_by__legal_name", "judged_by__legal_name")
    waiting = rows.filter(state=State.WAITING).order_by("brought_at", "pk")
    judged = rows.exclude(state=State.WAITING).order_by(
        "machine_name", "-major", "-minor", "-patch"
    )
    context = {"waiting": waiting, "judged": judged, **_head()}
    return render(request, "courses/cms/libraries.html", context)


@require_POST
def judge(request, pk):
    _only(may_judge(request.user))
    state = JUDGED.get(request.POST.get("judged", ""))
    if state is None:
        return redirect("library_desk")
    library = get_object_or_404(H5PLibrary, pk=pk)
    h5p.judge([library], state, by=request.user, at=timezone.now())
    messages.success(request, _("Kept."))
    return redirect("library_desk")


def _only(may: bool) -> None:
    if not may:
        raise Http404


def _head() -> dict:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    here = {"url": "", "label": _("Programs of activities")}
    return {
        "header_title": _("Programs of activities"),
        "header_icon": "code",
        "breadcrumbs_items": [home, here],
    }
