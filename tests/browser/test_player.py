"""Activities in a lesson: played in a page without an origin, resumed, and nothing lost."""

import io
from itertools import count

import pytest

from courses.h5p import take_in
from courses.joining import enrol
from courses.models import Attempt, Course, H5PLibrary, H5PState
from courses.models.h5p import State
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.courses.activities.conftest import AT, activity_of, course_with, own
from tests.courses.h5p import parcel

NUMBERS = count(1)
SORTING, SCENARIO = "what-can-wait.en.h5p", "at-the-desk.en.h5p"


@pytest.fixture
def lesson(site, learner):
    """`lesson(package)` is the address of a lesson that plays it, for a learner on the course."""
    made = []

    def lesson(package, **more):
        slug = f"playing-{next(NUMBERS)}"
        row = activity_of(package, title=f"What can wait {slug}")
        course = course_with(row, slug, **more)
        enrol(learner, course, by=learner)
        made.append(course.pk)
        return f"/en/courses/{slug}/first/l1/"

    yield lesson
    Course.objects.filter(pk__in=made).update(audience="assigned")  # off the shelf of others


@pytest.fixture
def opened(browse, learner, lesson):
    """`opened(package)` gives the page and the frame in which the package plays."""

    def opened(package, *, wait=True):
        page = browse(width=320, person=learner)
        page.goto(lesson(package))
        return page, start(page, wait=wait)

    return opened


def start(page, *, wait=True):
    page.get_by_role("button", name="Open the activity").click()
    frame = page.frame_locator(".activity__frame")
    if wait:
        frame.locator("#h5p .h5p-container").wait_for()
    return frame


def states(learner):
    return H5PState.objects.filter(enrolment__learner=learner)


def eventually(page, condition, what="it"):
    for _ in range(200):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{what} did not come")


def put(frame, item, group):
    """An item of the sorting, by the keys that anybody has."""
    frame.get_by_role("button", name=item).click()
    frame.get_by_role("button", name=group).last.click()


def test_our_own_type_plays_and_its_place_is_kept_within_two_seconds(opened, learner):
    page, frame = opened(own(SORTING))
    put(frame, "How long it will take", "At the start")
    page.wait_for_timeout(2000)
    assert "0:state" in states(learner).values_list("key", flat=True)


def test_who_closes_the_tab_goes_on_where_they_were(opened, browse, learner):
    page, frame = opened(own(SORTING))
    put(frame, "How long it will take", "At the start")
    before, where = frame.locator("#h5p").inner_text(), page.url
    page.wait_for_timeout(300)  # less than it takes until the next look at the state
    page.close(run_before_unload=True)
    again = browse(width=320, person=learner)
    eventually(again, states(learner).exists)
    again.goto(where)
    assert start(again).locator("#h5p").inner_text() == before


def test_reaching_the_end_is_shown_at_once_and_counts(opened, learner):
    page, frame = opened(own(SCENARIO))
    for _ in range(10):
        choice = frame.locator(".mainstay-activity button")
        if page.get_by_text("This activity is done.").is_visible():
            break
        choice.first.click()
        page.wait_for_timeout(200)
    page.get_by_text("This activity is done.").wait_for()
    said = Attempt.objects.filter(enrolment__learner=learner).values_list("given", flat=True)
    assert ["said", "completed"] in [pair for given in said for pair in given]


def test_what_is_done_without_a_network_is_sent_when_it_is_back(opened, learner):
    page, frame = opened(own(SORTING))
    page.context.set_offline(True)
    put(frame, "How long it will take", "At the start")
    page.get_by_text("The network is away.").wait_for()
    page.context.set_offline(False)
    eventually(page, states(learner).exists)


def test_who_was_signed_out_meanwhile_signs_in_elsewhere_and_goes_on(opened, learner, site):
    page, frame = opened(own(SORTING))
    session = next(each for each in page.context.cookies() if each["name"] == "session")
    page.context.clear_cookies(name="session")
    put(frame, "How long it will take", "At the start")
    page.get_by_text("You are signed out.").wait_for()
    page.context.add_cookies([session])
    eventually(page, states(learner).exists)


def test_the_frame_is_as_tall_as_what_it_holds(opened):
    page, frame = opened(own(SORTING))
    page.wait_for_timeout(300)
    height = page.locator(".activity__frame").bounding_box()["height"]
    assert abs(height - frame.locator("#h5p").bounding_box()["height"]) < 2


def test_leaving_quickly_works_from_within(opened):
    page, frame = opened(own(SORTING))
    page.route("**/exit/**", lambda route: route.fulfill(body="gone"))
    frame.get_by_role("button").first.focus()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/exit/**")


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", True)])
def test_an_activity_is_no_barrier(browse, learner, lesson, language, dark):
    page = browse(width=320, dark=dark, person=learner)
    page.goto(
        lesson(own(SORTING), instead="<p>Sort these in your head.</p>").replace("en", language, 1)
    )
    page.locator("[data-start] button").click()
    page.frame_locator(".activity__frame").locator(".mainstay-activity").wait_for()
    assert axe(page) == []
    assert not scrolls_sideways(page)


def test_the_page_is_valid_html(browse, learner, lesson, tmp_path):
    sent = browse(script=False, person=learner).goto(lesson(own(SORTING))).text()
    (tmp_path / "lesson.html").write_text(sent)
    assert vnu(tmp_path) == []


def test_without_a_script_there_is_another_way(browse, learner, lesson):
    page = browse(script=False, person=learner)
    page.goto(lesson(own(SORTING)))
    page.get_by_role("button", name="I did it another way").click()
    assert page.get_by_text("This activity is done.").is_visible()


def test_a_program_that_fails_leaves_a_way_on(opened, noted):
    broken = {f"{parcel.LIBRARY}/steps.js": b"throw new Error('no');"}
    page = opened_roughly(opened, parcel.adding(broken))
    page.get_by_text("This activity does not open here.").wait_for()
    assert page.get_by_role("button", name="I did it another way").is_visible()
    noted.problems.clear()


def test_a_refused_program_is_named_and_leaves_a_way_on(opened, site):
    H5PLibrary.objects.filter(machine_name__startswith="Mainstay.").update(state=State.ADMITTED)
    take(parcel.good())
    H5PLibrary.objects.update(state=State.ADMITTED)
    package = take(parcel.content_only())
    H5PLibrary.objects.update(state=State.REFUSED)
    page = opened_roughly(opened, package)
    page.get_by_text("A part of this activity is missing on this site.").wait_for()
    H5PLibrary.objects.update(state=State.WAITING)


def take(content):
    stream = io.BytesIO(content)
    return take_in(stream, by=None, now=AT, may_bring_libraries=True).package


def opened_roughly(opened, package):
    """The page, once its activity was asked for; nothing need come of it."""
    package = take(package) if isinstance(package, bytes) else package
    return opened(package, wait=False)[0]
