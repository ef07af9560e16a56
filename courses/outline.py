"""What a course consists of, in one language: built in one query or two, kept by edition.

The structure is that of the source language: a lesson withdrawn there is gone in every language.
A title comes from the first language of the reader in which that page is live, else from the
source (`lang`). What changed in the source since it was translated is known with it.
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
from courses.doings.shown import DOINGS
from courses.filling import drawn, in_outline
from courses.languages import shown as languages_shown
from courses.languages.reading import Languages, before, of_page
from courses.languages.shown import Changed, Severities
from courses.models import Course
from courses.models.change import Severity
from courses.models.pages import GROUPS
from courses.noted import NO_NOTE, NOTED, Note, note_of
from courses.questions.kinds import Question
from courses.questions.sets import QuestionSet
from courses.questions.stored import READERS, questions, sets
from courses.standing import Pairs, Standing, standing
from courses.ways.known import NOTHING, Known, known_of
from office.kept import Kept
from office.named_values import Book

# Kinds whose words would be others in another language; of a picture or a title one can't know.
WORDED = {"text", "callout", "case_story", "quotation", NOTED, *READERS, *DOINGS}


@dataclass(frozen=True)
class Instead:
    """Which language stands in for the reader's, and whether all is in it."""

    lang: str
    is_whole: bool


@dataclass(frozen=True)
class Words:
    """Which page's blocks are shown, and which of them nobody translated (yet).

    `page_id` and `revision` name the page, `spoken` its language; blocks in `untranslated` still
    have the words of the course's own language, `source`. Since it was translated, the blocks in
    `changed` were changed there, with their severity; `source_page` and `source_revision` name the
    page that has them as they are now. `drawn` is new with each outline where the words name values
    that may change while the page does not.
    """

    page_id: int
    revision: str
    spoken: str
    source: str
    untranslated: frozenset[str]
    changed: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    source_page: int = field(default=0, kw_only=True)
    source_revision: str = field(default="", kw_only=True)
    drawn: str = field(default="", kw_only=True)
    has_gaps: bool = field(default=False, kw_only=True)  # words that wait for their translation

    @property
    def edition(self) -> tuple:
        """All that the words depend on."""
        return self.page_id, self.revision, self.changed, self.source_revision, self.drawn

    @cached_property
    def in_place(self) -> frozenset[str]:
        """Blocks that are shown as the source has them: the old translation could do harm."""
        return frozenset(block for block, severity in self.changed if severity == Severity.SAFETY)

    def severity_of(self, block_id: str) -> str:
        """Of a change that its reader is told of; else empty. Nothing is older than itself."""
        severity = dict(self.changed).get(block_id, "")
        return "" if severity == Severity.MEANING and block_id in self.untranslated else severity

    def instead_of(self, language: str) -> Instead | None:
        """What is read here by who asked for `language`; None where that is what they read."""
        if self.spoken != language:
            return Instead(self.spoken, is_whole=True)
        return Instead(self.source, is_whole=False) if self.has_gaps else None

    def language_of(self, block_id: str) -> str:
        whole = block_id.partition(".")[0]
        is_theirs = block_id not in self.untranslated and whole not in self.in_place
        return self.spoken if is_theirs else self.source


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
    told: Mapping[str, Changed] = field(default_factory=dict, hash=False)

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
    summary_lang: str = ""
    told: Mapping[str, Changed] = field(default_factory=dict, hash=False)


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
    summary_lang: str = ""
    intro_lang: str = ""
    guide_page: int = 0  # the page that has the guide for whoever leads a group; 0 without one
    guide_lang: str = ""
    told: Mapping[str, Changed] = field(default_factory=dict, hash=False)

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


def outline_of(course: Course, languages: Languages) -> Outline | None:
    """The outline as readers of these languages see it; None while it is not published."""
    return outlines_of([course], languages).get(course.translation_key)


def outlines_of(courses: Iterable[Course], languages: Languages) -> dict[UUID, Outline]:
    """Outlines by the courses' keys; what this process does not have yet costs a query or two.

    Of several languages the first is that of the addresses; see `languages.reading.read_by`.
    """
    courses = list(courses)
    names = {course.translation_key: _name(course, languages) for course in courses}
    found = {key: kept.get(name) for key, name in names.items()}
    by_source: dict[str, list[UUID]] = {}
    for course in courses:
        if found[course.translation_key] is None:
            by_source.setdefault(course.source_locale, []).append(course.translation_key)
    for source, keys in by_source.items():
        built = _build(keys, source, languages)
        found |= {key: built.get(key, MISSING) for key in keys}
        kept.put((names[key], found[key]) for key in keys)
    return {key: outline for key, outline in found.items() if isinstance(outline, Outline)}


def _name(course: Course, languages: Languages) -> tuple:
    wanted = before(course.source_locale, languages)
    return course.translation_key, course.edition, of_page(languages), wanted


def _build(keys: list[UUID], source: str, languages: Languages) -> dict[UUID, Outline]:
    stand, language = standing(keys, source, before(source, languages)), of_page(languages)
    built, book = (_outline(page, stand, language) for page in stand.courses.sources), Book()
    return {outline.key: in_outline(outline, book) for outline in built}


def _outline(page, stand: Standing, language: str) -> Outline:
    url, shown = f"/{language}/courses/{page.slug}/", stand.courses.shown(page)
    below = stand.modules.below(page)
    as_written = tuple(_module(each, stand.modules, stand.lessons, url) for each in below)
    return Outline(
        key=page.translation_key,
        title=shown.title,
        summary=shown.summary,
        intro_html=mark_safe(expand_db_html(shown.intro)),  # noqa: S308  cleaned when saved
        url=url,
        lang=_language_of(page, shown, "title"),
        modules=_with_ways(as_written),
        in_order=page.in_order,
        credits_modules=page.credits_modules,
        of_groups=tuple((letter, getattr(page, f"needed_{letter}")) for letter, _ in GROUPS),
        comes_first=tuple(UUID(key) for key in page.comes_first),
        what_changed=shown.what_changed,
        summary_lang=_language_of(page, shown, "summary"),
        intro_lang=_language_of(page, shown, "intro"),
        guide_page=_page_with_guide(page, shown),
        guide_lang=_language_of(page, shown, "guide"),
        told=languages_shown.of_fields(page, shown, stand.courses.changes(page)),
    )


def _page_with_guide(page, shown) -> int:
    """It is read only by whoever asks for it, so it is not kept with the outline."""
    has_its_own = shown.guide and shown.guide != page.guide
    return shown.pk if has_its_own else page.pk if page.guide else 0


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
    changes = modules.changes(page)
    bank = _bank(page, shown, changes)
    return Module(
        key=page.translation_key,
        slug=page.slug,
        title=shown.title,
        summary=shown.summary,
        url=url,
        lang=_language_of(page, shown, "title"),
        lessons=tuple(
            _lesson(each, lessons.shown(each), lessons.changes(each), url, bank)
            for each in lessons.below(page)
        ),
        bank=bank,
        is_optional=page.is_optional,
        group=page.group,
        summary_lang=_language_of(page, shown, "summary"),
        told=languages_shown.of_fields(page, shown, changes),
    )


def _bank(page, shown, changes: Severities) -> Bank:
    return Bank(
        questions={question.id: question for question in questions(page.bank.raw_data)},
        **_words(page, shown, "bank", changes),
    )


def _lesson(page, shown, changes: Severities, module_url: str, bank: Bank) -> Lesson:
    """A set without a bank to draw from asks nothing of anybody."""
    return Lesson(
        key=page.translation_key,
        slug=page.slug,
        title=shown.title,
        url=f"{module_url}{page.slug}/",
        lang=_language_of(page, shown, "title"),
        minutes=page.minutes,
        questions=tuple(questions(page.body.raw_data)),
        sets=tuple(sets(page.body.raw_data)) if bank.questions else (),
        **_words(page, shown, "body", changes),
        activities=tuple(activities(page.body.raw_data)),
        known=known_of(page, shown),
        survey=survey_of(page.body.raw_data),
        clips=uuid4().hex if _plays_clips(shown) else "",
        note=note_of(page, shown),
        topics=tuple(_topics(page.topics.raw_data)),
        what_changed=shown.what_changed,
        told=languages_shown.of_fields(page, shown, changes),
    )


def _topics(raw_blocks) -> Iterator[tuple[str, int]]:
    for block in raw_blocks:
        yield block["value"]["topic"], block["value"]["minutes"]


def _words(page, shown, field: str, changes: Severities) -> dict:
    source, theirs = getattr(page, field), getattr(shown, field)
    changed = languages_shown.below(changes, field)
    untranslated = _untranslated(source, theirs) if shown.pk != page.pk else frozenset()
    told = dict(changed)  # these have words of their own to say it
    gaps = (raw for raw in source.raw_data if raw["id"] in untranslated and raw["id"] not in told)
    return {
        "page_id": shown.pk,
        "revision": _revision(shown),
        "spoken": shown.language,
        "source": page.language,
        "untranslated": untranslated,
        "has_gaps": any(raw["type"] in WORDED for raw in gaps),
        "drawn": drawn([*source.raw_data, *theirs.raw_data]),
        "changed": changed,
        "source_page": page.pk,
        "source_revision": _revision(page) if changed else "",
    }


def _revision(page) -> str:
    return f"{page.live_revision_id}:{page.last_published_at}"


def _language_of(page, shown, field: str) -> str:
    """What still has the source's words is in the source's language."""
    is_same = getattr(shown, field) == getattr(page, field)
    return page.language if is_same else shown.language


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
