"""The idle lock in a real browser: covered after ten minutes, with everything that was typed."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from courses.api import enrol
from courses.models import Attempt, Course
from courses.outline import outline_of
from people.groups import derive_groups
from people.models import Parked, Role
from people.sessions import SEEN, SessionStore, end_all
from tests.browser.conftest import NUMBERS
from tests.browser.judges import axe, scrolls_sideways
from tests.conftest import PASSWORD, person

PAGE = "/en/my-learning/"
TYPED = "Half an answer,\nin two lines"
DIALOG = "dialog.lock[open]"
FIELD = """() => {
    const field = document.createElement("textarea");
    field.id = "answer";
    field.setAttribute("aria-label", "Answer");
    document.querySelector("main .column").append(field);
}"""


@pytest.fixture
def page(browse, learner):
    """A page of a shared device on which somebody is writing, by a clock that can be put on."""
    return writing(browse(width=320, person=learner))


@pytest.fixture
def editor(site):
    eve = person(f"eve-{next(NUMBERS)}", Role.CONTENT_EDITOR)
    derive_groups(eve, eve.day())
    return eve


def writing(page):
    page.clock.install()
    page.goto(PAGE)
    page.evaluate(FIELD)
    page.fill("#answer", TYPED)
    return page


def unlock(page, password=PASSWORD):
    page.fill(f"{DIALOG} [name=password]", password)
    page.click(f"{DIALOG} [data-unlock] button")


def seen_long_ago(page):
    """What ten minutes do on the server; the browser's own clock is not asked."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    session = SessionStore(cookies[settings.SESSION_COOKIE_NAME])
    session[SEEN] = (timezone.now() - timedelta(minutes=11)).isoformat()
    session.save()


def is_locked_on_the_server(page):
    other = page.context.new_page()
    other.goto(PAGE)
    return "/account/lock/" in other.url


def test_it_keeps_a_half_written_answer(page):
    page.clock.fast_forward("10:01")
    page.locator(DIALOG).wait_for()
    assert not page.locator("#answer").is_visible() and not page.locator("main").is_visible()
    assert is_locked_on_the_server(page)
    unlock(page, "not the password")
    page.get_by_text("That is not the password.").wait_for()
    unlock(page)
    page.locator(DIALOG).wait_for(state="detached")
    assert page.input_value("#answer") == TYPED
    assert page.evaluate("document.activeElement.id") == "answer"
    assert not is_locked_on_the_server(page)


def test_the_forms_of_the_page_are_good_after_it(page):
    page.clock.fast_forward("10:01")
    unlock(page)
    page.locator(DIALOG).wait_for(state="detached")
    page.click("summary.menu__name")
    page.click(".menu >> text=Sign out")
    page.wait_for_url("**/en/")
    assert page.get_by_role("link", name="Sign in").first.is_visible()


def test_it_says_so_thirty_seconds_before_and_can_be_put_off(page):
    page.clock.fast_forward("09:31")
    said = page.get_by_text("This page locks in 30 seconds.")
    said.wait_for()
    assert axe(page) == []
    page.clock.run_for(5_000)  # time goes on by itself as well, so there must be some left
    with page.expect_response("**/account/here/") as told:
        page.get_by_role("button", name="I am still here").click()
    assert told.value.status == 204
    said.wait_for(state="detached")
    page.clock.run_for(60_000)
    assert not page.locator(DIALOG).count()


def test_a_long_writer_is_not_locked_out(page):
    seen_long_ago_enough = timezone.now() - timedelta(minutes=9)
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    session = SessionStore(cookies[settings.SESSION_COOKIE_NAME])
    session[SEEN] = seen_long_ago_enough.isoformat()
    session.save()
    with page.expect_response("**/account/here/"):
        for _ in range(14):
            page.clock.run_for(60_000)
            page.locator("#answer").press("x")
    assert not page.locator(DIALOG).count()
    assert SessionStore(session.session_key)[SEEN] > session[SEEN]


def test_a_pointer_that_rests_where_the_line_appears_is_no_sign_of_life(page):
    page.mouse.move(100, 700)
    page.mouse.move(160, 715)
    page.clock.run_for(571_000)
    page.get_by_text("This page locks in 30 seconds.").wait_for()
    page.wait_for_timeout(300)
    page.clock.run_for(31_000)
    page.locator(DIALOG).wait_for()


def test_reading_without_a_sign_of_life_is_quiet(page):
    page.clock.run_for(9 * 60_000)
    assert not page.locator(DIALOG).count()
    page.clock.run_for(61_000)
    page.locator(DIALOG).wait_for()


def test_escape_does_not_open_it(page):
    page.clock.fast_forward("10:01")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_timeout(100)
    assert page.locator(DIALOG).is_visible()


def test_all_its_tabs_lock_and_open_together(page, browse, learner):
    second = page.context.new_page()
    second.clock.install()
    second.goto(PAGE)
    page.clock.fast_forward("10:01")
    second.locator(DIALOG).wait_for()
    unlock(second)
    page.locator(DIALOG).wait_for(state="detached")
    assert page.input_value("#answer") == TYPED


def test_a_phone_that_slept_wakes_up_locked(page):
    page.clock.pause_at(timezone.now() + timedelta(hours=2))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.locator(DIALOG).wait_for()


def test_whoever_it_is_can_sign_out_from_there(page):
    page.clock.fast_forward("10:01")
    page.get_by_role("button", name="This is not me: sign out").click()
    page.wait_for_url("**/account/login/")
    page.goto(PAGE)
    assert "/account/login/" in page.url


def test_a_session_that_was_ended_elsewhere_leads_to_the_door(page, learner):
    end_all(learner)
    page.clock.fast_forward("10:01")
    unlock(page)
    page.wait_for_url("**/account/login/")


def test_a_passkey_takes_along_whose_device_it_is(browse):
    page = browse(width=320)
    page.goto("/en/account/login/")
    sent = page.locator("#mfa_login [name=device]")
    assert sent.input_value() == "shared"
    page.get_by_label("Only I use it").check()
    assert sent.input_value() == "mine"


def test_leaving_the_site_is_one_press_away(page, noted):
    away = "https://www.wikipedia.org/"
    page.context.route(f"{away}**", lambda route: route.fulfill(body="<title>Elsewhere</title>"))
    page.clock.fast_forward("10:01")
    page.click(f"{DIALOG} [data-exit]")
    page.wait_for_url(away)
    noted.problems[:] = [one for one in noted.problems if away not in one]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("dark", [False, True])
def test_it_has_no_barrier(browse, learner, language, dark):
    page = browse(width=320, person=learner, dark=dark)
    page.clock.install()
    page.goto(f"/{language}/my-learning/")
    page.clock.fast_forward("10:01")
    page.locator(DIALOG).wait_for()
    assert axe(page) == [] and not scrolls_sideways(page)
    page.goto(f"/{language}/my-learning/")
    assert "/account/lock/" in page.url
    assert axe(page) == [] and not scrolls_sideways(page)


def test_on_ones_own_device_nothing_locks(browse, learner):
    page = browse(width=320)
    page.clock.install()
    page.goto("/en/account/login/")
    page.fill("[name=login]", learner.sign_in_name)
    page.fill("[name=password]", PASSWORD)
    page.get_by_label("Only I use it").check()
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/en/")
    page.clock.fast_forward("20:00")
    assert not page.locator(DIALOG).count()


def test_the_editor_locks_too_and_keeps_what_was_typed(browse, editor):
    page = browse(person=editor)
    page.clock.install()
    page.goto("/cms/")
    page.fill("main input[name=q]", "half a search")
    page.clock.fast_forward("10:01")
    page.locator(DIALOG).wait_for()
    assert not page.get_by_text(editor.chosen_name).first.is_visible()
    unlock(page)
    page.locator(DIALOG).wait_for(state="detached")
    assert page.input_value("main input[name=q]") == "half a search"


class TestAnAnswerAfterTheLock:
    @pytest.fixture
    def lesson(self, learner):
        course = Course.objects.get(slug="everyday-practice")
        enrol(learner, course, by=learner)
        return outline_of(course, "en").lessons[0]

    def answer(self, page, lesson):
        page.goto(lesson.url)
        question = lesson.questions[0]
        seen_long_ago(page)
        form = page.locator(f"#question-{question.id}")
        form.locator(f"label:has([value='{question.right}'])").click()
        form.locator("button[type=submit]").click()
        page.wait_for_url("**/account/lock/**")

    @pytest.mark.parametrize("script", [True, False])
    def test_is_kept_and_sent_once(self, browse, learner, lesson, script):
        page = browse(width=320, person=learner, script=script)
        self.answer(page, lesson)
        assert not Attempt.objects.filter(enrolment__learner=learner).exists()
        assert learner.chosen_name not in page.content()
        page.fill("[name=password]", PASSWORD)
        page.click("[data-unlock] button")
        page.wait_for_url("**/account/parked/**")
        assert axe(page) == [] if script else True
        page.get_by_role("button", name="Send it now").click()
        page.wait_for_url(f"**{lesson.url}**")
        assert page.locator("[id^=question-] [data-outcome]").first.is_visible()
        assert not Parked.objects.filter(person=learner).exists()

    def test_is_never_seen_by_the_next_person_at_this_phone(self, browse, learner, lesson, site):
        page = browse(width=320, person=learner)
        self.answer(page, lesson)
        page.get_by_role("button", name="This is not me: sign out").click()
        page.wait_for_url("**/account/login/**")
        other = person(f"other-{next(NUMBERS)}", Role.TRAINEE)
        page.fill("[name=login]", other.sign_in_name)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button[type=submit] >> nth=0")
        page.wait_for_url("**/en/")
        page.goto("/en/account/parked/")
        assert page.get_by_text("Nothing is waiting to be sent.").is_visible()
        assert Parked.objects.filter(person=learner).count() == 1
