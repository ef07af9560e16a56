"""A course on paper: one page to keep, and a guide for whoever leads it in a group.

Both are made of what the course holds now, in the reader's language, so none is ever out of step
with its text. They are the same for everybody who may read the course, and tell nobody's progress.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import mark_safe
from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html

from courses.models import CoursePage, LessonPage
from courses.outline import Lesson, Module, Outline
from office import organisation, pdf, support
from office.blocks import Tone
from office.named_values import Book
from office.support import Helper, Kind

KEPT_FOR = 24 * 60 * 60  # seconds; what it is kept by says all that it depends on
STEPS = (1, 2, 3)  # how large the page to keep is set: the first that fits
MOST_NUMBERS = 2
ITEM = re.compile(r"<li\b[^>]*>(.*?)(?=<(?:/li|ul|ol)\b)", re.DOTALL)
LINK = re.compile(r"</?a\b[^>]*>")
OURS = re.compile(r'(?<=\bhref=")/(?!/)')


@dataclass(frozen=True)
class Words:
    """In one language, as HTML that is safe."""

    html: str
    lang: str

    @property
    def direction(self) -> str:
        return direction_of(self.lang)


@dataclass(frozen=True)
class Row:
    """A lesson with what it gives to take along."""

    lesson: Lesson
    takes: tuple[Words, ...]

    @property
    def has_note(self) -> bool:
        return self.lesson.note.is_there


@dataclass(frozen=True)
class Part:
    module: Module
    rows: tuple[Row, ...]

    @property
    def minutes(self) -> int:
        return sum(row.lesson.minutes for row in self.rows)

    @property
    def taking(self) -> list[Row]:
        """The lessons that give something to take along."""
        return [row for row in self.rows if row.takes]


@dataclass(frozen=True)
class Sheet:
    """What stands on a paper. Without `outcomes` the summary says what the course is about."""

    language: str
    course: Outline
    outcomes: tuple[Words, ...]
    parts: tuple[Part, ...]
    guide: Words | None = None
    numbers: tuple[Helper, ...] = ()

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def org(self) -> organisation.Frame:
        return organisation.current()


def direction_of(language: str) -> str:
    return "rtl" if translation.get_language_info(language)["bidi"] else "ltr"


# --- what stands on it
def one_page(outline: Outline, language: str) -> Sheet:
    """Two statements, however many lessons there are."""
    return _sheet(outline, language, Book())


def leading(outline: Outline, language: str) -> Sheet | None:
    """The guide with all that the course itself says; None where nobody wrote one."""
    book = Book()
    guide = _guide(outline, book)
    return _sheet(outline, language, book, guide) if guide else None


def _sheet(outline: Outline, language: str, book: Book, guide: Words | None = None) -> Sheet:
    bodies = _bodies(outline)
    return Sheet(
        language=language,
        course=outline,
        outcomes=tuple(_outcomes(outline)),
        parts=tuple(_part(module, bodies, book) for module in outline.modules),
        guide=guide,
        numbers=tuple(_numbers(language)),
    )


def _outcomes(outline: Outline) -> Iterator[Words]:
    """The items of the introduction, as its source has them where their meaning changed."""
    now = outline.told.get("intro")
    is_old = bool(now and now.html)
    html, lang = (now.html, now.lang) if is_old else (outline.intro_html, outline.intro_lang)
    for found in ITEM.finditer(html):
        yield Words(_without_links(found[1]), lang)


def _guide(outline: Outline, book: Book) -> Words | None:
    if not outline.guide_page:
        return None
    now = outline.told.get("guide")
    if now and now.html:
        return Words(_with_whole_links(now.html), now.lang)
    kept = CoursePage.objects.filter(pk=outline.guide_page).values_list("guide", flat=True).first()
    words = book.fill(_safe(expand_db_html(kept or "")), outline.guide_lang)
    return Words(_with_whole_links(words), outline.guide_lang) if kept else None


def _bodies(outline: Outline) -> dict[int, list[dict]]:
    """As they are shown, and as the source has them where they changed since; one statement."""
    wanted = {_written(lesson).page_id for lesson in outline.lessons}
    wanted |= {_written(each).source_page for each in outline.lessons if _written(each).changed}
    rows = LessonPage.objects.filter(pk__in=wanted).values_list("pk", "body")
    return {pk: [raw for raw in body.raw_data if _is_take(raw)] for pk, body in rows}


def _written(lesson: Lesson) -> Lesson:
    """Of two equal ways, the lesson as it is written."""
    return lesson.ways[0].lesson if lesson.ways else lesson


def _is_take(raw: dict) -> bool:
    return raw["type"] == "callout" and raw["value"].get("tone") == Tone.TAKE


def _part(module: Module, bodies: dict, book: Book) -> Part:
    rows = (Row(each, tuple(_takes(_written(each), bodies, book))) for each in module.lessons)
    return Part(module, tuple(rows))


def _takes(lesson: Lesson, bodies: dict, book: Book) -> Iterator[Words]:
    """Of what changed in the source since, the source's words: paper is not put right later."""
    now = {raw["id"]: raw for raw in bodies.get(lesson.source_page, ())}
    for raw in bodies.get(lesson.page_id, ()):
        is_old = bool(lesson.severity_of(raw["id"])) and raw["id"] in now
        lang = lesson.source if is_old else lesson.language_of(raw["id"])
        value = (now[raw["id"]] if is_old else raw)["value"]
        words = _without_links(value.get("text") or "")  # first: a link to a page is a statement
        yield Words(book.fill(words, lang), lang)


def _numbers(language: str) -> list[Helper]:
    """For emergencies, those first who speak the language."""
    known = (each for each in support.helpers(language) if each.kind == Kind.EMERGENCY)
    return [each for each in known if each.tel][:MOST_NUMBERS]


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  cleaned when saved


def _without_links(html: str) -> SafeString:
    """Nobody can follow one on paper; its words stay."""
    return _safe(LINK.sub("", html))


def _with_whole_links(html: str) -> SafeString:
    """A file does not know which site it came from."""
    return _safe(OURS.sub(f"{settings.SITE_URL}/", html))


# --- as a page and as a file
ONE_PAGE, LEADING = "courses/paper/one_page.html", "courses/paper/leading.html"


def as_html(template: str, sheet: Sheet, *, step: int = 1, is_screen: bool = False) -> str:
    """To print in a browser with `is_screen`, which then has a button for it."""
    with translation.override(sheet.language):
        return render_to_string(template, {"sheet": sheet, "step": step, "is_screen": is_screen})


def as_pdf(template: str, sheet: Sheet) -> bytes:
    """Set once for all who read the same; raises `office.pdf.NoPdf` where the site can make none.

    One page is set as large as it can be; a course with more to say than fits takes a second one.
    """
    steps = STEPS if template == ONE_PAGE else STEPS[:1]
    pages = [as_html(template, sheet, step=step) for step in steps]
    key = f"courses:paper:{hashlib.sha256(pages[0].encode()).hexdigest()}"
    content = cache.get(key)
    if content is None:
        content = pdf.render_within(1, pages)
        cache.set(key, content, KEPT_FOR)
    return content
