"""What one does for oneself, in a browser: not sent, not kept, and nothing moves unasked."""

import pytest

from courses.api import enrol
from courses.models import SurveyTally
from tests.browser.conftest import NUMBERS
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.courses.builders import make_course, question, text
from tests.courses.doings import ALL, id_of

AWAY = "https://www.wikipedia.org/"
TYPED = "kestrelquiet thoughts,\nin two lines"
BOX = ".reflection__box"
DIALOG = "dialog.lock[open]"
STORED = """async () => [
  localStorage.length, sessionStorage.length,
  (await indexedDB.databases()).length, (await caches.keys()).length,
]"""
KEPT_FOR_BACK = "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"
ANIMATION = "getComputedStyle(document.querySelector('.breath__circle')).animationName"


@pytest.fixture
def lesson(learner):
    """The address of a lesson that has all of them, and a question."""
    slug = f"doings-{next(NUMBERS)}"
    course = make_course(slug, lessons=2, body=[text(), question(), *ALL])
    enrol(learner, course, by=learner)
    return f"/en/courses/{slug}/first/l1/"


@pytest.fixture
def page(browse, learner, lesson):
    """The lesson on a small phone, with something written in its box."""
    page = browse(width=320, height=640, person=learner)
    page.goto(lesson)
    page.fill(BOX, TYPED)
    return page


def written(page):
    return page.input_value(BOX)


def test_typing_sends_nothing_and_stores_nothing(page):
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.locator(BOX).press_sequentially(" and more", delay=20)
    page.locator(".checklist input").first.check()
    page.wait_for_timeout(1500)
    assert sent == []
    assert page.evaluate(STORED) == [0, 0, 0, 0]
    assert TYPED.splitlines()[0] in written(page)


@pytest.mark.parametrize("script", [True, False])
def test_after_going_away_and_back_the_box_is_empty(browse, learner, lesson, script):
    page = browse(width=320, person=learner, script=script)
    page.goto(lesson)
    page.fill(BOX, TYPED)
    page.locator(".checklist input").first.check()
    page.goto("/en/my-learning/")
    page.go_back()
    assert written(page) == ""
    assert not script or not page.locator(".checklist input").first.is_checked()
    page.go_forward()
    page.go_back()
    page.reload()
    assert written(page) == ""


def test_a_browser_that_keeps_the_page_for_back_keeps_an_empty_box(page):
    page.evaluate(KEPT_FOR_BACK)
    assert written(page) == ""


def test_after_the_quick_exit_nothing_is_left(page, noted):
    page.context.route("**/exit/", lambda route: route.fulfill(status=204))
    page.locator("a.exit").click()
    page.locator(".leaving").wait_for(state="attached")
    assert written(page) == ""
    assert page.evaluate(STORED) == [0, 0, 0, 0]


def test_the_lock_empties_it_and_a_box_of_a_form_is_kept(browse, learner, lesson):
    page = browse(width=320, person=learner)
    page.clock.install()
    page.goto(lesson)
    page.fill(BOX, TYPED)
    page.fill(".survey textarea", "Only half")
    page.clock.fast_forward("10:01")
    page.locator(DIALOG).wait_for()
    assert written(page) == "" and page.input_value(".survey textarea") == "Only half"


def test_it_is_copied_when_asked_and_says_so(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_text("Copied. On a shared device, others could paste it.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == TYPED


def test_on_paper_stands_the_question_with_what_was_written_alone(page):
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print", exact=True).click()
    page.emulate_media(media="print")
    sheet = page.locator(".sheet")
    assert sheet.is_visible() and TYPED in sheet.inner_text()
    assert "What went well?" in sheet.inner_text()
    assert not page.locator("main").is_visible() and not page.locator("footer").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert sheet.count() == 0 and page.locator("main").is_visible()


def test_a_printed_lesson_has_an_empty_box_and_empty_ticks(page):
    page.emulate_media(media="print")
    clear = "getComputedStyle(document.querySelector('.reflection__box')).color"
    assert page.evaluate(clear) == "rgba(0, 0, 0, 0)"
    assert page.locator(".checklist").is_visible() and page.locator(".survey__form").is_visible()


def test_the_circle_moves_only_when_asked_and_stops_at_once(page):
    assert page.evaluate(ANIMATION) == "none"
    page.get_by_role("button", name="Move with me").click()
    assert page.evaluate(ANIMATION) == "breathe"
    page.get_by_role("button", name="Stop moving").click()
    assert page.evaluate(ANIMATION) == "none"


def test_without_a_script_it_is_words_and_a_box(browse, learner, lesson):
    page = browse(width=320, person=learner, script=False)
    page.goto(lesson)
    assert page.locator(BOX).is_visible() and page.get_by_text("Breathe in gently.").is_visible()
    for name in ("Copy", "Print", "Move with me"):
        assert not page.get_by_role("button", name=name, exact=True).is_visible()
    page.locator(f"[name='{ALL[-1]['id']}.{id_of('useful')}'] >> nth=4").check()
    page.get_by_role("button", name="Send my answer").click()
    assert page.get_by_text("Your answer is counted, without your name.").is_visible()


def test_a_survey_is_sent_without_losing_what_was_written(page, lesson):
    page.locator(".survey input[type=radio]").nth(1).check()
    page.locator(".option").first.click()
    page.locator("form.question button[type=submit]").click()
    page.locator("form.question [data-outcome]").wait_for()
    assert page.locator(".survey input[type=radio]").nth(1).is_checked()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("Your answer is counted, without your name.").wait_for()
    assert written(page) == TYPED
    tally = SurveyTally.objects.get(course__slug=lesson.split("/")[3])
    assert sum(map(sum, tally.counts.values())) == 1


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("dark", [False, True])
def test_they_have_no_barrier(browse, learner, lesson, language, dark):
    page = browse(width=320, person=learner, dark=dark)
    page.goto(lesson.replace("/en/", f"/{language}/"))
    assert axe(page) == [] and not scrolls_sideways(page)


def test_the_page_is_sound(browse, learner, lesson, tmp_path):
    answer = browse(person=learner).goto(lesson)
    (tmp_path / "lesson.html").write_text(answer.text())
    assert vnu(tmp_path) == []
