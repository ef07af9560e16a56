"""The catalogue: every course that a person may open, searched and narrowed down.

It looks through the kept outlines, not through the database: no statement more for any search, and
the same on every database. Good for some hundred courses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from courses import shown
from courses.facets import FACETS, Facet, is_in
from courses.folding import folded, words_of
from courses.outline import Outline, outlines_of
from courses.place import Place
from people.api import language_within

ON_A_PAGE = 24
LONGEST = 100  # characters of a search
MOST_LESSONS = 3  # that are named beside a course because they were found
Name = tuple[str, str]  # a title and its language


@dataclass(frozen=True)
class Found:
    """A course that fits; the lessons in it that were looked for, if its own title was not."""

    place: Place
    lessons: tuple[Name, ...] = ()
    rank: int = 0  # 0 in the title, 1 in the summary, 2 in a lesson


@dataclass(frozen=True)
class Catalogue:
    """What the page shows. `kept` is what was asked for, as it stands in an address."""

    form: forms.Form
    cards: list[dict]
    page: Page
    count: int
    kept: str
    is_narrowed: bool


def look(user, language: str, asked: Mapping[str, str]) -> Catalogue:
    """The courses that fit what was asked for; what makes no sense is not asked."""
    places = shown.places(user, language)
    facets = [each for each in FACETS if user.is_authenticated or not each.is_personal]
    form = _form(asked, facets, places)
    chosen = _chosen(form)
    fitting = [place for place in places if _fits(place, chosen, facets, language)]
    found = search(fitting, chosen.get("q", ""))
    page = Paginator(found, ON_A_PAGE).get_page(asked.get("page"))
    today = user.day() if user.is_authenticated else None
    return Catalogue(
        form=form,
        cards=[_card(each, language, today) for each in page.object_list],
        page=page,
        count=len(found),
        kept=urlencode(chosen),
        is_narrowed=bool(chosen),
    )


def _form(asked: Mapping[str, str], facets: list[Facet], places: list[Place]) -> forms.Form:
    """Sent by GET, so what was found can be kept and come back to."""
    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(_OF_A_SEARCH))
    form = forms.Form({key: asked.get(key, "")[:LONGEST] for key in asked})
    form.fields["q"] = q
    for facet in facets:
        if choices := facet.choices(places):
            form.fields[facet.name] = forms.ChoiceField(
                label=facet.label, required=False, choices=[("", _("All")), *choices]
            )
    form.is_valid()
    return form


_OF_A_SEARCH = {"type": "search", "dir": "auto", "autocomplete": "off", "maxlength": LONGEST}


def _chosen(form: forms.Form) -> dict[str, str]:
    return {name: value for name, value in form.cleaned_data.items() if value}


def _fits(place: Place, chosen: dict[str, str], facets: list[Facet], language: str) -> bool:
    asked = [(facet, chosen[facet.name]) for facet in facets if facet.name in chosen]
    return all(facet.fits(place, value, language) for facet, value in asked)


def search(places: list[Place], text: str) -> list[Found]:
    """Those with every word of `text` in title, summary or lesson titles, as the reader sees them
    or as they were first written; titles before summaries before lessons."""
    wanted = words_of(text)
    if not wanted:
        return [Found(place) for place in places]
    sources = _sources(places)
    found = [_match(place, sources.get(place.outline.key), wanted) for place in places]
    return sorted((each for each in found if each), key=lambda each: each.rank)


def _sources(places: list[Place]) -> dict:
    """The outlines in the languages that the courses were written in."""
    by_language: dict[str, list] = {}
    for place in places:
        by_language.setdefault(place.course.source_locale, []).append(place.course)
    found: dict = {}
    for language, courses in by_language.items():
        found |= outlines_of(courses, language)
    return found


def _match(place: Place, source: Outline | None, wanted: list[str]) -> Found | None:
    outlines = [place.outline, *([source] if source else [])]
    titles = [outline.title for outline in outlines]
    about = [*titles, *(outline.summary for outline in outlines)]
    lessons = [lesson.title for outline in outlines for lesson in outline.lessons]
    if _has_all(wanted, titles):
        return Found(place)
    if _has_all(wanted, about):
        return Found(place, rank=1)
    if not _has_all(wanted, [*about, *lessons]):
        return None
    return Found(place, _lessons(outlines, wanted), rank=2)


def _has_all(wanted: list[str], texts: list[str]) -> bool:
    whole = "\n".join(folded(text) for text in texts)
    return all(word in whole for word in wanted)


def _lessons(outlines: list[Outline], wanted: list[str]) -> tuple[Name, ...]:
    """The lessons with any of the words, each once, as the reader sees it."""
    shown_as: dict = {}
    for outline in outlines:
        for lesson in outline.lessons:
            if any(word in folded(lesson.title) for word in wanted):
                shown_as.setdefault(lesson.key, None)
    names = {lesson.key: (lesson.title, lesson.lang) for lesson in outlines[0].lessons}
    return tuple(names[key] for key in shown_as if key in names)[:MOST_LESSONS]


def _card(found: Found, language: str, today: date | None) -> dict:
    """As on every shelf, and which language it is in where that is not the reader's."""
    card = shown.card(found.place, today)
    card["lessons_found"] = [{"title": title, "lang": lang} for title, lang in found.lessons]
    card["spoken"] = _spoken(found.place, language)
    return card


def _spoken(place: Place, language: str) -> str:
    lessons = place.outline.lessons
    if not lessons or is_in(place, language):
        return ""
    others = {lesson.spoken for lesson in lessons} - {language}
    source = others.pop() if len(others) == 1 else place.course.source_locale
    values = {"language": language_within(source)}
    if any(lesson.spoken == language for lesson in lessons):
        return _("Some of it is in %(language)s.") % values
    return _("This course is in %(language)s.") % values
