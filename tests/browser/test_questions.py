"""Every kind of question on an old phone: by touch and keyboard, with and without a script or a
network, and nothing lost."""

from itertools import count

import pytest

from courses.joining import enrol
from courses.models import Attempt, Course, Draft, ModulePage
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.browser.test_player import eventually
from tests.courses.builders import make_course
from tests.courses.questions.asked import KINDS, MATCHING, a_set, id_of

NUMBERS = count(1)
BANK = [KINDS[kind] for kind in ("question", "several", "true_false", "matching", "ordering")]


@pytest.fixture
def lesson(site, learner):
    """The address of a lesson with all kinds and a set, for a learner who is on the course."""
    slug = f"all-kinds-{next(NUMBERS)}"
    course = make_course(slug, lessons=1, body=[*KINDS.values(), a_set(draw=3)])
    module = ModulePage.objects.get(slug="first", url_path__startswith=f"/en/courses/{slug}/")
    module.bank = BANK
    module.save_revision().publish()
    enrol(learner, course, by=learner)
    yield f"/courses/{slug}/first/l1/"
    Course.objects.filter(pk=course.pk).update(audience="assigned")  # off the shelf of other tests


def block(page, kind):
    return page.locator(f"#question-{KINDS[kind]['id']}")


def kept(learner):
    return Draft.objects.filter(enrolment__learner=learner)


def attempts(learner):
    return Attempt.objects.filter(enrolment__learner=learner)


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", True)])
def test_no_kind_is_a_barrier(browse, learner, lesson, language, dark):
    page = browse(width=320, dark=dark, person=learner)
    page.goto(f"/{language}{lesson}")
    assert axe(page) == []
    assert not scrolls_sideways(page)


def test_the_page_is_valid_html(browse, learner, lesson, tmp_path):
    sent = browse(script=False, person=learner).goto(f"/en{lesson}").text()
    (tmp_path / "lesson.html").write_text(sent)
    assert vnu(tmp_path) == []


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_match_is_made_and_marked(browse, learner, lesson, script):
    page = browse(width=320, person=learner, script=script)
    page.goto(f"/en{lesson}")
    for n in (1, 2):
        block(page, "matching").get_by_label(f"Left {n}").select_option(label=f"Right {n}")
    block(page, "matching").get_by_role("button").click()
    block(page, "matching").get_by_text("That is right.").wait_for()
    assert attempts(learner).get().is_right


def test_a_story_is_gone_through_by_keyboard(browse, learner, lesson):
    page = browse(width=320, person=learner)
    page.goto(f"/en{lesson}")
    for choice in ("Do x", "Do w"):
        story = block(page, "scenario")
        story.get_by_label(choice).focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        story.get_by_text(f"Came of {choice[-1]}.").wait_for()
    block(page, "scenario").get_by_text("That is right.").wait_for()


def test_what_is_chosen_is_there_on_the_next_device(browse, learner, lesson):
    page = browse(width=320, person=learner)
    page.goto(f"/en{lesson}")
    with page.expect_response("**/keep/**"):
        block(page, "several").get_by_label("Words a").check()
    other = browse(width=1280, person=learner)
    other.goto(f"/ar{lesson}")
    assert block(other, "several").get_by_label("Words a").is_checked()
    assert kept(learner).count() == 1 and not attempts(learner).exists()


def test_what_was_chosen_last_is_kept_when_the_page_closes(browse, learner, lesson):
    page = browse(width=320, person=learner)
    page.goto(f"/en{lesson}")
    block(page, "several").get_by_label("Words c").check()
    page.goto("/en/courses/")
    for _ in range(50):
        if kept(learner).exists():
            return
        page.wait_for_timeout(100)
    pytest.fail("what was chosen is lost")


def test_an_answer_takes_nothing_away_from_what_is_begun_beside_it(browse, learner, lesson):
    page = browse(width=320, person=learner)
    page.goto(f"/en{lesson}")
    block(page, "matching").get_by_label("Left 1").select_option(label="Right 1")
    block(page, "true_false").get_by_role("radio", name="False").check()
    block(page, "true_false").get_by_role("button").click()
    block(page, "true_false").get_by_text("That is right.").wait_for()
    chosen = block(page, "matching").get_by_label("Left 1").locator("option:checked")
    assert chosen.inner_text() == "Right 1"


SLOWLY_BACK = """
    const fetched = window.fetch;
    window.fetch = async (url, sent) => {
      const response = await fetched(url, sent);
      if (window.held?.(url)) await new Promise((go) => { window.letGo = go; });
      return response;
    };
"""


def test_an_answer_slow_to_come_back_takes_nothing_away_that_was_kept_meanwhile(
    browse, learner, lesson
):
    page = browse(width=320, person=learner)
    page.add_init_script(SLOWLY_BACK)
    page.goto(f"/en{lesson}")
    page.evaluate("() => { window.held = (url) => !url.includes('/keep/') && !window.letGo; }")
    block(page, "true_false").get_by_role("radio", name="False").check()
    block(page, "true_false").get_by_role("button").click()
    eventually(page, lambda: page.evaluate("() => Boolean(window.letGo)"), "the answer's answer")
    with page.expect_response("**/keep/**"):
        block(page, "matching").get_by_label("Left 1").select_option(label="Right 1")
    block(page, "several").get_by_label("Words a").check()
    block(page, "several").get_by_role("button").click()
    page.evaluate("() => window.letGo()")
    block(page, "true_false").get_by_text("That is right.").wait_for()
    chosen = block(page, "matching").get_by_label("Left 1").locator("option:checked")
    assert chosen.inner_text() == "Right 1"
    block(page, "several").locator("[data-outcome]").first.wait_for()
    assert attempts(learner).count() == 2


def test_an_answer_waits_for_the_network_and_counts_once(browse, learner, lesson):
    page = browse(width=320, person=learner)
    page.goto(f"/en{lesson}")
    block(page, "true_false").get_by_role("radio", name="False").check()
    page.context.set_offline(True)
    block(page, "true_false").get_by_role("button").click()
    block(page, "true_false").get_by_text("No connection.").wait_for()
    page.context.set_offline(False)
    block(page, "true_false").get_by_text("That is right.").wait_for(timeout=15000)
    assert attempts(learner).count() == 1


def test_a_set_is_sat_on_a_phone(browse, learner, lesson):
    page = browse(width=320, person=learner, height=640)
    page.goto(f"/ar{lesson}")
    a_set = page.locator(f"#question-{id_of('set block')}")
    for choice in a_set.locator("fieldset").all():
        answer_any(choice)
    a_set.locator("form button[type=submit]").click()
    page.locator(f"#question-{id_of('set block')} [data-outcome]").first.wait_for()
    assert attempts(learner).get().verb == "sat"


def answer_any(fieldset):
    """Whatever makes a whole answer: the first option, or a choice of its own for each line."""
    selects = fieldset.locator("select").all()
    for n, select in enumerate(selects, start=1):
        select.select_option(index=n)
    if not selects:
        fieldset.locator("input").first.check()


def test_the_right_sides_of_a_match_tell_nothing_in_the_page(browse, learner, lesson):
    sent = browse(script=False, person=learner).goto(f"/en{lesson}").text()
    for pair in MATCHING["value"]["pairs"]:
        assert f'value="{pair["id"]}"' not in sent
