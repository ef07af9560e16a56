"""`/cms/languages/`: what is translated, what changed since, what is new; by course and page.

Editors, translators and publishers read it; to everybody else there is no such page. A translator
of one language begins with that one.
"""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from courses.languages import closely, settling, table, table_file
from courses.languages.sight import Sight, sight_of
from courses.languages.table import Asked, State, Table
from courses.models import PageInLanguage, Severity
from courses.po_desk import may_translate
from office import sheets
from people import api as people

NOT_KEPT = "private, no-store"


def urls():
    one = "languages/<int:page_id>/<slug:language>/"
    return [
        path("languages/", index, name="languages_desk"),
        path("languages/table.csv", as_csv, name="languages_csv"),
        path(one, page, name="languages_page"),
        path(f"{one}fits/", fits, name="languages_fits"),
    ]


def may_see(request) -> bool:
    return people.may(request.user, "see", "translations")


class NarrowForm(forms.Form):
    """Whatever stands in the address: what is not known is left out, never refused."""

    course = forms.ChoiceField(label=gettext_lazy("Course"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    severity = forms.ChoiceField(label=gettext_lazy("Gravest change"), required=False)
    title = forms.CharField(label=gettext_lazy("Words of the title"), required=False, max_length=80)
    show = forms.ChoiceField(label=gettext_lazy("Rows"), required=False)

    def __init__(self, data, *, languages, titles):
        super().__init__(data)
        every = ("", _("All"))
        named = sorted(titles.items(), key=lambda pair: pair[1].casefold())
        spoken = [(code, people.language_name(code)) for code in languages]
        self.fields["course"].choices = [every, *((str(key), title) for key, title in named)]
        self.fields["language"].choices = [every, *spoken]
        self.fields["state"].choices = [every, *State.choices]
        self.fields["severity"].choices = [every, *Severity.choices]
        self.fields["show"].choices = [("", _("Courses and pages")), ("courses", _("Courses only"))]
        self.data = {name: value for name, value in data.items() if self._is_known(name, value)}

    def _is_known(self, name: str, value: str) -> bool:
        try:
            return name in self.fields and self.fields[name].clean(value) is not None
        except forms.ValidationError:
            return False

    def asked(self) -> Asked:
        self.full_clean()
        known = self.cleaned_data
        return Asked(
            course=UUID(known["course"]) if known.get("course") else None,
            language=known.get("language", ""),
            state=known.get("state", ""),
            severity=known.get("severity", ""),
            title=known.get("title", ""),
            only_courses=known.get("show") == "courses",
        )

    def query(self, **more) -> str:
        """The filters as an address carries them."""
        kept = {key: value for key, value in self.cleaned_data.items() if value}
        return urlencode({"language": ""} | kept | more)


@require_safe
def index(request):
    site, narrow, asked = _asked(request)
    found = Table(site, asked)
    page = Paginator(found.pages, 1).get_page(request.GET.get("page"))
    context = {
        "narrow": narrow,
        "asked": asked,
        "query": narrow.query(),
        "languages": [(code, table.name_of(code)) for code in found.shown],
        "whole": [site.whole[code] for code in found.shown],
        "courses": len(site.titles),
        "blocks": found.blocks(page.object_list[0]) if page.object_list else [],
        "page": page,
        **_head(),
    }
    response = render(request, "courses/cms/languages.html", context)
    response["Cache-Control"] = NOT_KEPT
    return response


@require_safe
def as_csv(request):
    """The table as it is narrowed, all pages of it; named so that it tells nothing."""
    site, _narrow, asked = _asked(request)
    lines = sheets.write_csv(table_file.headers(), table_file.lines(site, asked))
    response = StreamingHttpResponse(lines, content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="table.csv"'
    response["Cache-Control"] = NOT_KEPT
    return response


def _asked(request) -> tuple[table.Site, NarrowForm, Asked]:
    """Who translates into one language begins with it."""
    sight = _sight(request)
    given, site = request.GET.copy(), table.Site(sight)
    if "language" not in given and len(sight.languages) == 1:
        given["language"] = next(iter(sight.languages))
    narrow = NarrowForm(given, languages=site.languages, titles=site.titles)
    return site, narrow, narrow.asked()


def _sight(request) -> Sight:
    sight = sight_of(request.user)
    if sight is None:
        raise Http404
    return sight


def _only(is_allowed: bool) -> None:
    if not is_allowed:
        raise Http404


def _head(title: str = "") -> dict:
    """What Wagtail's header asks for."""
    desk = {"url": reverse("languages_desk") if title else "", "label": _("Translations")}
    here = [{"url": "", "label": title}] if title else []
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    return {
        "header_title": title or _("Translations"),
        "header_icon": "globe",
        "breadcrumbs_items": [home, desk, *here],
    }


@require_safe
def page(request, page_id, language):
    """Block by block: what changed, how grave it is, and what stands there now."""
    row, source = _row(request, page_id, language)
    to_do, current = closely.of_page(source, language)
    context = {
        "row": row,
        "cell": table.cell(row, language),
        "spoken": source.locale.language_code,
        "language_name": table.name_of(language),
        "to_do": to_do,
        "current": current,
        **_ways(request.user, source, language),
        **_head(row.title),
    }
    response = render(request, "courses/cms/languages_page.html", context)
    response["Cache-Control"] = NOT_KEPT
    return response


@require_POST
def fits(request, page_id, language):
    """The old translation says what the new words say."""
    _known, source = _row(request, page_id, language)
    _only(_ways(request.user, source, language)["can_edit"])
    block = request.POST.get("block", "")
    try:
        settling.confirm(source.translation_key, language, block, by=request.user)
    except settling.NothingKept:
        messages.error(request, _("Some of these words were never translated. Translate them."))
    else:
        messages.success(request, _("Kept: the translation still fits."))
    return redirect("languages_page", page_id, language)


def _row(request, page_id, language) -> tuple[PageInLanguage, Page]:
    rows = _sight(request).of(PageInLanguage.objects.filter(page_id=page_id))
    row = get_object_or_404(rows, language=language)
    source = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    return row, source.specific


def _ways(user, source, language: str) -> dict:
    """From here to the translation, or to its beginning, for who may go there."""
    twin = closely.twin_of(source, language)
    if twin is not None and twin.alias_of_id is None:
        may = twin.permissions_for_user(user).can_edit()
        return {"can_edit": may, "edit": reverse("wagtailadmin_pages:edit", args=[twin.pk])}
    may = user.has_perm("wagtail_localize.submit_translation") and may_translate(
        user, source, language
    )
    begin = reverse("wagtail_localize:submit_page_translation", args=[source.pk])
    return {"can_edit": False, "begin": may and f"{begin}?{urlencode({'select_locale': language})}"}
