"""`/cms/adapt/…`: what of a course each organisation makes its own, before it is published.

Whoever may edit a page ticks what fits as it came; an edit settles a block without a tick.
"""

from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.models import Page
from wagtail_localize.models import Translation

from courses.models.pages import KINDS
from courses.packs import adapting


def urls():
    return [path("adapt/<int:pk>/", waiting, name="adapt_desk")]


@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request, pk):
    """This page and all below it, in its language."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=pk)
    if not issubclass(page.specific_class, KINDS) or not may_settle(request.user, page):
        raise Http404
    found = adapting.open_below(page)
    if request.method == "POST":
        chosen = set(request.POST.getlist("fits"))
        count = adapting.tick([each for each in found if name_of(each) in chosen], by=request.user)
        if count:
            words = ngettext("%(n)d part is settled.", "%(n)d parts are settled.", count)
            messages.success(request, words % {"n": count})
        return redirect("adapt_desk", pk)
    rows = [(each, list(its)) for each, its in groupby(found, key=lambda each: each.page)]
    context = {"page": page, "rows": _rows(rows), **_head(page)}
    return render(request, "courses/cms/adapt.html", context)


def may_settle(user, page: Page) -> bool:
    return page.permissions_for_user(user).can_edit()


def name_of(each: adapting.Open) -> str:
    return f"{each.page.pk}.{each.mark.pk}"


def _rows(rows) -> list[dict]:
    return [
        {"page": page, "parts": [{"name": name_of(each), "open": each} for each in its]}
        for page, its in rows
    ]


# --- before anything is published
def refuse(request, page):
    """A page that shows what waits, instead of publishing; None where nothing does."""
    if not isinstance(page.specific, KINDS) or not adapting.open_on(page):
        return None
    return _told(request, page)


def refuse_translation(request, page):
    """The same for the page of a translation, which wagtail-localize publishes without asking."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    if not page.permissions_for_user(request.user).can_publish():
        return None
    if not adapting.adapt_of(page.translation_key):
        return None
    kept_in_step = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    translation = kept_in_step.select_related("source").first()
    if translation is None:  # it was taken over from wagtail-localize
        return None
    draft = translation.source.get_ephemeral_translated_instance(page.locale, fallback=True)
    return _told(request, page) if adapting.open_on(page, draft) else None


def refuse_those(request, pages: list):
    """Of a list: nothing of it is published while anything in it waits."""
    roots = list(pages)
    if request.POST.get("include_descendants"):
        waits = [each for page in roots for each in adapting.open_below(page)]
    else:
        waits = adapting.open_in(Page.objects.filter(pk__in=[p.pk for p in roots]))
    for root in roots:
        if any(each.page.path.startswith(root.path) for each in waits):
            return _told(request, root)
    return None


def _told(request, page):
    words = _("It is not published yet. Some parts are to be made your own first.")
    messages.warning(request, words)
    return redirect("adapt_desk", page.pk)


def _head(page: Page) -> dict:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    edit = {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.title}
    return {
        "header_title": _("Make it your own"),
        "header_icon": "edit",
        "breadcrumbs_items": [home, edit, {"url": "", "label": _("Make it your own")}],
    }
