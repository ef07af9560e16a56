"""Pages of reports and grants: for whoever coordinates, and nobody else."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from learning.models import Grant
from learning.overview_views import NOT_KEPT, coordinators_only
from learning.reports import grants, making, taking
from learning.reports.forms import GrantForm, ReportForm, TagForm
from learning.reports.meanings import shown
from office import workbooks
from office.pdf import NoPdf


@require_safe
@coordinators_only
def index(request):
    found = making.visible_to(request.user)
    context = {"reports": found, "grants": Grant.objects.all(), "form": GrantForm()}
    return _private(render(request, "learning/reports/index.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def new(request):
    by, at = request.user, timezone.now()
    sent = request.POST if request.method == "POST" else None
    form = ReportForm(sent, by=by, on=by.day(at))
    if request.method == "POST" and form.is_valid():
        report = making.make(form.asked(), by=by, at=at, **form.as_said())
        return redirect("report", report.pk)
    status = 422 if form.is_bound else 200
    return render(request, "learning/reports/new.html", {"form": form}, status=status)


@require_safe
@coordinators_only
def report(request, uuid):
    return _page(request, _found(request, uuid))


@require_GET
@coordinators_only
def pdf(request, uuid):
    """Setting a page costs a second of a processor, so there is a limit to it."""
    found = _found(request, uuid)
    count = {"action": "record_pdf", "user": request.user, "limit_get": True}
    if ratelimit.consume_or_429(request, **count):
        messages.warning(request, _("You made many files just now. Wait an hour, or print this."))
        return _page(request, found, status=429)
    try:
        content = taking.as_pdf(found)
    except NoPdf as problem:
        messages.warning(request, str(problem))
        return redirect("report", found.pk)
    return _file(content, "application/pdf", "report.pdf")


@require_GET
@coordinators_only
def xlsx(request, uuid):
    return _file(taking.as_xlsx(_found(request, uuid)), workbooks.TYPE, "report.xlsx")


@require_http_methods(["POST"])
@coordinators_only
def add_grant(request):
    form = GrantForm(request.POST)
    if form.is_valid():
        return redirect("grant", form.save().pk)
    context = {
        "reports": making.visible_to(request.user),
        "grants": Grant.objects.all(),
        "form": form,
    }
    return render(request, "learning/reports/index.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def grant(request, pk):
    row = get_object_or_404(Grant, pk=pk)
    offer = grants.offer_to(request.user, on=request.user.day(), language=get_language())
    given = {"instance": row, "offer": offer, "initial": grants.chosen(row)}
    sent = request.POST if request.method == "POST" else None
    form = TagForm(sent, **given)
    if request.method == "POST" and form.is_valid():
        grants.tag(form.save(), offer, form.kinds())
        messages.success(request, _("It is kept."))
        return redirect("reports")
    row.refresh_from_db()
    status = 422 if form.is_bound else 200
    context = {"form": form, "grant": row}
    return _private(render(request, "learning/reports/grant.html", context, status=status))


def _found(request, uuid):
    return get_object_or_404(making.visible_to(request.user), pk=uuid)


def _page(request, found, *, status: int = 200):
    context = {"report": found, "figures": shown(found.figures)}
    return _private(render(request, "learning/reports/report.html", context, status=status))


def _private(response):
    response["Cache-Control"] = NOT_KEPT
    return response


def _file(content: bytes, kind: str, name: str):
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _private(response)
