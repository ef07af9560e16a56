"""`/cms/drafts/<page>/`: a page as it is drafted, in each of its languages, as a learner has it.

In a frame as narrow as a phone, and as a page of its own. For whoever may edit or publish that
page in the language that is looked at, or in the one that it was written in. Nothing is recorded.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail_localize.models import Translation

from courses.models.pages import KINDS
from courses.simulated import MODES, mode_of


def urls():
    return [
        path("drafts/<int:pk>/", look, name="draft_desk"),
        path("drafts/<int:pk>/<str:language>/preview/", shown, name="draft_shown"),
    ]


@require_safe
def look(request, pk):
    """The choice of language and of how far the learner is stands in the address."""
    page = _page(request.user, pk)
    twins = _twins(request.user, page)
    asked = request.GET.get("in", "")
    language = asked if asked in twins else next(iter(twins))
    mode = mode_of(request.GET.get("as", ""))
    kept = f"?{urlencode({'mode': mode.value})}" if mode.value else ""
    context = {
        "draft": page,
        "languages": [(code, get_language_info(code)["name_local"]) for code in twins],
        "language": language,
        "modes": MODES,
        "mode": mode.value,
        "shown_url": reverse("draft_shown", args=[page.pk, language]) + kept,
        **_head(page),
    }
    return render(request, "courses/cms/draft.html", context)


@require_safe
@xframe_options_sameorigin
def shown(request, pk, language):
    twin = _twins(request.user, _page(request.user, pk)).get(language)
    if twin is None:
        raise Http404
    mode = mode_of(request.GET.get("mode", ""))
    return drafted(twin).make_preview_request(request, mode.value)


def may_look(user, page) -> bool:
    rights = page.permissions_for_user(user)
    return rights.can_edit() or rights.can_publish()


def drafted(page):
    """With what was translated and not published yet, where wagtail-localize keeps it."""
    kept = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    translation = kept.select_related("source", "target_locale").first()
    if translation is None:
        return page.get_latest_revision_as_object()
    return translation.source.get_ephemeral_translated_instance(page.locale, fallback=True)


def _page(user, pk: int):
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, KINDS) or not _twins(user, page):
        raise Http404
    return page


def _twins(user, page) -> dict:
    """By language, the source first: what this person may look at."""
    both = type(page).objects.filter(translation_key=page.translation_key, alias_of=None)
    pages = list(both.select_related("locale"))
    source = next((each for each in pages if each.is_source()), None)
    if source is None:
        return {}
    pages.sort(key=lambda each: (each.pk != source.pk, each.locale.language_code))
    sees_all = may_look(user, source)
    seen = [each for each in pages if sees_all or may_look(user, each)]
    return {each.locale.language_code: each for each in seen}


def _head(page) -> dict:
    """What Wagtail's header asks for."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    edited = {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.title}
    return {
        "header_title": _("As a learner has it"),
        "header_icon": "view",
        "breadcrumbs_items": [home, edited, {"url": "", "label": _("As a learner has it")}],
    }
