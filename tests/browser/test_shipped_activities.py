"""Each activity of the courses that ship, in each language: drawn, and by keyboard to its end."""

import json

import pytest
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from courses.joining import enrol
from courses.models import Attempt, Course, Progress
from courses.packs.naming import Names
from courses.packs.source import readable
from tests.browser.judges import axe, scrolls_sideways
from tests.browser.test_player import eventually

CONTENT = settings.ROOT / "content"
PACKS = [readable(file.parent) for file in sorted(CONTENT.glob("*/course.md"))]
PLAYED = [
    (pack, lesson, block)
    for pack in PACKS
    for lesson in pack.lessons
    for block in lesson.blocks
    if getattr(block, "own", "")
]
MAIN = ".mainstay-button--main"
UNSORTED = "[data-place='0'] [data-name]"


def test_the_courses_play_each_of_ours():
    examples = {file.name for file in (CONTENT / "h5p/examples").iterdir()}
    assert {block.own for _pack, _lesson, block in PLAYED} == examples


@pytest.mark.parametrize("language", settings.ALL_LANGUAGES)
def test_it_plays_in_the_readers_language_to_its_end(browse, learner, language):
    page = browse(width=320, person=learner)
    with translation.override(language):
        done = gettext("This activity is done.")
    for pack, lesson, block in PLAYED:
        follow(learner, pack, up_to=lesson)
        page.goto(f"/{language}/courses/{pack.slug}/{lesson.path}/")
        frame = opened(page)
        assert heading(block.own, language) in frame.locator("#h5p").inner_text()
        assert axe(page) == [] and not scrolls_sideways(page)
        before = ended(learner)
        to_the_end(page, frame)
        eventually(page, lambda before=before: ended(learner) > before, f"the end of {block.own}")
        page.get_by_text(done).wait_for()


def follow(learner, pack, *, up_to):
    """On the course, with the lessons done that come before this one."""
    held = enrol(learner, Course.objects.get(translation_key=pack.key), by=learner)
    before = pack.lessons[: pack.lessons.index(up_to)]
    keys, now = [Names(pack.key).id_of(each.path) for each in before], timezone.now()
    Progress.objects.bulk_create(
        [Progress(enrolment=held, lesson_key=key, touched_at=now, done_at=now) for key in keys],
        ignore_conflicts=True,
    )


def opened(page):
    button = page.locator("[data-start] button")
    button.focus()
    page.keyboard.press("Enter")
    frame = page.frame_locator(".activity__frame")
    frame.locator(".mainstay-activity").wait_for()
    return frame


def heading(name, language):
    file = CONTENT / "h5p/examples" / name / language / "content.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    return content.get("heading") or content["steps"][0]["heading"]


def ended(learner):
    said = Attempt.objects.filter(enrolment__learner=learner).values_list("given", flat=True)
    return sum(["said", "completed"] in given for given in said)


def to_the_end(page, frame):
    """The first way through a story; all in one group; an order as it lies."""
    while frame.locator(UNSORTED).count():
        press(page, frame.locator(UNSORTED).first)
        press(page, frame.locator("[data-to='1']").first)
    for _ in range(12):
        buttons = frame.locator(f".mainstay-choices button, {MAIN}")
        if not buttons.count():
            break
        press(page, buttons.first)
        page.wait_for_timeout(150)
        if frame.locator(".mainstay-result").count():
            break


def press(page, button):
    button.focus()
    page.keyboard.press("Enter")
