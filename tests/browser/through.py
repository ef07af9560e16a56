"""Going through a course as a learner does: what stands there is answered rightly and marked read.

What is right comes from the outline, by ids that are equal in all languages, never from the page.
What is wrong with the words of a page is gathered (`problems`), so that one walk tells all of it.
"""

import json
import re
from functools import cache
from urllib.parse import urlsplit

import polib
from django.conf import settings
from django.utils.translation import override

from courses.either_way import questions_of
from courses.models import Course
from courses.outline import outline_of
from courses.questions.kinds import Matching
from courses.questions.shown import mask
from office import named_values
from tests.conftest import PASSWORD

CONTENT = settings.ROOT / "content"
SHORTEST = 13  # a shorter text may be a name, or the same word in two languages
INLINE = re.compile(r"<[^>]*>|\{[^}]*\}|%\(\w+\)s")
BRACES = re.compile(r"\{[\w-]+\}")
SEEN = """() => {
  const texts = [];
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (!node.parentElement.closest("script, style, noscript")) texts.push(node.data);
  }
  for (const name of ["alt", "title", "aria-label", "placeholder"])
    for (const element of document.querySelectorAll(`[${name}]`))
      texts.push(element.getAttribute(name));
  const root = document.documentElement;
  const isWide = root.scrollWidth > window.innerWidth;
  return {lang: root.lang, dir: root.dir, isWide, texts};
}"""
FIELDS = "form => [...form.elements].filter(each => each.type !== 'hidden').map(each => each.name)"


# --- the words that don't belong into a page of this language
@cache
def strange_to(slug, language):
    """Pieces of text as a page has them, in any language of the course that is not this one."""
    said = {"en": set()}
    for file in sorted((CONTENT / slug / "locale").glob("*.po")):
        catalogue = [entry for entry in polib.pofile(str(file)) if not entry.obsolete]
        said["en"] |= pieces(entry.msgid for entry in catalogue)
        said[file.stem] = pieces(entry.msgstr for entry in catalogue)
    return set().union(*said.values(), of_site(language)) - said[language]


@cache
def of_site(language):
    """English words of the site itself, of its activities, and what stands in for a named value."""
    if language == "en":
        return set()
    file = settings.ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    catalogue = [entry for entry in polib.pofile(str(file)) if not entry.obsolete]
    english = pieces(entry.msgid for entry in catalogue) | of_activities("en")
    own = pieces(entry.msgstr for entry in catalogue) | of_activities(language)
    return english - own | stand_ins("en") - stand_ins(language)


def of_activities(language):
    files = sorted((CONTENT / "h5p" / "examples").glob(f"*/{language}/content.json"))
    return pieces(text for file in files for text in strings(json.loads(file.read_text())))


def strings(value):
    if isinstance(value, dict | list):
        within = value.values() if isinstance(value, dict) else value
        return [text for each in within for text in strings(each)]
    return [value] if isinstance(value, str) else []


def stand_ins(language):
    with override(language):
        words = {str(each) for each in named_values.WELL_KNOWN.values()}
    return words | {name.replace("-", " ") for name in named_values.WELL_KNOWN if language == "en"}


def pieces(texts):
    found = {tidy(piece) for text in texts for piece in INLINE.split(text)}
    return {piece for piece in found if len(piece) >= SHORTEST}


def tidy(text):
    return " ".join(text.split())


class Through:
    """One learner, in one language, from the door to the end of a course."""

    def __init__(self, page, learner, slug, language):
        self.page, self.learner, self.slug, self.language = page, learner, slug, language
        self.outline = outline_of(Course.objects.get(slug=slug), language)
        self.problems = []

    @property
    def asked(self):
        """How many of its questions and sets leave something behind; two ways leave one thing."""
        lessons = self.outline.lessons
        return sum(len(each.questions) + len(each.sets) + bool(each.ways) for each in lessons)

    def sign_in(self):
        self.page.goto(f"/{self.language}/account/login/")
        self.page.fill("[name=login]", self.learner.sign_in_name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.check("[name=device][value=mine]")
        self.page.click("main form button[type=submit] >> nth=0")
        self.page.wait_for_url(f"**/{self.language}/")

    def join(self):
        """After a look at each of its parts, as a shelf has them."""
        for part in (*self.outline.modules, self.outline):
            self.page.goto(part.url)
            self.look(part.title)
        self.page.locator("main form button[type=submit]").first.click()

    def whole(self):
        """Each lesson leads to the next by itself; the last one back to the course."""
        for module in self.outline.modules:
            for lesson in module.lessons:
                self.page.wait_for_url(f"**{lesson.url}")
                self.look(lesson.title)
                self.lesson(module, lesson)
                self.look(lesson.title)
                self.page.locator("#lesson-done button[type=submit]").click()
        self.page.wait_for_url(f"**{self.outline.url}")
        self.look(self.outline.title)

    # --- what is wrong with a page
    def look(self, title=""):
        seen = self.page.evaluate(SEEN)
        way = (seen["lang"], seen["dir"])
        if way != (self.language, "rtl" if self.language == "ar" else "ltr"):
            self._say(way)
        if seen["isWide"]:
            self._say("scrolls sideways")
        if title and self.page.locator("h1").inner_text() != title:
            self._say(f"is not headed “{title}”")
        self._read(seen["texts"])

    def _read(self, texts):
        texts = {tidy(text) for text in texts}
        for text in texts & strange_to(self.slug, self.language):
            self._say(f"in another language: {text}")
        for text in filter(BRACES.search, texts):
            self._say(f"braces: {text}")

    def _say(self, what):
        self.problems.append(f"{urlsplit(self.page.url).path} {what}")

    # --- what a lesson asks
    def lesson(self, module, lesson):
        for note in self.page.locator(".noted__open").all():
            note.click()
        for box in self.page.locator(".checklist input:visible").all():
            box.check()
        for box in self.page.locator(".reflection__box:visible").all():
            box.fill("…")
        for question in lesson.questions:
            self.answer(f"#question-{question.id}", [question])
        for each in lesson.sets:
            bank = module.bank.questions.values()
            self.answer(f"#question-{each.id} form", bank, is_set=True)
        for each in lesson.activities:
            self.play(f"#activity-{each.id}")
        if lesson.ways:
            self.one_way(lesson.ways[0])

    def play(self, place):
        """Opened, to see in which language it speaks; then done in the way that all have."""
        self.page.locator(f"{place} [data-start] button").click()
        inside = self.page.frame_locator(f"{place} iframe").locator("#h5p .h5p-container")
        inside.wait_for()
        self._read(inside.evaluate(SEEN)["texts"])
        self.send(f"{place} .activity__done")

    def answer(self, place, questions, *, is_set=False):
        """A scenario takes a step each time; everything else is right at once."""
        for _step in range(10):
            form = self.page.locator(place)
            if not form.count() or not self.fill(form, questions, is_set=is_set):
                return
            self.send(place)
            if not any(question.is_scored for question in questions):
                return  # a scale may be changed for ever
        raise AssertionError(f"{place} does not come to an end")

    def one_way(self, way):
        """What was noted of the whole lesson: all its questions stand in one form."""
        place = ".noted__form:has([name=way][value='0'])"
        if not self.page.locator(f"{place}:visible").count():
            self.page.locator(".noted__open").first.click()
        put = {each.id: tuple(way.bank.questions) for each in way.lesson.sets}
        self.answer(place, questions_of(way, put).values(), is_set=True)

    def fill(self, form, questions, *, is_set):
        """Whether there was anything to fill in."""
        there, filled = set(form.evaluate(FIELDS)), 0
        for question in questions:
            start = f"{question.id}." if is_set else ""
            for place, value in sorted(question.best()):
                if f"{start}{place}" in there:
                    self._choose(form, question, f"{start}{place}", value)
                    filled += 1
        return filled

    def _choose(self, form, question, name, value):
        if isinstance(question, Matching):
            value = mask(value, learner=str(self.learner.pk))
        field = form.locator(f"select[name='{name}']")
        if field.count():
            field.select_option(value)
        else:
            form.locator(f"input[name='{name}'][value='{value}']").check()

    def send(self, place):
        """Until the page has an answer to it: each form it draws has an attempt of its own."""
        sent = self.page.locator(f"{place} [name=attempt]").get_attribute("value")
        self.page.locator(f"{place} button[type=submit]").last.click()
        self.page.locator(f"[name=attempt][value='{sent}']").wait_for(state="detached")
