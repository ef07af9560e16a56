"""wagtail-localize's own addresses for beginning a translation and for giving it up, as ours.

It asks one right for all pages and languages. They must stand before its own.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.views import convert, submit_translations

from courses.po_desk import may_translate

ALIAS = "localize-convert-to-alias"
_begin = submit_translations.SubmitPageTranslationView.as_view()


def urls_of_editor():
    return [
        path("localize/submit/page/<int:page_id>/", begin),
        path("localize/page/<int:page_id>/convert_to_alias/", give_up),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, page_id):
    """In the languages, and for the courses, that somebody translates."""
    page = get_object_or_404(Page.objects.select_related("locale").filter(depth__gt=1), pk=page_id)
    locales = list(Locale.objects.all())
    theirs = {str(each.pk) for each in locales if _may(request.user, page, each)}
    if not theirs or not theirs.issuperset(request.POST.getlist("locales")):
        raise Http404
    if request.POST.get("include_subtree") and _hides(request.user, page):
        messages.error(request, _("Some pages below are not public. Begin page by page."))
        return redirect(request.path)
    return _begin(request, page_id=page_id)


def _hides(user, page: Page) -> bool:
    """Whether below it stands what is not public and not theirs to change."""
    theirs = page_permission_policy.instances_user_has_permission_for(user, "change")
    hidden = page.get_descendants().filter(live=False)
    return hidden.exclude(pk__in=theirs.values("pk")).exists()


def _may(user, page: Page, locale: Locale) -> bool:
    return may_translate(user, page, locale.language_code)


@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request, page_id):
    """The page becomes a copy of its source, which is public at once: for who may publish it."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_publish():
        raise Http404
    return convert.convert_to_alias(request, page_id)


def without_giving_up(items: list, user, page) -> None:
    """Of the editor's buttons, only those that somebody may use."""
    if page is None or not page.permissions_for_user(user).can_publish():
        items[:] = [item for item in items if item.name != ALIAS]
