"""A clip in a browser: it waits, plays, is sought by parts of it, and can be read instead."""

import time
import uuid

import pytest
from django.core.files.base import ContentFile

from courses.api import Course, enrol
from courses.models import LessonPage
from office.clips import Clip, caption
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.browser.pages import LESSON
from tests.office.clips import CAPTIONS, make_film, sound

PHONE = {"width": 320, "height": 640}
PLAYER = "audio.clip__player"
SILENCE = 600  # seconds, 26 MB: so much that a browser does not fetch it whole


@pytest.fixture(scope="module")
def playing(site):
    """The first lesson of the demonstration, with a long sound and a film."""
    made = Clip(title="Silence", type="audio", duration=SILENCE)
    made.file.save("silence.wav", ContentFile(sound(SILENCE, rate=44100)))
    caption(made, "en", ContentFile(CAPTIONS.encode(), "en.vtt"))
    words = {"title": "Coming in", "transcript": "<p>Somebody knocks.</p>"}
    blocks = [("audio", made), ("video", make_film("en", "ar", width=1280, height=720))]
    for page in LessonPage.objects.filter(slug="at-the-desk"):
        before = list(page.body.raw_data)
        page.body = [
            *(
                {"type": kind, "id": str(uuid.uuid4()), "value": {"clip": clip.pk, **words}}
                for kind, clip in blocks
            ),
            *before,
        ]
        page.save_revision().publish()


@pytest.fixture
def reader(learner, playing):
    enrol(learner, Course.objects.get(slug="everyday-practice"), by=learner)
    return learner


def until(page, script):
    """Our policy forbids what Playwright would wait with."""
    for _n in range(100):
        if page.evaluate(script):
            return
        time.sleep(0.1)
    raise AssertionError(f"never true: {script}")


def test_it_waits_then_plays_and_seeking_asks_for_a_part(browse, reader):
    page = browse(person=reader)
    asked = []
    page.on("request", lambda r: asked.append(r.headers.get("range")) if "/files/" in r.url else 0)
    page.goto(f"/en{LESSON}")
    assert page.locator(PLAYER).count() == 1 and not [each for each in asked if each]
    player = f"document.querySelector('{PLAYER}')"
    page.evaluate(f"{player}.muted = true, {player}.play()")
    until(page, f"{player}.currentTime > 0.1")
    page.evaluate(f"{player}.currentTime = {SILENCE - 5}")
    until(page, f"{player}.currentTime > {SILENCE - 5} && !{player}.seeking")
    assert page.evaluate(f"Math.round({player}.duration)") == SILENCE
    parts = [each for each in asked if each]
    assert parts and all(each.startswith("bytes=") for each in parts)
    assert any(each != "bytes=0-" for each in parts)


def test_its_words_open_without_a_script(browse, reader):
    page = browse(**PHONE, person=reader, script=False)
    page.goto(f"/en{LESSON}")
    words = page.locator(".clip__words > div").first
    assert not words.is_visible()
    page.locator(".clip__words > summary").first.click()
    assert words.is_visible()


def test_on_paper_its_words_are_open(browse, reader):
    page = browse(person=reader)
    page.goto(f"/en{LESSON}")
    page.emulate_media(media="print")
    assert page.locator(".clip__words > div").first.is_visible()
    assert not page.locator(PLAYER).is_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("dark", [False, True])
def test_nobody_is_shut_out_of_it(browse, reader, tmp_path, language, dark):
    page = browse(**PHONE, person=reader, dark=dark)
    page.goto(f"/{language}{LESSON}")
    assert axe(page) == [] and not scrolls_sideways(page)
    (tmp_path / "page.html").write_text(page.content(), encoding="utf-8")
    assert vnu(tmp_path) == []
    for link in page.locator(".clip__files a").all():
        assert link.bounding_box()["height"] >= 43.5


def test_an_editor_chooses_a_clip(browse, site, playing):
    from people.groups import derive_groups  # noqa: PLC0415
    from people.models import Role  # noqa: PLC0415
    from tests.conftest import person  # noqa: PLC0415

    editor = person(f"editor-{uuid.uuid4().hex[:8]}", Role.CONTENT_EDITOR, Role.PUBLISHER)
    derive_groups(editor, editor.day())
    lesson = LessonPage.objects.get(slug="at-the-desk", locale__language_code="en")
    page = browse(person=editor)
    page.goto(f"/cms/pages/{lesson.pk}/edit/")
    page.locator(".media-chooser .chooser__title").first.wait_for()
    page.locator(".media-chooser .w-dropdown button").first.click()
    page.locator("[data-chooser-action-choose]:visible").first.click()
    page.locator(".modal a.media-choice").first.click()
    page.locator(".modal").wait_for(state="hidden")
