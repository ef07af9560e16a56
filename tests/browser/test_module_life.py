"""The life of a module: written, read by others, translated, changed, given away. Everybody works
in a browser of their own, through the pages that they meet."""

import shutil
import subprocess
import zipfile
from datetime import date

import polib
import pytest
from django.conf import settings
from wagtail.models import Locale, Page

from courses.models import Completion, Course, CoursePage, LessonPage, ModulePage
from people.api import derive_groups
from people.models import Role, RoleHeld
from tests import databases
from tests.browser.conftest import NUMBERS
from tests.browser.judges import scrolls_sideways
from tests.browser.test_player import eventually
from tests.browser.test_whole_course import start
from tests.conftest import person
from tests.courses.activities.conftest import activity_of, own
from tests.courses.builders import make_course
from tests.learning.test_serve import MANAGE, environment

LISTEN, LISTEN_IN_FRENCH = "Listen first.", "Écoutez d’abord."
CALL, CALL_IN_FRENCH = "Call 116 111.", "Appelez le 116 111."
LISTEN_NOW, CALL_NOW = "Listen, then ask.", "Call 116 112."
FRENCH = {LISTEN: LISTEN_IN_FRENCH, CALL: CALL_IN_FRENCH}
HURTS, KINDER = "The first line hurts.", "It is kinder now."
PLAIN = "Listen or leave."
ACTIVITY = "The desk by the door"  # other tests have theirs in the same list


@pytest.fixture
def course(site):
    """A course with a part, both public, and an activity that no lesson plays yet."""
    activity_of(own("at-the-desk.en.h5p"), title=ACTIVITY)
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
        type_into(page, page.locator("[name^=body] ~ * [contenteditable=true]").last, words)
    add_block(page, "Interactive activity")
    page.get_by_role("button", name="Choose an activity").click()
    page.locator(".modal").get_by_role("link", name=ACTIVITY).click()
    page.locator(".modal").wait_for(state="detached")
    page.locator("[name$=-rule]").select_option("completed")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit/**")
    return int(page.url.split("/pages/")[1].split("/")[0])


def add_block(page, kind):
    page.locator("#panel-child-content-body-content .c-sf-add-button").last.click()
    page.get_by_role("combobox").last.fill(kind)
    page.get_by_role("option", name=kind).first.click()


def type_into(page, text, words):
    """In place of what stands there; the editor puts it into the form a moment later."""
    text.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    form = page.locator("[name^=body]")
    eventually(page, lambda: words in str(form.evaluate_all("all => all.map(one => one.value)")))


def rewrite(page, pk, *pairs):
    """In the editor, sentence by sentence."""
    page.goto(f"/cms/pages/{pk}/edit/")
    for old, new in pairs:
        type_into(page, page.locator("[contenteditable=true]").filter(has_text=old), new)
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


def say(page, *, words="", having_read="", **choices):
    """At the step that waits for whoever sits here."""
    page.goto("/cms/reviews/")
    page.get_by_role("link", name="By the door").click()
    if having_read:
        page.get_by_text(having_read).wait_for()
    if words:
        page.locator("[name=words]").fill(words)
    for name, value in choices.items():
        page.locator(f"[name={name}][value={value}]").check()
    if page.locator("[name=consent]").count():
        page.locator("[name=consent]").check()
    page.get_by_role("button", name="Send it").click()
    page.get_by_text("Thank you.").wait_for()


# --- translating
def translate_by_file(page, course, folder, *, all_but):
    """The texts of the course, out and in again."""
    page.goto(f"/cms/po/course/{course.slug}/fr/")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download as PO file").click()
    coming.value.save_as(folder / "texts.po")
    texts = polib.pofile(str(folder / "texts.po"))
    for text in texts:
        text.msgstr = "" if text.msgid == all_but else FRENCH.get(text.msgid, f"fr {text.msgid}")
    texts.save()
    page.locator("[name=file]").set_input_files(folder / "texts.po")
    page.get_by_role("button", name="Upload").click()
    page.get_by_text("1 were empty or doubtful").wait_for()


def translate_in_editor(page, pk, words):
    page.goto(f"/cms/pages/{pk}/edit/")
    page.get_by_role("button", name="Translate", exact=True).click()
    page.locator("li textarea").fill(words)
    page.locator("li li").get_by_role("button", name="Save").click()
    page.locator("li p").filter(has_text=words).wait_for()


def publish_past_review(page, pk, words):
    page.goto(f"/cms/pages/{pk}/edit/")
    page.locator("footer button").first.wait_for()
    button = page.get_by_role("button", name=words, exact=True)
    if not button.is_visible():
        page.locator("footer .w-dropdown__toggle").click()
    button.click()
    page.locator("[name=past-reason]").fill("Nobody else is here this week.")
    page.get_by_role("button", name="Publish it all the same").click()
    published = Page.objects.filter(pk=pk, live=True, has_unpublished_changes=False)
    eventually(page, published.exists, "the publication")


def say_what_it_means(page, pk, meanings):
    """Sentence by sentence: {sentence: severity}."""
    page.goto(f"/cms/languages/changes/{pk}/")
    for words, severity in meanings.items():
        asked = page.locator("fieldset").filter(has_text=words)
        asked.locator(f"[value={severity}]").check()
    page.get_by_role("button", name="Keep the answer").click()
    page.get_by_text("Kept for the next time").wait_for()


def what_is_to_translate(page, pk):
    page.goto(f"/cms/languages/{pk}/fr/")
    return page.locator("h2 + .languages-blocks > li").all_inner_texts()


# --- learning
def open_in_french(page, course):
    page.goto(f"/en/courses/{course.slug}/")
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/by-the-door/")
    page.locator("[hreflang=fr]").first.click()
    page.wait_for_url("**/fr/**/by-the-door/")


def finish(page):
    choices = start(page).locator(".mainstay-activity button")
    done = page.get_by_text("Cette activité est terminée.")
    eventually(page, lambda: done.is_visible() or choices.first.click(), "the end of the activity")
    page.locator("#lesson-done button[type=submit]").click()
    page.wait_for_url("**/fr/courses/life-*/")


# --- giving away
def give_away(page, root, file):
    page.goto(f"/cms/give/{root.pk}/")
    page.locator("[name=licence]").fill("CC0-1.0")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the pack").click()
    coming.value.save_as(file)


def empty_site(folder):
    """`manage(verb, …)` of a site of its own, with nothing in it."""
    kept = databases.KEPT / databases.fingerprint()
    if kept.exists():
        shutil.copyfile(kept / "default", folder / "mainstay.sqlite3")

    def manage(*words):
        done = subprocess.run(
            [*MANAGE, *map(str, words)],
            cwd=settings.ROOT,
            env=environment(folder, 8000),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    manage("migrate")
    return manage


def test_the_life_of_a_module(at, course, tmp_path):
    root = CoursePage.objects.get(translation_key=course.translation_key)
    module = ModulePage.objects.child_of(root).get()
    pk = write_lesson(at("eve"), module)
    hand_in(at("eve"), pk)
    say(at("iris"), opinion="change", words=HURTS)
    rewrite(at("eve"), pk, (PLAIN, LISTEN))
    hand_in(at("eve"), pk, answer=KINDER)
    say(at("iris"), opinion="agrees", having_read=KINDER)
    say(at("wim"), decision="approve")
    say(at("pia"), decision="approve", having_read=HURTS)
    assert LessonPage.objects.get(pk=pk).live

    translate_by_file(at("tomas"), course, tmp_path, all_but=CALL)
    french = [
        page.get_translation(Locale.objects.get(language_code="fr"))
        for page in (root, module, LessonPage.objects.get(pk=pk))
    ]
    translate_in_editor(at("tomas"), french[-1].pk, CALL_IN_FRENCH)
    for page in french:
        publish_past_review(at("pia"), page.pk, "Publish in Français")

    rewrite(at("eve"), pk, (LISTEN, LISTEN_NOW), (CALL, CALL_NOW))
    say_what_it_means(at("eve"), pk, {LISTEN_NOW: "meaning", CALL_NOW: "safety"})
    publish_past_review(at("pia"), pk, "Publish")
    safety, meaning = what_is_to_translate(at("tomas"), pk)
    assert "a matter of safety" in safety and CALL_NOW in safety
    assert "the meaning changed" in meaning and LISTEN_IN_FRENCH in meaning

    cy = at("cy")
    open_in_french(cy, course)
    told = cy.locator(".changed")
    assert cy.get_by_text(LISTEN_IN_FRENCH).is_visible()
    told.first.locator("summary").click()
    assert told.first.locator("[lang=en]").get_by_text(LISTEN_NOW).is_visible()
    assert cy.locator("[lang=en]").get_by_text(CALL_NOW).is_visible()
    assert cy.get_by_text(CALL_IN_FRENCH).count() == 0 and told.count() == 2
    assert not scrolls_sideways(cy)
    finish(cy)
    assert Completion.objects.filter(enrolment__course=course).count() == 1

    give_away(at("eve"), root, tmp_path / "given.zip")
    given = zipfile.ZipFile(tmp_path / "given.zip").namelist()
    assert "locale/fr.po" in given and any(name.endswith(".h5p") for name in given)
    manage = empty_site(tmp_path)
    manage("pack", "import", tmp_path / "given.zip")
    manage("pack", "export", course.slug, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "given.zip").read_bytes()
