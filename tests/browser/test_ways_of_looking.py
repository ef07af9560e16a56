"""Every kind of page, magnified, spaced out, by keyboard, on paper, without movement."""

from itertools import count

import pytest

from people.groups import derive_groups
from people.models import Role
from tests.browser.judges import scrolls_sideways
from tests.browser.pages import ADMINISTRATORS, LESSON, MEMBERS, VISITORS
from tests.conftest import person

SPACED = """
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
"""
DOUBLED = "document.documentElement.style.setProperty('font-size', '200%')"
CUT_OFF = """
  [...document.querySelectorAll("body *")]
    .filter((e) => e.checkVisibility() && !e.closest(".unseen, .skip, svg, select, option, input"))
    .filter((e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowX))
    .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
    .map((e) => e.outerHTML.slice(0, 90))
"""
STOPS = """
  const all = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
    .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled);
  const first = new Set();
  window.stops = all.filter((e) => {
    if (e.type !== "radio") return true;
    const group = `${e.form?.id} ${e.form?.action} ${e.name}`;
    const goes = !first.has(group);
    first.add(group);
    return goes;
  });
  window.stops.length
"""
HERE = """
  (() => {
    const e = document.activeElement, box = e.getBoundingClientRect();
    const radios = e.type === "radio" && window.stops.find((s) => s.name === e.name);
    const bar = document.querySelector("a.exit").getBoundingClientRect();
    const around = e.closest("label.option, article, li");
    const isSeen = [[e], [e, "::after"], [around ?? e]].some((place) => {
      const style = getComputedStyle(...place);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    return {
      stop: window.stops.indexOf(radios || e),
      isSeen,
      isCovered: !e.matches(".exit, .skip") && box.top >= bar.top && box.bottom <= bar.bottom
        && box.left >= bar.left && box.right <= bar.right,
      what: e.outerHTML.slice(0, 90),
    };
  })()
"""
SMALL = """
  [...document.querySelectorAll(
    "button, summary, .button, .exit, .languages a, .masthead__links a, .masthead__name, " +
    "input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea, label.option")]
    .filter((e) => e.checkVisibility({visibilityProperty: true}))
    .filter((e) => e.getBoundingClientRect().height < 43.5)
    .map((e) => e.outerHTML.slice(0, 90))
"""
MOVING = """
  [...document.querySelectorAll("body *")].filter((e) => {
    const s = getComputedStyle(e);
    const longest = (list) => Math.max(...list.split(",").map(parseFloat));
    return longest(s.transitionDuration) > 0.001
      || (s.animationName !== "none" && longest(s.animationDuration) > 0.001);
  }).map((e) => e.outerHTML.slice(0, 90))
"""
NUMBERS = count(1)
NOT_ON_PAPER = "a.exit, .languages, .menu, .masthead__nav, .breadcrumbs, .skip"


@pytest.fixture
def administrator(site):
    who = person(f"looking-{next(NUMBERS)}", Role.ADMINISTRATOR)
    derive_groups(who, who.day())
    return who


@pytest.fixture
def everywhere(browse, learner, administrator):
    """`everywhere("ar", width=320)` opens every kind of page in turn, as who may see it."""

    def everywhere(language, **options):
        whose = [(None, VISITORS), (learner, MEMBERS), (administrator, ADMINISTRATORS)]
        for who, paths in whose:
            page = browse(person=who, **options)
            for path in paths:
                page.goto(f"/{language}{path}")
                yield page

    return everywhere


@pytest.mark.parametrize("language", ["en", "ar"])
def test_at_four_times_the_size_nothing_is_out_of_reach(everywhere, language):
    found = []
    for page in everywhere(language, width=320, height=256):
        if scrolls_sideways(page):
            found.append(page.url)
        bar = page.locator("a.exit").bounding_box()
        if bar["height"] > 256 / 4:
            found.append(f"{page.url}: the way out takes {bar['height']} of 256 pixels")
    assert found == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_text_may_be_spaced_out_and_doubled(everywhere, language):
    found = []
    for page in everywhere(language, width=1280):
        for change in (SPACED, DOUBLED):
            page.evaluate(change)
            found += [f"{page.url} {cut}" for cut in page.evaluate(CUT_OFF)]
            if scrolls_sideways(page):
                found.append(f"{page.url} scrolls sideways")
    assert found == []


@pytest.mark.parametrize(("language", "width"), [("en", 320), ("ar", 1280)])
def test_the_keyboard_reaches_everything_and_one_sees_where_one_is(everywhere, language, width):
    found = []
    for page in everywhere(language, width=width, height=640):
        many = page.evaluate(STOPS)
        page.evaluate("document.activeElement.blur()")
        page.evaluate("window.getSelection().setPosition(document.body, 0)")
        reached = []
        for _ in range(many):
            page.keyboard.press("Tab")
            here = page.evaluate(HERE)
            reached.append(here["stop"])
            if not here["isSeen"] or here["isCovered"]:
                found.append(f"{page.url} {here}")
        if sorted(reached) != list(range(many)):
            missed = sorted(set(range(many)) - set(reached))
            found.append(f"{page.url} misses {missed} of {many}: {reached}")
    assert found == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_what_is_pressed_is_large_enough_for_a_thumb(everywhere, language):
    found = []
    for page in everywhere(language, width=320):
        found += [f"{page.url} {small}" for small in page.evaluate(SMALL)]
    assert found == []


def test_nothing_moves_for_who_wants_no_movement(everywhere):
    found = []
    for page in everywhere("en"):
        found += [f"{page.url} {moving}" for moving in page.evaluate(MOVING)]
    assert found == []


@pytest.mark.parametrize("dark", [True, False])
def test_on_paper_stand_the_words_alone_black_on_white(everywhere, dark):
    found = []
    for page in everywhere("en", dark=dark):
        page.emulate_media(media="print")
        if page.locator(f"{NOT_ON_PAPER} >> visible=true").count():
            found.append(f"{page.url} prints what is for the screen")
        ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        if ink != "rgb(0, 0, 0)" or paper not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"):
            found.append(f"{page.url} prints {ink} on {paper}")
    assert found == []


def test_a_lesson_fits_on_a_few_sheets(browse, learner):
    page = browse(person=learner)
    page.goto(f"/en{LESSON}")
    sheets = page.pdf(format="A4").count(b"/Type /Page\n")
    assert 1 <= sheets <= 4


def test_without_a_script_what_is_missing_is_said_beside_its_field(browse):
    page = browse(width=320, script=False)
    page.goto("/fr/account/login/")
    page.click("main form button[type=submit] >> nth=0")
    assert page.locator(".field__error").first.is_visible()
    page.locator("[hreflang=es]").first.click()
    page.wait_for_url("**/es/account/login/")
