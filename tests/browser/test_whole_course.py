"""One course of ours with every kind of block, from joining it to its end: begun in English, gone
on in Arabic, with the network lost and a tab closed on the way, and nothing lost."""

import pytest

from courses.models import Attempt, Completion, Course, CoursePage, H5PState
from office.pictures import Picture
from tests.browser.conftest import NUMBERS
from tests.browser.judges import axe, scrolls_sideways
from tests.browser.test_player import eventually
from tests.browser.test_questions import answer_any
from tests.courses.activities.conftest import activity_of, own
from tests.courses.builders import translate
from tests.courses.conftest import drawing
from tests.courses.doings import REFLECTION, SURVEY
from tests.courses.every_block import NOTE, course_with_every_block
from tests.courses.questions.asked import KINDS, MATCHING, ORDERING, id_of

OURS = "at-the-desk.en.h5p"


@pytest.fixture
def course(site):
    picture = Picture.objects.create(title="A door", file=drawing(), width=30, height=20)
    row = activity_of(own(OURS), title="At the desk")
    course = course_with_every_block(picture, row, f"whole-{next(NUMBERS)}")
    translate(course, "ar")
    yield course
    Course.objects.filter(pk=course.pk).update(audience="assigned")  # off the shelf of others


@pytest.fixture
def page(browse, course, learner):
    """On the lesson, after the button of the course that joins it."""
    page = browse(width=320, person=learner)
    page.goto(f"/en/courses/{course.slug}/")
    page.get_by_role("button", name="Join").click()
    page.wait_for_url(f"**{lesson(course, 'en')}")
    return page


def lesson(course, language):
    return f"/{language}/courses/{course.slug}/first/l1/"


def block(page, kind):
    return page.locator(f"#question-{KINDS[kind]['id']}")


def send(where):
    where.locator("button[type=submit]").last.click()


def settled(where):
    where.locator("[data-outcome]").first.wait_for()


def in_english(page):
    """Read the note, answer one, and lose the network while another is sent."""
    page.get_by_text(NOTE).wait_for()
    page.locator(".noted__open").first.click()
    block(page, "question").get_by_label("Offering a choice").check()
    send(block(page, "question"))
    block(page, "question").get_by_text("That is right.").wait_for()
    for words in ("Words a", "Words c"):
        block(page, "several").get_by_label(words).check()
    page.context.set_offline(True)
    send(block(page, "several"))
    block(page, "several").get_by_text("No connection.").wait_for()
    page.context.set_offline(False)
    block(page, "several").get_by_text("That is right.").wait_for(timeout=15000)


def in_arabic(page):
    """The other kinds, and what is never marked."""
    block(page, "true_false").locator("input[type=radio]").nth(1).check()
    for n, _pair in enumerate(MATCHING["value"]["pairs"], start=1):
        block(page, "matching").get_by_label(f"Left {n}").select_option(label=f"Right {n}")
    for n, _item in enumerate(ORDERING["value"]["items"], start=1):
        block(page, "ordering").get_by_label(f"Step {n}").select_option(index=n)
    answer_all(block(page, "scale"))
    for kind in ("true_false", "matching", "ordering", "scale"):
        send(block(page, kind))
        settled(block(page, kind))
    for choice in ("Do x", "Do w"):
        block(page, "scenario").get_by_label(choice).check()
        send(block(page, "scenario"))
        block(page, "scenario").get_by_text(f"Came of {choice[-1]}.").wait_for()
    a_set = page.locator(f"#question-{id_of('set block')}")
    a_set.get_by_label("Offering a choice").check()
    send(a_set)
    settled(a_set)


def answer_all(where):
    for line in where.locator("fieldset fieldset, fieldset").all():
        answer_any(line)


def for_oneself(page):
    """A tick and a thought, which go nowhere; a survey, which counts nobody."""
    page.locator(".checklist input").first.check()
    page.locator(".reflection__box").fill("Only for me.")
    survey = page.locator(f"#survey-{SURVEY['id']}")
    for line in survey.locator("fieldset").all():
        answer_any(line)
    send(survey)
    settled(survey)
    assert page.locator(".reflection__box").input_value() == "Only for me."


def start(page):
    page.locator("[data-start] button").click()
    frame = page.frame_locator(".activity__frame")
    frame.locator("#h5p .h5p-container").wait_for()
    return frame


def play_half(page):
    frame = start(page)
    first = frame.locator("#h5p").inner_text()
    frame.locator(".mainstay-activity button").first.click()
    page.wait_for_timeout(300)  # less than it takes until the next look at the state
    half = frame.locator("#h5p").inner_text()
    assert half != first
    return half


def play_on(page):
    done = page.locator(".activity__done, [data-done]")
    frame = page.frame_locator(".activity__frame")
    for _ in range(12):
        if done.first.is_visible():
            return
        frame.locator(".mainstay-activity button").first.click()
        page.wait_for_timeout(200)


def test_a_whole_course_in_two_languages_with_nothing_lost(page, browse, course, learner):
    in_english(page)
    page.locator("[hreflang=ar]").first.click()
    page.wait_for_url(f"**{lesson(course, 'ar')}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    for kind in ("question", "several"):
        settled(block(page, kind))
    in_arabic(page)
    for_oneself(page)

    half = play_half(page)
    page.close(run_before_unload=True)
    states = H5PState.objects.filter(enrolment__learner=learner)
    page = browse(width=320, person=learner)
    eventually(page, states.exists, "the place in the activity")
    page.goto(lesson(course, "ar"))
    assert start(page).locator("#h5p").inner_text() == half
    play_on(page)

    page.locator("#lesson-done button[type=submit]").click()
    page.wait_for_url(f"**/ar/courses/{course.slug}/")
    assert Completion.objects.get(enrolment__learner=learner).known_by == "reported"
    page.goto("/ar/my-learning/")
    title = CoursePage.objects.get(slug=course.slug, locale__language_code="ar").title
    page.get_by_text(title).wait_for()
    once = Attempt.objects.filter(enrolment__learner=learner, verb="answered")
    assert once.values("block_id").distinct().count() == len(KINDS)
    assert not once.filter(block_id=REFLECTION["id"]).exists()


@pytest.mark.parametrize(("language", "dark", "width"), [("en", False, 320), ("ar", True, 320)])
def test_no_kind_of_block_is_a_barrier(browse, course, learner, language, dark, width):
    page = browse(width=width, dark=dark, person=learner)
    page.goto(lesson(course, language))
    assert axe(page) == []
    assert not scrolls_sideways(page)
