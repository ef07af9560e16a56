"""The overview's pages: lists and figures, tables to take along, and what can be done."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import api as certification
from certification.api import roster
from learning import overview, work_held
from learning.overview_forms import NarrowForm, PathForm
from office import workbooks
from office.notices import as_keys

ON_A_PAGE = 50
NOT_KEPT = "private, no-store"


def coordinators_only(view):
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not overview.may_see(request.user, request.user.day()):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@coordinators_only
def index(request):
    by, day, language = request.user, request.user.day(), get_language()
    narrow = NarrowForm(request.GET, by=by, on=day, language=language)
    asked = narrow.asked()
    found = overview.standings(by, asked, on=day)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "narrow": narrow,
        "asked": asked,
        "tallies": roster.tallies(by, on=day, language=language, team=asked.team),
        "rows": overview.rows(by, page.object_list, language),
        "page": page,
        "query": narrow.query(),
    }
    response = render(request, "learning/overview.html", context)
    response["Cache-Control"] = NOT_KEPT
    return response


@require_safe
@coordinators_only
def table(request, kind):
    """The list as it is narrowed now; named so that it tells nothing."""
    by, day, language = request.user, request.user.day(), get_language()
    asked = NarrowForm(request.GET, by=by, on=day, language=language).asked()
    given = {"on": day, "language": language}
    if kind == "csv":
        lines = overview.as_csv(by, asked, **given)
        response = StreamingHttpResponse(lines, content_type="text/csv")
    else:
        response = HttpResponse(overview.as_xlsx(by, asked, **given), content_type=workbooks.TYPE)
    response["Content-Disposition"] = f'attachment; filename="overview.{kind}"'
    response["Cache-Control"] = NOT_KEPT
    return response


@require_safe
@coordinators_only
def work(request):
    context = {"held": work_held.of_organisation(on=request.user.day())}
    response = render(request, "learning/overview_work.html", context)
    response["Cache-Control"] = NOT_KEPT
    return response


@require_POST
@coordinators_only
def offer(request):
    keys = as_keys(request.POST.getlist("row"))
    count = overview.offer_missing(request.user, keys, at=timezone.now())
    if count:
        said = ngettext("%(count)d course is offered.", "%(count)d courses are offered.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.warning(request, _("No course is missing, or none can be offered now."))
    return redirect(_back(request))


def _back(request) -> str:
    """The same list again; what came from the browser is read as filters only."""
    by = request.user
    query = NarrowForm(request.POST, by=by, on=by.day(), language=get_language()).query()
    return f"{reverse('overview')}?{query}" if query else reverse("overview")


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def put_on_path(request):
    by, at = request.user, timezone.now()
    form = PathForm(request.POST or None, by=by, on=by.day(at), language=get_language())
    if request.method == "POST" and form.is_valid():
        try:
            count = overview.put_on_path(by, form.chosen_scheme(), form.whom(), at=at)
        except certification.NotOpen:
            form.add_error("scheme", _("This one is not offered any more."))
        else:
            said = ngettext("%(count)d person is on it.", "%(count)d people are on it.", count)
            messages.success(request, said % {"count": count})
            return redirect("overview")
    status = 422 if form.is_bound else 200
    return render(request, "learning/overview_path.html", {"form": form}, status=status)
