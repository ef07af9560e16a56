"""What a course consists of, in one language: built in one query, kept by edition.

The structure is that of the source language: a lesson withdrawn there is gone in every language.
A title comes from the reader's language where that page is live, else from the source (`lang`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID, uuid4

from django.utils.html import mark_safe
from wagtail.rich_text import expand_db_html

from courses.activities import Activity, activities
from courses.clips import CLIPS
from courses.doings.counted import Survey, survey_of
from courses.models import Course
from courses.models.pages import GROUPS
from courses.noted import NO_NOTE, Note, note_of
from courses.questions.kinds import Question
from courses.questions.sets import QuestionSet
from courses.questions.stored import questions, sets
from courses.standing import Pairs, standing
from courses.ways.known import NOTHING, Known, known_of
from office.kept import Kept


@dataclass(frozen=True)
class Words:
    """Which page's blocks are shown, and which of them nobody translated (yet).

    `page_id` and `revision` name the page, `spoken` its language; blocks in `untranslated` still
    have the words of the course's own language, `source`.
    """

    page_id: int
    revision: str
    spoken: str
    source: str
    untranslated: frozenset[str]

    def language_of(self, block_id: str) -> str:
        return self.source if block_id in self.untranslated else self.spoken


@dataclass(frozen=True)
class Lesson(Words):
    """One lesson. `lang` is the language of its title.

    `clips` is drawn anew with the outline where the lesson plays any, else empty: they may change
    while the page does not, and their captions stand in the reader's order.
    Where another lesson counts the same, `ways` holds the lesson as it is written, then the other;
    `questions`, `sets` and `activities` are then empty, because an answer would tell which way
    somebody took. What either way asks is known of the whole lesson only, under its own `key`.
    """

    key: UUID
    slug: str
    title: str
    url: str
    lang: str
    minutes: int
    questions: tuple[Question, ...]
    sets: tuple[QuestionSet, ...]
    activities: tuple[Activity, ...]
    known: Known = NOTHING
    survey: Survey | None = None
    clips: str = ""
    note: Note = NO_NOTE
    ways: tuple["Way", ...] = ()
    topics: tuple[tuple[str, int], ...] = ()  # code and minutes
    what_changed: str = ""

    @property
    def claims_a_result(self) -> bool:
        """Whether being through with it says more than that it was read."""
        return self.is_marked or self.believes_a_browser

    @property
    def is_marked(self) -> bool:
        if self.ways:
            return self.ways[0].lesson.is_marked
        return bool(self.sets) or any(question.is_scored for question in self.questions)

    @property
    def believes_a_browser(self) -> bool:
        return any(each.claims_a_result for each in self.activities)

    def activity(self, block_id: UUID) -> Activity | None:
        return next((each for each in self.activities if each.id == str(block_id)), None)

    def set(self, block_id: UUID) -> QuestionSet | None:
        return next((each for each in self.sets if each.id == str(block_id)), None)

    def question(self, block_id: UUID) -> Question | None:
        return next((q for q in self.questions if q.id == str(block_id)), None)


@dataclass(frozen=True)
class Bank(Words):
    """The questions that sets draw from."""

    questions: Mapping[str, Question]


@dataclass(frozen=True)
class Way:
    """One of two equal ways through a lesson; its sets draw from the bank of its own module."""

    lesson: Lesson
    bank: Bank = field(hash=False)


@dataclass(frozen=True)
class Module:
    key: UUID
    slug: str
    title: str
    summary: str
    url: str
    lang: str
    lessons: tuple[Lesson, ...]
    bank: Bank = field(hash=False)
    is_optional: bool = False
    group: str = ""  # a letter: of the parts with one letter, some are enough


@dataclass(frozen=True)
class Outline:
    key: UUID
    title: str
    summary: str
    intro_html: str
    url: str
    lang: str
    modules: tuple[Module, ...]
    in_order: bool = False
    credits_modules: bool = False
    of_groups: tuple[tuple[str, int], ...] = ()  # how many parts of each group are needed
    comes_first: tuple[UUID, ...] = ()  # the keys of courses
    what_changed: str = ""

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)


def at_slugs(outline: Outline, slugs: tuple[str, str]) -> tuple[Module, Lesson] | tuple[None, None]:
    """The lesson at these slugs of module and lesson, with its module."""
    for module in outline.modules:
        for lesson in module.lessons:
            if (module.slug, lesson.slug) == slugs:
                return module, lesson
    return None, None


MISSING = object()  # kept too: a course without a live page is asked for again and again
kept = Kept(size=2000)


def outline_of(course: Course, language: str) -> Outline | None:
    """The outline as readers of `language` see it; None while the course is not published."""
    return outlines_of([course], language).get(course.translation_key)


def outlines_of(courses: Iterable[Course], language: str) -> dict[UUID, Outline]:
    """Outlines by the courses' keys; what this process does not have yet costs one query."""
    courses = list(courses)
    names = {course.translation_key: _name(course, language) for course in courses}
    found = {key: kept.get(name) for key, name in names.items()}
    by_source: dict[str, list[UUID]] = {}
    for course in courses:
        if found[course.translation_key] is None:
            by_source.setdefault(course.source_locale, []).append(course.translation_key)
    for source, keys in by_source.items():
        built = _build(keys, source, language)
        found |= {key: built.get(key, MISSING) for key in keys}
        kept.put((names[key], found[key]) for key in keys)
    return {key: outline for key, outline in found.items() if isinstance(outline, Outline)}


def _name(course: Course, language: str) -> tuple:
    return course.translation_key, course.edition, language


def _build(keys: list[UUID], source: str, language: str) -> dict[UUID, Outline]:
    courses, modules, lessons = standing(keys, source, language)
    return {
        page.translation_key: _outline(page, courses.shown(page), modules, lessons, language)
        for page in courses.sources
    }


def _outline(page, shown, modules: Pairs, lessons: Pairs, language: str) -> Outline:
    url = f"/{language}/courses/{page.slug}/"
    as_written = tuple(_module(each, modules, lessons, url) for each in modules.below(page))
    return Outline(
        key=page.translation_key,
        title=shown.title,
        summary=shown.summary,
        intro_html=mark_safe(expand_db_html(shown.intro)),  # noqa: S308  cleaned when saved
        url=url,
        lang=_language_of_title(page, shown),
        modules=_with_ways(as_written),
        in_order=page.in_order,
        credits_modules=page.credits_modules,
        of_groups=tuple((letter, getattr(page, f"needed_{letter}")) for letter, _ in GROUPS),
        comes_first=tuple(UUID(key) for key in page.comes_first),
        what_changed=shown.what_changed,
    )


def _with_ways(modules: tuple[Module, ...]) -> tuple[Module, ...]:
    """Lessons with the equal way round them; what is only that is no lesson of its own."""
    ways = {each.key: Way(each, module.bank) for module in modules for each in module.lessons}
    return tuple(replace(module, lessons=_led(module.lessons, ways)) for module in modules)


def _led(lessons: tuple[Lesson, ...], ways: Mapping[UUID, Way]) -> tuple[Lesson, ...]:
    return tuple(_both(each, ways) for each in lessons if not each.note.is_only_round)


def _both(lesson: Lesson, ways: Mapping[UUID, Way]) -> Lesson:
    """One that claims less, or has a note itself, is no equal way: as if none was named."""
    other = ways.get(lesson.note.round) if lesson.note.round and lesson.note.words else None
    if other is None or other.lesson.key == lesson.key or other.lesson.note.words:
        return lesson
    if lesson.is_marked and not other.lesson.is_marked:
        return lesson
    both = (ways[lesson.key], other)
    return replace(lesson, questions=(), sets=(), activities=(), survey=None, ways=both)


def _module(page, modules: Pairs, lessons: Pairs, course_url: str) -> Module:
    shown, url = modules.shown(page), f"{course_url}{page.slug}/"
    bank = _bank(page, shown)
    return Module(
        key=page.translation_key,
        slug=page.slug,
        title=shown.title,
        summary=shown.summary,
        url=url,
        lang=_language_of_title(page, shown),
        lessons=tuple(
            _lesson(child, lessons.shown(child), url, bank) for child in lessons.below(page)
        ),
        bank=bank,
        is_optional=page.is_optional,
        group=page.group,
    )


def _bank(page, shown) -> Bank:
    return Bank(
        questions={question.id: question for question in questions(page.bank.raw_data)},
        **_words(page, shown, "bank"),
    )


def _lesson(page, shown, module_url: str, bank: Bank) -> Lesson:
    """A set without a bank to draw from asks nothing of anybody."""
    return Lesson(
        key=page.translation_key,
        slug=page.slug,
        title=shown.title,
        url=f"{module_url}{page.slug}/",
        lang=_language_of_title(page, shown),
        minutes=page.minutes,
        questions=tuple(questions(page.body.raw_data)),
        sets=tuple(sets(page.body.raw_data)) if bank.questions else (),
        **_words(page, shown, "body"),
        activities=tuple(activities(page.body.raw_data)),
        known=known_of(page, shown),
        survey=survey_of(page.body.raw_data),
        clips=uuid4().hex if _plays_clips(shown) else "",
        note=note_of(page, shown),
        topics=tuple(_topics(page.topics.raw_data)),
        what_changed=shown.what_changed,
    )


def _topics(raw_blocks) -> Iterator[tuple[str, int]]:
    for block in raw_blocks:
        yield block["value"]["topic"], block["value"]["minutes"]


def _words(page, shown, field: str) -> dict:
    source, theirs = getattr(page, field), getattr(shown, field)
    return {
        "page_id": shown.pk,
        "revision": f"{shown.live_revision_id}:{shown.last_published_at}",
        "spoken": shown.language,
        "source": page.language,
        "untranslated": _untranslated(source, theirs) if shown.pk != page.pk else frozenset(),
    }


def _language_of_title(page, shown) -> str:
    """A title that still has the source's words is in the source's language."""
    return page.language if shown.title == page.title else shown.language


def _untranslated(source, shown) -> frozenset[str]:
    """Blocks that are word for word those of the source: nobody translated them (yet).

    Of a clip also its words alone, as `<id>.transcript`.
    """
    theirs = {block["id"]: block["value"] for block in shown.raw_data}
    pairs = [(b["id"], b["value"], theirs.get(b["id"])) for b in source.raw_data]
    whole = {block_id for block_id, value, their in pairs if their == value}
    clips = {b["id"] for b in source.raw_data if b["type"] in CLIPS}
    words = {
        f"{block_id}.transcript"
        for block_id, value, their in pairs
        if block_id in clips and their and their["transcript"] == value["transcript"]
    }
    return frozenset(whole | words)


def _plays_clips(page) -> bool:
    return any(block["type"] in CLIPS for block in page.body.raw_data)
