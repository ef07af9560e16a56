"""A newcomer's way: sign in, read in English, go on in Arabic, answer, finish a course."""

import pytest

from courses.models import Completion, Course
from courses.outline import outline_of
from tests.browser.through import Through
from tests.conftest import PASSWORD

COURSE, SHORT = "everyday-practice", "using-this-site"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request, browse):
    return browse(width=320, script=request.param)


@pytest.fixture
def outline(site):
    return outline_of(Course.objects.get(slug=COURSE), "en")


def sign_in(page, person):
    page.goto("/en/account/login/")
    page.fill("[name=login]", person.sign_in_name)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/en/")


def answer(page, question):
    """Choose the right answer, as the source language has it, and send it."""
    form = page.locator(f"#question-{question.id}")
    form.locator(f"label:has([value='{question.right}'])").click()
    form.locator("button[type=submit]").click()
    page.locator(f"#question-{question.id} [data-outcome]").wait_for()


@pytest.mark.postgres
def test_a_course_from_the_door_to_the_end(page, learner, site):
    through = Through(page, learner, SHORT, "ar")
    outline = outline_of(Course.objects.get(slug=SHORT), "en")
    first = outline.lessons[0]
    sign_in(page, learner)
    page.goto(outline.url)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{first.url}")
    assert page.locator("h1").inner_text() == first.title

    page.locator("[hreflang=ar]").first.click()
    page.wait_for_url(f"**{first.url.replace('/en/', '/ar/')}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("h1").inner_text() != first.title

    through.whole()
    assert Completion.objects.filter(enrolment__learner=learner).count() == 1
    page.goto("/ar/my-learning/")
    assert page.locator(f"a[href='/ar/courses/{SHORT}/']").count() == 1


def test_a_wrong_answer_is_met_kindly_and_can_be_tried_again(page, learner, outline):
    lesson = outline.lessons[0]
    question = lesson.questions[0]
    wrong = next(iter(question.options - {question.right}))
    sign_in(page, learner)
    page.goto(outline.url)
    page.locator("main form button[type=submit]").first.click()
    form = page.locator(f"#question-{question.id}")
    form.locator(f"label:has([value='{wrong}'])").click()
    form.locator("button[type=submit]").click()
    page.locator(f"#question-{question.id} [data-outcome]").wait_for()
    answer(page, question)


def test_the_place_is_kept_on_another_device(browse, learner, outline):
    first, second, *_ = outline.lessons
    phone, desk = browse(width=320), browse()
    sign_in(phone, learner)
    phone.goto(outline.url)
    phone.locator("main form button[type=submit]").first.click()
    phone.wait_for_url(f"**{first.url}")
    through = Through(phone, learner, COURSE, "en")
    through.lesson(through.outline.modules[0], first)
    phone.locator("#lesson-done button[type=submit]").click()
    phone.wait_for_url(f"**{second.url}")

    sign_in(desk, learner)
    desk.goto("/es/")
    desk.locator("main a.button").first.click()
    desk.wait_for_url(f"**{second.url.replace('/en/', '/es/')}")


def test_a_lesson_works_by_keyboard_alone(browse, learner, outline):
    question = outline.lessons[0].questions[0]
    page = browse(person=learner)
    page.goto(outline.url)
    page.locator("main form button[type=submit]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{outline.lessons[0].url}")
    page.locator(f"#question-{question.id} [value='{question.right}']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.locator(f"#question-{question.id} [data-outcome]").wait_for()
    assert page.evaluate("document.activeElement.matches('[data-outcome]')")
