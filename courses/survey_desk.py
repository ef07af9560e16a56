"""`/cms/surveys/…`: what five people or more said of a part, in counts and mixed words.

Whoever reads what learners said of lessons reads this. Only what was told stands here (see
`courses.surveys`): neither the latest few answers nor how many there are of them.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.doings.counted import tells_enough
from courses.doings.shown import SURVEY, point_words
from courses.models import LessonPage, SurveyTally, SurveyWords
from courses.views_feedback import titles_of
from people import api as people

AT_ONCE = 30


def urls():
    one = "surveys/<slug:course>/<uuid:block>/"
    return [
        path(one, survey, name="survey_desk"),
        path(f"{one}<uuid:words>/remove/", remove_words, name="survey_words_remove"),
    ]


@dataclass(frozen=True)
class Line:
    """One statement; `points` is how many chose each, or empty where too few did."""

    words: str
    lang: str
    points: tuple[int, ...]
    many: int


def rows(of: Q) -> list[dict]:
    """Every survey that somebody answered, for the list of what learners said."""
    tallies = SurveyTally.objects.filter(of).select_related("course")
    tallies = list(tallies.order_by("course", "lesson_key"))
    titles = titles_of({tally.lesson_key for tally in tallies}, get_language())
    return [{"tally": tally, "title": titles.get(tally.lesson_key)} for tally in tallies]


@require_safe
def survey(request, course, block):
    where = {"course__slug": course, "block_id": block}
    tally = get_object_or_404(SurveyTally.objects.select_related("course"), **where)
    if not _may(request.user, "see", tally.course.translation_key):
        raise Http404
    words = Paginator(tally.words.order_by("pk"), AT_ONCE)
    title = titles_of({tally.lesson_key}, get_language()).get(tally.lesson_key, {})
    context = {
        "tally": tally,
        "title": title,
        "points": point_words(),
        "lines": _lines(tally),
        "can_remove": _may(request.user, "answer", tally.course.translation_key),
        "page": words.get_page(request.GET.get("page")),
    }
    return render(request, "courses/cms/survey.html", context | _head(title.get("words", "")))


@require_POST
def remove_words(request, course, block, words):
    """For words that name somebody. They are gone, and nobody can be asked about them."""
    where = {"tally__course__slug": course, "tally__block_id": block}
    found = get_object_or_404(
        SurveyWords.objects.select_related("tally__course"), pk=words, **where
    )
    if not _may(request.user, "answer", found.tally.course.translation_key):
        raise Http404
    found.delete()
    messages.success(request, _("It is gone."))
    return redirect("survey_desk", course, block)


def _may(user, verb: str, course) -> bool:
    keys = people.courses_for(user, verb, "feedback")
    return keys is None or course in keys


def _lines(tally: SurveyTally) -> list[Line]:
    known = _statements(tally)
    return [_line(*known.get(id, ("", "")), points) for id, points in tally.told.items()]


def _line(words: str, lang: str, points: list[int]) -> Line:
    shown = tuple(points) if tells_enough(points) else ()
    return Line(words, lang, shown, sum(shown))


def _statements(tally: SurveyTally) -> dict[str, tuple[str, str]]:
    """Each statement with its language: the reader's where there is a live page in it."""
    pages = LessonPage.objects.filter(translation_key=tally.lesson_key, live=True)
    found: dict[str, tuple[str, str]] = {}
    mine = get_language()
    for page in sorted(
        pages.select_related("locale"), key=lambda page: page.locale.language_code == mine
    ):
        for block in page.body.raw_data:
            if block["type"] == SURVEY and block["id"] == str(tally.block_id):
                lang = page.locale.language_code
                items = block["value"]["statements"]
                found |= {item["id"]: (item["value"]["text"], lang) for item in items}
    return found


def _head(title: str) -> dict:
    """What Wagtail's header asks for."""
    said = {"url": reverse("feedback_desk"), "label": _("What learners said")}
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    return {
        "header_title": title or _("Survey"),
        "header_icon": "form",
        "breadcrumbs_items": [home, said, {"url": "", "label": title or _("Survey")}],
    }
