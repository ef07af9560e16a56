"""The table as a file: one line for each page and language, read a few thousand at a time."""

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.languages.table import Asked, Site, State, cell
from courses.models import PageInLanguage, Severity

AT_ONCE = 2000  # rows in memory


def headers() -> list[str]:
    return [
        _("Course"),
        _("Kind"),
        _("Title"),
        _("Language"),
        _("State"),
        _("Gravest change"),
        _("Texts"),
        _("Current"),
        _("Changed since"),
        _("New"),
        _("Live"),
        _("Source changed on"),
        _("Translated on"),
        _("Address"),
    ]


def lines(site: Site, asked: Asked) -> Iterator[list]:
    """One for each page and language, in the order of the site; words in the language of now."""
    sets = (State, Severity, PageInLanguage.Kind)
    words = {choice.value: str(choice.label) for choices in sets for choice in choices}
    is_live = {True: _("yes"), False: _("no")}
    path = Subquery(Page.objects.filter(pk=OuterRef("page_id")).values("path")[:1])
    rows = asked.narrow(site.rows).annotate(path=path)
    rows = rows.order_by("path", "page_id", "language").iterator(chunk_size=AT_ONCE)
    return (_line(row, site.titles, words, is_live) for row in rows)


def _line(row: PageInLanguage, named: dict, words: dict, is_live: dict) -> list:
    at = cell(row, row.language)
    return [
        named.get(row.course_key, ""),
        words[row.kind],
        row.title,
        row.language,
        words[at.state],
        words.get(at.severity, ""),
        row.strings,
        row.current,
        row.changed,
        row.new,
        is_live[row.is_live],
        row.source_at and row.source_at.date().isoformat(),
        row.translated_at and row.translated_at.date().isoformat(),
        reverse("languages_page", args=[row.page_id, row.language]),
    ]
