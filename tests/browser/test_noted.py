"""A content note and two equal ways, in a browser: nothing opens, is read out or told by itself."""

import pytest
from django.utils import timezone

from courses.api import Course, enrol
from courses.models import Attempt, LessonPage, Progress
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.browser.test_my_way import LOCAL, START, TO_THE_END, VOICES

LESSON = "/courses/being-alongside/first-steps/your-own-words/"
PHONE = {"width": 320, "height": 640}
WAYS = ".noted__way"
BUTTONS = ".noted__open"


@pytest.fixture
def reader(learner, site):
    """On the course, and through the lesson before: there, one follows the other."""
    course = Course.objects.get(slug="being-alongside")
    first = LessonPage.objects.get(slug="what-you-offer", locale__language_code="en")
    Progress.objects.create(
        enrolment=enrol(learner, course, by=learner),
        lesson_key=first.translation_key,
        touched_at=timezone.now(),
        done_at=timezone.now(),
    )
    return learner


@pytest.fixture
def opened(browse, reader):
    def opened(language="en", **options):
        page = browse(**{**PHONE, **options}, person=reader)
        page.goto(f"/{language}{LESSON}")
        return page

    return opened


def answer_rightly(page, way, slug):
    body = LessonPage.objects.get(slug=slug, locale__language_code="en").body.raw_data
    block = next(block for block in body if block["type"] == "question")
    right = next(each for each in block["value"]["options"] if each["value"]["is_right"])
    page.locator(WAYS).nth(way).locator(f"input[value='{right['id']}']").check()
    page.locator(WAYS).nth(way).locator("button[type=submit]").click()


def test_two_buttons_of_one_size_stand_below_the_note(opened):
    page = opened()
    boxes = [page.locator(BUTTONS).nth(n).bounding_box() for n in (0, 1)]
    assert boxes[0]["width"] == boxes[1]["width"] and boxes[0]["height"] == boxes[1]["height"] >= 44
    assert not page.is_visible(".noted__shown >> nth=0")
    wide = opened(width=1280, height=800)
    first, second = (wide.locator(BUTTONS).nth(n).bounding_box()["y"] for n in (0, 1))
    assert first == second


@pytest.mark.parametrize("n", [0, 1])
def test_opening_one_asks_nothing_and_leaves_no_step_in_the_history(opened, n):
    page = opened()
    page.wait_for_load_state("networkidle")
    asked, steps, where = [], page.evaluate("history.length"), page.url
    page.on("request", lambda request: asked.append(request.url))
    page.locator(BUTTONS).nth(n).click()
    page.wait_for_timeout(300)
    assert page.locator(WAYS).nth(n).locator(".noted__shown").is_visible()
    assert not asked and page.url == where and page.evaluate("history.length") == steps
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize("n", [0, 1])
def test_either_way_is_gone_without_a_script(opened, reader, n):
    page = opened(script=False)
    page.locator(BUTTONS).nth(n).click()
    answer_rightly(page, n, ("your-own-words", "listening-first")[n])
    page.locator("#lesson-done button").click()
    page.wait_for_url("**/keeping-and-sharing/")
    mine = Attempt.objects.filter(enrolment__learner=reader)
    assert sorted(mine.values_list("verb", flat=True)) == ["read", "sat"]
    assert Progress.objects.get(enrolment__learner=reader, state__read=True).done_at


def test_what_is_closed_is_not_read_out(opened):
    page = opened()
    page.add_init_script(VOICES.replace("VOICES]", f"{LOCAL}]"))
    page.reload()
    page.click("summary.my-way__name")
    page.click(START)
    page.evaluate(TO_THE_END)
    spoken = " ".join(text for text, _lang in page.evaluate("window.spoken"))
    assert "telling your own story, and about a day" in spoken
    assert "Your story belongs to you" not in spoken and "From the other side" not in spoken
    page.locator(BUTTONS).nth(1).click()
    page.click(START)
    page.evaluate(TO_THE_END)
    assert "From the other side" in str(page.evaluate("window.spoken"))


def test_paper_shows_the_note_and_what_was_opened(opened):
    page = opened()
    page.locator(BUTTONS).nth(1).click()
    page.emulate_media(media="print")
    assert page.is_visible(".noted__words")
    shown = page.locator(".noted__shown")
    assert not shown.nth(0).is_visible() and shown.nth(1).is_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("dark", [False, True])
def test_nobody_is_shut_out(opened, tmp_path, language, dark):
    page = opened(language, dark=dark)
    for n in (None, 0, 1):
        if n is not None:
            page.locator(BUTTONS).nth(n).click()
        assert axe(page) == [] and not scrolls_sideways(page)
    (tmp_path / "lesson.html").write_text(page.content(), encoding="utf-8")
    assert vnu(tmp_path) == []
