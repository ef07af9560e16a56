"""Read it my way, and how was it: in a browser, on a small phone, with and without a script."""

import pytest

from courses.api import Course, enrol
from courses.models import LessonFeedback, LessonPage
from courses.publishing import renew
from office.pictures import Picture
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.browser.pages import LESSON

PHONE = {"width": 320, "height": 640}
VOICES = """
  window.spoken = [];
  window.cancelled = 0;
  const voice = (lang, localService) => ({ lang, localService, name: lang });
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [VOICES].map((each) => voice(...each)),
    speak: (said) => { window.saying = said; window.spoken.push([said.text, said.voice.lang]); },
    cancel: () => { window.cancelled += 1; },
    addEventListener: () => {},
  } });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
LOCAL = '["en-GB", true], ["ar-SA", true]'
REMOTE = '["en-GB", false], ["ar-SA", false]'
OPEN = "summary.my-way__name"
START, PAUSE, RESUME, STOP = (f"[data-listen-{n}]" for n in ("start", "pause", "resume", "stop"))
ORDER = """
  (() => {
    const whole = document.querySelector(".prose").textContent.replace(/\\s+/g, " ");
    let from = 0;
    return window.spoken.every(([text]) => {
      const found = whole.indexOf(text, from);
      if (found >= 0) from = found + text.length;
      return found >= 0;
    });
  })()
"""
TO_THE_END = """
  for (let n = 0; n < 300 && !document.querySelector("[data-listen-pause]").hidden; n += 1)
    window.saying.onend();
"""


@pytest.fixture
def course(site):
    """The course of the demonstration, with a short version of its first lesson."""
    course = Course.objects.get(slug="everyday-practice")
    for page in LessonPage.objects.filter(slug="at-the-desk"):
        page.short_text, page.short_alt = "One. Two. Three.", "A bench."
        page.short_picture = Picture.objects.first()
        page.save()
    renew(course)
    return course


@pytest.fixture
def reader(learner, course):
    enrol(learner, course, by=learner)
    return learner


@pytest.fixture
def listen(browse, reader):
    """`listen(LOCAL, "ar")`: the lesson on a device with these voices, the bar open."""

    def listen(voices, language="en"):
        page = browse(**PHONE, person=reader)
        page.add_init_script(VOICES.replace("VOICES]", f"{voices}]"))
        page.goto(f"/{language}{LESSON}")
        page.click(OPEN)
        return page

    return listen


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_voice_of_the_device_reads_the_lesson_in_order(listen, language):
    page = listen(LOCAL, language)
    page.click(START)
    page.evaluate(TO_THE_END)
    spoken = page.evaluate("window.spoken")
    assert len(spoken) > 10 and {lang[:2] for _text, lang in spoken} == {language}
    assert page.evaluate(ORDER)
    asked = page.locator(".question__prompt").first.inner_text().strip()
    assert asked in [text for text, _lang in spoken]
    assert page.is_visible(START) and not page.is_visible(STOP)


def test_it_pauses_and_goes_on_where_it_was(listen):
    page = listen(LOCAL)
    page.click(START)
    page.evaluate("window.saying.onend()")
    page.click(PAUSE)
    before = page.evaluate("window.spoken")
    page.evaluate("window.saying.onend()")  # what a browser reports of what was cancelled
    assert page.evaluate("window.spoken") == before
    page.click(RESUME)
    assert page.evaluate("window.spoken") == [*before, before[-1]]
    page.click(STOP)
    assert page.is_visible(START) and page.evaluate("window.cancelled") > 1


@pytest.mark.parametrize("voices", [REMOTE, '["fr-FR", true]', ""])
def test_without_a_voice_of_its_own_language_on_the_device_none_is_offered(listen, voices):
    page = listen(voices)
    assert not page.is_visible(START)


def test_leaving_quickly_is_silent_at_once(listen):
    page = listen(LOCAL)
    page.click(START)
    page.route("**/exit/", lambda route: route.fulfill(status=204))
    before = page.evaluate("window.cancelled")
    page.click("a.exit")
    assert page.evaluate("window.cancelled") > before


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("dark", [False, True])
def test_nobody_is_shut_out_of_any_of_it(listen, browse, reader, language, dark):
    page = listen(LOCAL, language)
    page.emulate_media(color_scheme="dark" if dark else "light")
    assert axe(page) == [] and not scrolls_sideways(page)
    page.goto(f"/{language}{LESSON}?short=1")
    assert axe(page) == [] and not scrolls_sideways(page)
    page.goto(f"/{language}{LESSON}")
    page.click("[name=kind][value=upsetting]")
    page.locator("#say-words").wait_for()
    assert axe(page) == [] and not scrolls_sideways(page)


def test_it_is_one_line_until_it_is_opened(browse, reader):
    page = browse(**PHONE, person=reader)
    page.goto(f"/en{LESSON}")
    assert page.locator(".my-way").bounding_box()["height"] < 60
    assert page.locator(OPEN).bounding_box()["height"] >= 43.5


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", ["large", "larger"])
def test_larger_text_reaches_every_page_and_none_scrolls_sideways(browse, reader, language, size):
    page = browse(**PHONE, person=reader, script=False)
    page.goto(f"/{language}{LESSON}")
    before = page.locator("h1").bounding_box()["height"]
    page.click(OPEN)
    page.click(f"[name=size][value={size}]")
    page.wait_for_url(f"**{LESSON}")
    assert page.locator("h1").bounding_box()["height"] > before
    for path in (LESSON, "/", "/courses/", "/account/", "/my-learning/"):
        page.goto(f"/{language}{path}")
        assert page.locator(f"html[data-text={size}]").count() == 1
        assert page.locator("body").evaluate("() => document.body.scrollWidth <= 320"), path


def test_all_of_it_works_without_a_script(browse, reader):
    page = browse(**PHONE, person=reader, script=False)
    page.goto(f"/en{LESSON}")
    page.click(OPEN)
    assert not page.is_visible(START) and not page.is_visible("[data-print]")
    page.click("a[href$='?short=1']")
    assert "One. Two. Three." in page.inner_text("main")
    page.click("main a.button")
    page.click("[name=kind][value=confusing]")
    page.fill("#say-words", "A step was missing.")
    page.check("#say-answer")
    page.click("main form.form button")
    page.wait_for_url(f"**{LESSON}")
    row = LessonFeedback.objects.get(person=reader)
    assert (row.kind, row.words) == ("confusing", "A step was missing.")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_file_opens_by_itself_and_is_good_html(browse, reader, tmp_path, language):
    page = browse(**PHONE, person=reader)
    page.goto(f"/{language}{LESSON}")
    page.click(OPEN)
    with page.expect_download() as download:
        page.click("a[download]")
    assert download.value.suggested_filename == "part-1.html"
    file = tmp_path / "part.html"
    download.value.save_as(file)
    assert vnu(tmp_path) == []
    assert b"data:image/" in file.read_bytes()
    page.goto("about:blank")  # whose policy is the file’s own
    page.set_content(file.read_text(encoding="utf-8"))
    assert not scrolls_sideways(page)
    assert axe(page) == []


def test_paper_shows_the_lesson_and_none_of_what_is_around_it(browse, reader):
    page = browse(person=reader)
    page.goto(f"/en{LESSON}")
    page.emulate_media(media="print")
    assert page.is_visible(".prose") and page.is_visible(".question")
    for around in (".my-way", ".say", ".masthead__nav"):
        assert not page.is_visible(around)


def test_the_button_prints(browse, reader):
    page = browse(person=reader)
    page.add_init_script("window.print = () => { window.printed = true; };")
    page.goto(f"/en{LESSON}")
    page.click(OPEN)
    page.click("[data-print]")
    assert page.evaluate("window.printed")
