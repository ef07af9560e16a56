"""The life of a module: written, read by others, translated, changed, given away. Everybody works
in a browser of their own, through the pages that they meet."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import polib
import pytest
from django.conf import settings

from courses.api import packs
from courses.models import Completion, Course, CoursePage, LessonPage, ModulePage
from people.api import derive_groups
from people.models import Role, RoleHeld
from tests import databases
from tests.browser.conftest import NUMBERS
from tests.browser.judges import scrolls_sideways
from tests.browser.test_whole_course import play_on, start
from tests.conftest import person
from tests.courses.activities.conftest import activity_of, own
from tests.courses.builders import make_course
from tests.learning.test_serve import MANAGE, environment

LISTEN, LISTEN_IN_FRENCH = "Listen first.", "Écoutez d’abord."
CALL, CALL_IN_FRENCH = "Call 116 111.", "Appelez le 116 111."
LISTEN_NOW, CALL_NOW = "Listen, then ask.", "Call 116 112."
HURTS, KINDER = "The first line hurts.", "It is kinder now."
PLAIN = "Listen or leave."


@pytest.fixture
def course(site):
    """A course with a part, both public, and an activity that no lesson plays yet."""
    activity_of(own("at-the-desk.en.h5p"), title="At the desk")
    course = make_course(f"life-{next(NUMBERS)}", lessons=0)
    yield course
    Course.objects.filter(pk=course.pk).update(audience="assigned")  # off the shelf of others


@pytest.fixture
def at(browse):
    """`at("eve")`: what she has before her; all of them are there from the beginning."""
    roles = {
        "eve": Role.CONTENT_EDITOR,
        "iris": Role.REVIEWER,
        "wim": Role.CONTENT_EDITOR,
        "pia": Role.PUBLISHER,
        "tomas": Role.TRANSLATOR,
        "cy": Role.TRAINEE,
    }
    pages = {}
    for name, role in roles.items():
        who = person(f"{name}-{next(NUMBERS)}", role)
        if role == Role.TRANSLATOR:
            RoleHeld.objects.filter(person=who).update(language="fr")
        derive_groups(who, date.today())
        pages[name] = browse(person=who, width=320 if name == "cy" else 1280)
    return pages.get


# --- writing
def write_lesson(page, module):
    """In the editor: a title, two texts and an activity. Gives back the page's number."""
    page.goto(f"/cms/pages/add/courses/lessonpage/{module.pk}/")
    page.locator("#id_title").fill("By the door")
    for words in (PLAIN, CALL):
        add_block(page, "Text")
        page.locator("[name^=body] ~ * [contenteditable=true]").last.click()
        page.keyboard.type(words)
    add_block(page, "Interactive activity")
    page.get_by_role("button", name="Choose an activity").click()
    page.locator(".modal").get_by_role("link", name="At the desk").click()
    page.locator(".modal").wait_for(state="detached")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit/**")
    return int(page.url.split("/pages/")[1].split("/")[0])


def add_block(page, kind):
    page.locator("#panel-child-content-body-content .c-sf-add-button").last.click()
    page.get_by_role("combobox").last.fill(kind)
    page.get_by_role("option", name=kind).first.click()


def rewrite(page, pk, *pairs):
    """In the editor, sentence by sentence."""
    page.goto(f"/cms/pages/{pk}/edit/")
    for old, new in pairs:
        page.locator("[contenteditable=true]").filter(has_text=old).click()
        page.keyboard.press("Control+A")
        page.keyboard.type(new)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("has been updated").wait_for()


# --- reviewing
def hand_in(page, pk, answer=""):
    page.goto(f"/cms/reviews/page/{pk}/")
    if answer:
        page.get_by_text(HURTS).wait_for()
        page.locator("[name=answer]").fill(answer)
    page.locator(f"[action$='/{pk}/hand-in/'] button").click()
    page.get_by_text("It is on its way.").first.wait_for()


def say(page, **answers):
    """At the step that waits for whoever sits here."""
    page.goto("/cms/reviews/")
    page.get_by_role("link", name="By the door").click()
    for name, value in answers.items():
        field = page.locator(f"[name={name}]")
        if name == "words":
            field.fill(value)
        else:
            page.locator(f"[name={name}][value={value}], [name={name}]:not([value])").first.check()
    page.get_by_role("button", name="Send it").click()
    page.get_by_text("Thank you.").wait_for()


def test_the_life_of_a_module(at, course, tmp_path):
    module = ModulePage.objects.get(url_path__startswith=f"/en/courses/{course.slug}/")
    pk = write_lesson(at("eve"), module)
    hand_in(at("eve"), pk)
    say(at("iris"), opinion="change", words=HURTS, consent="on")
    rewrite(at("eve"), pk, (PLAIN, LISTEN))
    hand_in(at("eve"), pk, answer=KINDER)
    say(at("iris"), opinion="agrees", consent="on")
    say(at("wim"), decision="approve")
    say(at("pia"), decision="approve")
    assert LessonPage.objects.get(pk=pk).live
