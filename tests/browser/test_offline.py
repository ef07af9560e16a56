"""Written where there is no network: sealed on the phone, sent once, by whoever wrote it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from people.models import Role
from people.sessions import end_all
from supervision.models import Agreement, Kind, Line, LineState, Session
from tests.browser.conftest import ARGS, NUMBERS
from tests.browser.judges import axe, scrolls_sideways
from tests.conftest import PASSWORD, person

HOME = "/en/supervision/"
SWITCH = f"{HOME}offline/"
FORM = f"{HOME}offline/form/"
ELSEWHERE = "https://www.wikipedia.org/"
BOX = {"v", "uuid", "key", "tag", "at", "half", "iv", "sealed"}
EVERYTHING_KEPT = """async () => {
    const database = await new Promise((resolve) => {
        const request = indexedDB.open("away", 1);
        request.onsuccess = () => resolve(request.result);
    });
    const store = database.transaction("boxes").objectStore("boxes");
    const boxes = await new Promise((resolve) => {
        const request = store.getAll();
        request.onsuccess = () => resolve(request.result);
    });
    database.close();
    const pages = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const each of await cache.keys()) pages.push(new URL(each.url).pathname);
    }
    const workers = (await navigator.serviceWorker.getRegistrations()).map((each) => each.scope);
    const storage = { ...localStorage, ...sessionStorage };
    return { boxes, pages, workers, storage };
}"""


@pytest.fixture
def pair(learner):
    bo = person(f"bo-{next(NUMBERS)}", Role.SUPERVISOR)
    return Agreement.objects.create(
        supervisor=bo,
        supervisee=learner,
        kind=Kind.INDIVIDUAL,
        from_day=date(2026, 1, 1),
        lasts=50,
        made_by=bo,
        made_at=timezone.now(),
    )


@pytest.fixture
def phone(chromium, chromium_path, site, noted, tmp_path):
    """`phone()` is a phone; once more, the same one after it was switched off and on."""
    started = []

    def phone(name="phone"):
        for each in started:
            each.close()
        started.clear()
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / name,
            executable_path=chromium_path,
            args=ARGS,
            base_url=site.url,
            viewport={"width": 320, "height": 640},
        )
        started.append(context)
        answer = {"body": "<title>Elsewhere</title>", "content_type": "text/html"}
        context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(**answer))
        noted.watch(context.pages[0])
        return context.pages[0]

    yield phone
    for each in started:
        each.close()
    noted.problems[:] = [one for one in noted.problems if ELSEWHERE not in one]


def sign_in(page, learner, *, device="Only I use it"):
    page.goto("/en/account/login/")
    page.fill("[name=login]", learner.sign_in_name)
    page.fill("[name=password]", PASSWORD)
    page.get_by_label(device).check()
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/en/")


def make_ready(page, *, names=False):
    page.goto(SWITCH)
    if names:
        page.get_by_label("By the names they chose").check()
    page.get_by_role("button", name="Make this device ready").click()
    page.get_by_text("This device is ready.").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def write_down(page, *, minutes=50):
    """On the form, wherever it came from; it ended a minute ago at the latest."""
    page.locator("[data-away-form]").wait_for()
    page.locator("[name=with]").check()
    page.fill("[name=minutes]", str(minutes))
    page.get_by_role("button", name="Save").click()


def offline(page, is_so=True):
    page.context.set_offline(is_so)


def nothing_is_sent(page):
    page.context.route("**/offline/send/", lambda route: route.abort())


def answers_are_lost(page):
    """What is sent arrives, and the line breaks before the answer; gives back what they were."""
    lost = []

    def lose(route):
        if route.request.method != "POST":
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.context.route("**/offline/send/", lose)
    return lost


def kept(page):
    return page.evaluate(EVERYTHING_KEPT)


def sessions_of(learner):
    return Session.objects.filter(logged_by=learner)


def test_it_survives_leaving_and_switching_off_and_is_sent_once(phone, learner, pair):
    page = phone()
    sign_in(page, learner)
    make_ready(page)
    offline(page)
    page.goto(HOME)  # any page of this room
    assert page.locator("h1").inner_text() == "Write a session down"
    write_down(page)
    page.get_by_text("One session waits to be sent.").wait_for()
    write_down(page, minutes=20)
    page.get_by_text("2 sessions wait to be sent.").wait_for()
    assert page.locator("[name=with]:checked").count() == 0

    nothing_is_sent(page)  # leaving is faster
    offline(page, False)
    page.locator("a.exit").click()
    page.wait_for_url(ELSEWHERE)
    page = phone()
    offline(page)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(FORM)  # nobody's name is left to show
    offline(page, False)
    page.goto("/en/account/login/")
    left = kept(page)
    assert len(left["boxes"]) == 2 and left["pages"] == []
    assert not sessions_of(learner).exists()

    sign_in(page, learner)
    page.goto(SWITCH)
    page.get_by_text("was sent.").or_(page.get_by_text("at the same time")).first.wait_for()
    page.get_by_text("This device is ready.").wait_for()
    page.wait_for_timeout(300)
    assert sessions_of(learner).count() == 2 and kept(page)["boxes"] == []
    page.reload()
    page.wait_for_timeout(300)
    assert sessions_of(learner).count() == 2


def test_an_answer_lost_on_the_way_makes_no_second_session(phone, learner, pair):
    page = phone()
    sign_in(page, learner)
    make_ready(page)
    offline(page)
    page.goto(FORM)
    write_down(page)
    page.get_by_text("One session waits to be sent.").wait_for()
    lost = answers_are_lost(page)
    offline(page, False)
    page.goto(SWITCH)
    page.wait_for_timeout(1000)
    assert set(lost) == {200} and sessions_of(learner).count() == 1
    assert len(kept(page)["boxes"]) == 1  # for all the phone knows, it still waits

    page.context.unroute("**/offline/send/")
    page.reload()
    page.get_by_text("was sent.").wait_for()
    assert sessions_of(learner).count() == 1 and kept(page)["boxes"] == []


def test_the_phone_holds_nothing_that_can_be_read(phone, learner, pair):
    page = phone()
    sign_in(page, learner)
    make_ready(page)
    offline(page)
    page.goto(FORM)
    assert pair.supervisor.chosen_name not in page.content()
    write_down(page)
    page.get_by_text("One session waits to be sent.").wait_for()
    held = kept(page)
    (box,) = held["boxes"]
    assert box.keys() == BOX and len(box["sealed"]) == 1387  # 1024 and its tag
    told = str(held["boxes"]) + str(held["storage"])
    assert not any(each in told for each in (str(pair.pk), "in_person", pair.supervisor.name))
    assert {page for page in held["pages"] if not page.startswith("/static/")} == {FORM}
    assert [each.removeprefix(page.url.split("/en/")[0]) for each in held["workers"]] == [HOME]


def test_two_phones_at_the_same_time_wait_for_a_decision(phone, learner, pair):
    for name in ("one", "two"):
        page = phone(name)
        sign_in(page, learner)
        make_ready(page)
        offline(page)
        page.goto(FORM)
        write_down(page)
        page.get_by_text("One session waits to be sent.").wait_for()
        offline(page, False)
        page.reload()
        page.get_by_text("was sent.").or_(page.get_by_text("same time")).first.wait_for()
    lines = Line.objects.filter(supervisee=learner)
    assert [line.state for line in lines] == [LineState.CLASHING] * 2
    page.get_by_role("link", name="Decide which it was").click()
    assert axe(page) == [] and not scrolls_sideways(page)
    page.get_by_role("button", name="It was this one").first.click()
    page.get_by_text("It is kept").wait_for()
    assert {line.state for line in lines.all()} == {LineState.OPEN, LineState.TAKEN_BACK}


def test_somebody_else_sees_only_how_many(phone, learner, pair):
    page = phone()
    sign_in(page, learner)
    make_ready(page)
    offline(page)
    page.goto(FORM)
    write_down(page)
    nothing_is_sent(page)
    offline(page, False)
    page.goto("/en/")
    page.click("summary.menu__name")
    page.click(".menu >> text=Sign out")
    page.wait_for_url("**/en/")
    page.wait_for_timeout(300)
    assert kept(page)["pages"] == []
    page.context.unroute("**/offline/send/")
    sign_in(page, person(f"other-{next(NUMBERS)}", Role.TRAINEE))
    page.goto(SWITCH)
    page.get_by_text("Whoever wrote it can sign in here").wait_for()
    assert page.get_by_text("One session waits to be sent.").is_visible()
    assert not sessions_of(learner).exists()


def test_leaving_without_a_network_takes_the_names_too(phone, learner, pair):
    page = phone()
    sign_in(page, learner)
    make_ready(page)
    offline(page)
    page.goto(FORM)
    write_down(page)
    page.get_by_text("One session waits to be sent.").wait_for()
    page.locator("a.exit").click()
    page.wait_for_url("chrome-error://**")
    nothing_is_sent(page)
    offline(page, False)
    page.goto("/static/js/exit.js")  # an address that runs nothing
    left = kept(page)
    assert left["pages"] == [] and len(left["boxes"]) == 1


def test_a_session_that_ended_elsewhere_takes_the_names_at_the_door(phone, learner, pair):
    page = phone()
    sign_in(page, learner)
    make_ready(page)
    end_all(learner)
    page.goto(HOME)
    assert "/account/login/" in page.url
    page.wait_for_timeout(500)
    assert kept(page)["pages"] == []


def test_what_can_not_have_been_is_put_right(phone, learner, pair):
    page = phone()
    sign_in(page, learner)
    make_ready(page)
    offline(page)
    page.goto(FORM)
    page.locator("[data-away-form]").wait_for()
    tomorrow = timezone.now() + timedelta(days=1)
    page.fill("[name=day]", tomorrow.date().isoformat())
    write_down(page)
    offline(page, False)
    page.goto(SWITCH)
    page.get_by_text("It is not over yet.").wait_for()
    page.get_by_role("link", name="Put it right").click()
    page.locator("[name=with]:checked").wait_for()
    assert page.input_value("[name=minutes]") == "50"
    page.fill("[name=day]", (tomorrow - timedelta(days=3)).date().isoformat())
    page.get_by_role("button", name="Save").click()
    page.get_by_text("was sent.").wait_for()
    page.wait_for_timeout(300)
    assert kept(page)["boxes"] == [] and sessions_of(learner).count() == 1


def test_it_can_be_taken_off_the_device(phone, learner, pair):
    page = phone()
    sign_in(page, learner)
    make_ready(page)
    page.get_by_role("button", name="Take it off this device").click()
    page.get_by_role("button", name="Make this device ready").wait_for()
    left = kept(page)
    assert left["pages"] == [] and left["workers"] == []


def test_a_device_that_others_use_is_told_why_not(browse, learner):
    page = browse(width=320, person=learner)
    page.goto(SWITCH)
    assert page.get_by_text("others use this device").is_visible()
    assert not page.get_by_role("button", name="Make this device ready").count()


def test_where_the_address_is_not_secure_it_says_so(browse, learner, pair):
    page = browse(width=320)
    insecure = "Object.defineProperty(globalThis, 'isSecureContext', {value: false})"
    page.add_init_script(insecure)
    sign_in(page, learner)
    for path in (SWITCH, FORM):
        page.goto(path)
        page.get_by_text("This address is not secure").wait_for()
        assert not page.get_by_role("button", name="Make this device ready").count()
        assert not page.get_by_role("button", name="Save").count()


def test_without_javascript_it_says_so(browse, learner):
    page = browse(width=320, script=False)
    sign_in(page, learner)
    page.goto(SWITCH)
    assert page.get_by_text("This needs JavaScript").is_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("dark", [False, True])
def test_it_has_no_barrier(browse, learner, pair, language, dark):
    page = browse(width=320, dark=dark)
    sign_in(page, learner)
    for path in ("offline/", "offline/form/"):
        page.goto(f"/{language}/supervision/{path}")
        page.locator("[data-away-form], [data-away-ready]").wait_for()
        assert axe(page) == [] and not scrolls_sideways(page)


def test_names_are_shown_where_one_chose_so(phone, learner, pair):
    page = phone()
    sign_in(page, learner)
    make_ready(page, names=True)
    offline(page)
    page.goto(FORM)
    page.get_by_text(pair.supervisor.chosen_name, exact=True).wait_for()
