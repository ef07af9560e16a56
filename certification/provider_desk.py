"""`/cms/providers/`: who else teaches, kept by whoever keeps the rules that name them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certification import providers
from certification.desks import head, only_keepers
from certification.models import Provider
from certification.provider_forms import ProviderForm

DESK = "provider_desk"


def urls():
    return [
        path("providers/", index, name=DESK),
        path("providers/new/", new, name="provider_new"),
        path("providers/of/<slug:slug>/", change, name="provider_change"),
    ]


@require_safe
def index(request):
    only_keepers(request)
    rows = [{"row": row, "held": providers.held_by(row)} for row in Provider.objects.all()]
    return render(request, "certification/cms/providers.html", {"rows": rows, **head(DESK)})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    only_keepers(request)
    return _asked(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, slug):
    only_keepers(request)
    return _asked(request, get_object_or_404(Provider, slug=slug))


def _asked(request, row: Provider | None):
    form = ProviderForm(request.POST if request.method == "POST" else None, provider=row)
    if not form.is_bound:
        return _page(request, form, mark=providers.seen(row))
    mark = request.POST.get("mark", "")
    if not form.is_valid():
        return _page(request, form, mark=mark, status=422)
    return _kept(request, form, mark)


def _kept(request, form: ProviderForm, mark: str):
    row = form.provider
    slug = row.slug if row else form.cleaned_data["code"]
    by, at = request.user, timezone.now()
    try:
        providers.keep(slug, **form.said(), seen_before=mark, by=by, at=at)
    except providers.WrittenMeanwhile:
        messages.error(request, _("Somebody wrote here meanwhile. Look at both, then save again."))
        return _page(request, form, mark=providers.seen(row), theirs=row, status=409)
    messages.success(request, _("It is kept."))
    return redirect(DESK)


def _page(request, form: ProviderForm, *, mark: str, theirs: Provider | None = None, status=200):
    title = form.provider.name if form.provider else _("Another one who teaches")
    context = {
        "form": form,
        "title": title,
        "mark": mark,
        "theirs": theirs,
        "theirs_held": providers.held_by(theirs) if theirs else [],
        "wanted": providers.wanted(),
        **head(DESK, title),
    }
    return render(request, "certification/cms/provider.html", context, status=status)
