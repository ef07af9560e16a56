"""My account: the list of its places, what we hold, a copy of it, and leaving for good."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from learning import export, fresh, places, record, retirement
from learning.exit import end_session
from learning.models import Export
from office import sealed_files
from people import api as people

A_PAGE = 50


@require_safe
@login_required
def hub(request):
    return render(request, "learning/account/hub.html", {"groups": places.groups()})


@require_safe
@login_required
def what_we_hold(request):
    """What is held about the reader, and who looked; of nobody else."""
    page = Paginator(record.entries(request.user), A_PAGE).get_page(request.GET.get("page"))
    holdings = record.holdings(request.user)
    context = {
        "held": [each for each in holdings if each.count],
        "not_held": [each for each in holdings if not each.count],
        "lines": [record.line(entry, reader=request.user) for entry in page],
        "page": page,
    }
    return render(request, "learning/account/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_copy(request):
    """The page of one's copy; a POST asks for one."""
    if request.method != "POST":
        return render(request, "learning/account/export.html", _copy(request))
    if not fresh.is_fresh(request):
        return _show_that_it_is_you(request, "account_export")
    try:
        export.ask(by=request.user)
    except export.OneIsOpen:
        messages.info(request, _("Your last copy is still here. Delete it before you ask again."))
    return redirect("account_export")


def _copy(request) -> dict:
    here = export.latest(request.user)
    is_ready = bool(here and here.state == "ready" and here.until > timezone.now())
    return {
        "export": here,
        "is_ready": is_ready,
        "is_asked": bool(here and here.state == "asked"),
        **_freshness(request, "account_export"),
    }


def _freshness(request, page: str) -> dict:
    is_fresh = fresh.is_fresh(request)
    way = "" if is_fresh else fresh.way_to(request, reverse(page))
    return {"is_fresh": is_fresh, "fresh_url": way}


def _show_that_it_is_you(request, page: str):
    return redirect(fresh.way_to(request, reverse(page)) or page)


@require_GET
@login_required
def fetch_copy(request, uuid):
    """The zip. Whoever may not have it sees what an unknown address shows."""
    mine = export.find(uuid, by=request.user)
    if mine is None:
        raise Http404
    if not fresh.is_fresh(request):
        return _show_that_it_is_you(request, "account_export")
    try:
        chunks = export.fetch(mine, by=request.user)
    except export.Unreadable:
        messages.error(request, _("This copy can't be read any more. Delete it and ask again."))
        return redirect("account_export")
    response = StreamingHttpResponse(chunks, content_type="application/zip")
    response["Content-Length"] = str(sealed_files.length(mine.path))
    response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def remove_copy(request, uuid):
    mine = Export.objects.open().filter(person=request.user, pk=uuid).first()
    if mine is None:
        raise Http404
    export.remove(mine, by=request.user)
    messages.success(request, _("The copy is deleted."))
    return redirect("account_export")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leave(request):
    """What leaving means; a POST with the box ticked, soon after a sign-in, is the end."""
    if request.method == "POST" and not fresh.is_fresh(request):
        return _show_that_it_is_you(request, "account_leave")
    if request.method == "POST" and "sure" in request.POST:
        return _left(request)
    context = {"is_missing": request.method == "POST", **_freshness(request, "account_leave")}
    status = 422 if context["is_missing"] else 200
    return render(request, "learning/account/leave.html", context, status=status)


def _left(request):
    try:
        retirement.retire(request.user, by=request.user)
    except people.LastAdministrator:
        words = _("You are the only administrator. Make somebody else one first.")
        messages.error(request, words)
        return redirect("account_leave")
    response = redirect("home")
    end_session(request, response)
    messages.success(request, _("Your account is closed, and what was yours is deleted."))
    return response
