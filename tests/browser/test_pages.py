"""Each kind of page, judged: valid, open to everybody, nothing foreign, no sideways scroll."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.test import RequestFactory
from django.utils import translation

from courses.models import Course
from courses.outline import outline_of
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.browser.pages import MEMBERS, VISITORS

ERRORS = ["400.html", "403.html", "404.html", "429.html", "500.html", "csrf_failure.html"]
LOOKS = [(language, 320, False) for language in ("en", "es", "fr", "ar")]
LOOKS += [(language, 320, True) for language in ("en", "ar")]
LOOKS += [(language, 1280, False) for language in ("en", "ar")]
LOOKS += [(language, 1280, True) for language in ("en", "ar")]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}-{'dark' if look[2] else ''}")
def look(request):
    return request.param


def judge(page, paths, language):
    problems = []
    for path in paths:
        page.goto(f"/{language}{path}")
        problems += axe(page)
        if scrolls_sideways(page):
            problems.append(f"{page.url} scrolls sideways")
    return problems


def test_visitors_pages_have_no_barrier(browse, look):
    language, width, dark = look
    assert judge(browse(width=width, dark=dark), VISITORS, language) == []


def test_members_pages_have_no_barrier(browse, learner_on_it, look):
    language, width, dark = look
    page = browse(width=width, dark=dark, person=learner_on_it)
    assert judge(page, MEMBERS, language) == []


@pytest.fixture
def learner_on_it(learner):
    from courses.api import enrol  # noqa: PLC0415

    enrol(learner, Course.objects.get(slug="everyday-practice"), by=learner)
    return learner


def test_every_page_is_valid_html(browse, learner_on_it, tmp_path):
    """As the server sent it, in all languages; after an answer too."""
    visitor, member = browse(script=False), browse(script=False, person=learner_on_it)
    for page, paths in ((visitor, VISITORS), (member, MEMBERS)):
        for language in ("en", "es", "fr", "ar"):
            for path in paths:
                answer = page.goto(f"/{language}{path}")
                name = re.sub(r"\W+", "-", f"{language}{path}{page is member}")
                (tmp_path / f"{name}.html").write_text(answer.text(), encoding="utf-8")
    assert vnu(tmp_path) == []


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_error_pages_are_valid_and_have_no_barrier(browse, tmp_path, language):
    """Served by the browser itself: nobody can be asked to break the site for each of them."""
    page = browse(width=320)
    for name in ERRORS:
        html = error_page(name, language)
        (tmp_path / f"{language}-{name}").write_text(html, encoding="utf-8")
        page.route(f"**/shown/{name}", answering(html))
        page.goto(f"/shown/{name}")
        assert axe(page) == []
    assert vnu(tmp_path) == []


def answering(html):
    return lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")


def error_page(name, language):
    request = RequestFactory().get(f"/{language}/somewhere/")
    request.user, request.session = AnonymousUser(), {}
    with translation.override(language):
        return render(request, name).content.decode()


def test_a_lesson_with_an_answer_has_no_barrier(browse, learner_on_it):
    lesson = outline_of(Course.objects.get(slug="everyday-practice"), "en").lessons[0]
    question = lesson.questions[0]
    for chosen in sorted(question.options, key=lambda each: each == question.right):
        page = browse(width=320, person=learner_on_it, script=False)
        page.goto(lesson.url)
        page.locator(f"label:has([value='{chosen}'])").click()
        page.locator(f"#question-{question.id} button[type=submit]").click()
        page.locator(f"#question-{question.id} [data-outcome]").wait_for()
    shown = browse(width=320, person=learner_on_it)
    shown.goto(lesson.url)
    assert axe(shown) == []


def test_nothing_chosen_is_said_beside_the_question_without_a_barrier(browse, learner_on_it):
    lesson = outline_of(Course.objects.get(slug="everyday-practice"), "en").lessons[0]
    page = browse(width=320, person=learner_on_it)
    page.goto(lesson.url)
    page.locator(f"#question-{lesson.questions[0].id} button[type=submit]").click()
    page.get_by_text("Choose one of the answers first.").first.wait_for()
    assert axe(page) == []
