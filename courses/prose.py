"""A lesson's body as parts: prose, rendered once per revision, and questions, kept as data.

Cached prose holds no person and no expiring address, so one copy serves every reader. Whoever asks
has been let in by the course already.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from uuid import UUID

from django.db.models import Subquery
from django.utils import translation
from django.utils.html import mark_safe
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

from courses.activities import ACTIVITY
from courses.clips import CLIPS, clips_of, standing
from courses.doings.shown import DOINGS, Doing, doing
from courses.filling import in_part
from courses.languages.shown import LATER, Changed
from courses.languages.source_words import words_of
from courses.models import LessonPage, ModulePage
from courses.models.change import Severity
from courses.noted import NOTED, SIDES
from courses.outline import Bank, Lesson
from courses.questions.asked import Ask, ask
from courses.questions.blocks import KINDS
from courses.questions.stored import SET
from office.at_hand import at_hand
from office.beside import Beside, beside
from office.kept import Kept
from office.named_values import Book
from office.playable import playable


@dataclass(frozen=True)
class Prose:
    html: str
    lang: str
    kind: str = "prose"

    @cached_property
    def light(self) -> str:
        """With small pictures and small files only, for who saves data."""
        smaller = WHOLE.sub("", LARGER.sub("", self.html))
        return mark_safe(smaller)  # noqa: S308  only taken from

    @property
    def fetched_at_once(self) -> "Prose":
        """Fetched whether it is opened or not, so that no log tells which of two ways was."""
        return replace(self, html=mark_safe(self.html.replace(LATER, "")))  # noqa: S308

    @cached_property
    def direction(self) -> str:
        return "rtl" if translation.get_language_info(self.lang)["bidi"] else "ltr"


@dataclass(frozen=True)
class Sitting:
    """Where a set of questions stands in a lesson."""

    id: UUID
    title: str
    lang: str
    kind: str = SET


@dataclass(frozen=True)
class Play:
    """Where an activity stands in a lesson; `instead` is HTML that is equal to it, or empty."""

    id: UUID
    activity_id: int
    instead: str
    lang: str
    kind: str = ACTIVITY


@dataclass(frozen=True)
class Noted:
    """A part with a note, and what can be read instead; both closed until somebody opens one."""

    id: UUID
    note: str
    shown: Prose
    instead: Prose
    lang: str
    now: "Noted | None" = None  # as the source has it, where its meaning changed
    kind: str = NOTED

    @property
    def direction(self) -> str:
        return self.shown.direction


@dataclass(frozen=True)
class Stored:
    """A block as the database has it."""

    id: str
    block_type: str
    value: dict


@dataclass(frozen=True)
class Now:
    """A body as the source has it today, asked for the blocks of which readers are told."""

    body: StreamValue
    lang: str
    severity_of: Callable[[str], str]

    @property
    def raw_data(self) -> list[dict]:
        return [raw for raw in self.body.raw_data if self.severity_of(raw["id"])]

    def read(self) -> dict:
        places = enumerate(self.body.raw_data)
        told = [(place, raw) for place, raw in places if self.severity_of(raw["id"])]
        return {raw["id"]: _whole(_block(self.body, place, raw)) for place, raw in told}


Part = Prose | Ask | Sitting | Play | Noted | Doing | Changed
kept = Kept(size=2000)
WHOLE = re.compile(r"<source [^<>]* data-whole>")
LARGER = re.compile(r'(?<=" )(?:srcset|sizes)="[^"<>]*" ?')


def parts_of(lesson: Lesson, *, scope: str, bank: Bank | None = None) -> tuple[Part, ...]:
    """The parts of a lesson in the language it is shown in. `scope` is asked about its files; a
    `bank` that its sets draw from is read on the way."""
    key = (lesson.edition, scope, lesson.clips)
    parts = kept.get(key)
    if parts is None:
        body, now = _body(lesson, bank if lesson.sets else None)
        reader = translation.get_language() or lesson.spoken
        with translation.override(lesson.spoken):  # labels too, whoever was the first to look
            made = render(
                body,
                scope=scope,
                language_of=lesson.language_of,
                reader=reader,
                now=now,
                book=Book(),
            )
            parts = tuple(made)
        kept.put([(key, parts)])
    return parts


def render(
    body,
    *,
    scope: str,
    language_of: Callable[[str], str],
    reader: str = "",
    now: Now | None = None,
    book: Book | None = None,
    files: Beside | None = None,
) -> Iterator[Part]:
    """Parts of any body, also of a draft: neighbouring prose of one language becomes one piece.

    Captions in the language of the `reader` are shown first, whatever the lesson is written in.
    What changed `now` is told before its block, or stands in its place. The `book` has the values
    that are named in it.
    """
    book = book or Book()
    raw = [*body.raw_data, *(now.raw_data if now else ())]
    files = files or _files(raw, scope=scope)
    languages = (reader, translation.get_language() or "")
    clips = playable(clips_of(raw), scope=scope, languages=languages)
    with at_hand(files.rows):
        stand = _read(body)
        news = now.read() if now else {}
    context = {"shown": files.shown, "offered": files.offered, "clips": clips, "now": {}}
    rows = [(block, language_of(block.id), None) for block in stand]
    if now:
        rows = [_with_news(row, news.get(row[0].id), now, context) for row in rows]
    for (kind, lang, told), group in groupby(rows, key=lambda row: (_kind(row[0]), *row[1:])):
        if told:
            yield in_part(told, book)
        for part in _made(kind, lang, [row[0] for row in group], context, language_of):
            yield in_part(part, book)


def _with_news(row: tuple, new, now: Now, context: dict) -> tuple:
    """The block to show, its language, and what its reader is told first."""
    block, lang, _told = row
    if new is None:
        return row
    severity = now.severity_of(block.id)
    if severity == Severity.SAFETY:
        return new, now.lang, Changed(severity, now.lang)
    part = next(_made(_kind(new), now.lang, [new], context, lambda block_id: now.lang))
    if isinstance(part, Noted):
        context["now"][block.id] = part  # its words stay behind its note
    return block, lang, Changed(severity, now.lang, words_of(part))


def _made(kind: str, lang: str, blocks: list, context: dict, language_of) -> Iterator[Part]:
    if kind == SET:
        yield from (Sitting(UUID(b.id), b.value["title"], lang) for b in blocks)
    elif kind == ACTIVITY:
        yield from (_play(block, lang) for block in blocks)
    elif kind in DOINGS:
        yield from (doing(block, lang) for block in blocks)
    elif kind == NOTED:
        yield from (_noted(block, lang, context) for block in blocks)
    elif kind:
        yield from (ask(block, lang) for block in blocks)
    else:
        with translation.override(lang):  # the words that we add speak its language, too
            pieces = [_html(block, context, language_of) for block in blocks]
        yield _prose(pieces, lang)


def _prose(pieces: Iterable[str], lang: str) -> Prose:
    return Prose(mark_safe("".join(pieces)), lang)  # noqa: S308  our own block templates escape


def _kind(block) -> str:
    """Neighbours of one kind go together; all prose is of one."""
    kind = block.block_type
    is_own = kind in KINDS or kind in (SET, ACTIVITY, NOTED, *DOINGS)
    return kind if is_own else ""


def _html(block, context: dict, language_of: Callable[[str], str]) -> str:
    """The words of a clip may wait for their translation when its title has one already."""
    if block.block_type in CLIPS:
        context = context | {"words_lang": language_of(f"{block.id}.transcript")}
    return block.render(context)


def _noted(block, lang: str, context: dict) -> Noted:
    value = block.value
    with translation.override(lang):
        sides = [[each.render(context) for each in value[name]] for name in SIDES]
    shown, instead = (_prose(pieces, lang).fetched_at_once for pieces in sides)
    return Noted(
        UUID(block.id), value["note"], shown, instead, lang, now=context["now"].get(block.id)
    )


def _play(block: Stored, lang: str) -> Play:
    """The activity may be gone by now; `courses.played` looks, at each reading."""
    instead = mark_safe(expand_db_html(block.value.get("instead") or ""))  # noqa: S308  cleaned
    return Play(UUID(block.id), block.value.get("activity") or 0, instead, lang)


def _body(lesson: Lesson, bank: Bank | None) -> tuple[StreamValue, Now | None]:
    """In one statement, whatever is read with it: the bank, and both as the source has them."""
    wanted = {}
    if lesson.changed:
        wanted["body_now"] = _of(LessonPage, lesson.source_page, "body")
    is_new = bank is not None and kept.get(_name(bank)) is None
    if is_new:
        wanted["stored_bank"] = _of(ModulePage, bank.page_id, "bank")
        wanted["bank_now"] = _of(ModulePage, bank.source_page if bank.changed else 0, "bank")
    row = LessonPage.objects.filter(pk=lesson.page_id).values("body", **wanted).get()
    if is_new:
        _keep(bank, row["stored_bank"], row["bank_now"])
    now = row.get("body_now")
    return row["body"], Now(now, lesson.source, lesson.severity_of) if now else None


def _of(kind, pk: int, field: str) -> Subquery:
    return Subquery(kind.objects.filter(pk=pk).values(field))


def bank_of(bank: Bank) -> dict[str, Ask]:
    """The words of a bank's questions, by their ids, in the language it is shown in."""
    asked = kept.get(_name(bank))
    if asked is None:
        now = _of(ModulePage, bank.source_page if bank.changed else 0, "bank")
        rows = ModulePage.objects.filter(pk=bank.page_id).values_list("bank", now)
        asked = _keep(bank, *rows.get())
    return asked


def _keep(bank: Bank, stored, now) -> dict[str, Ask]:
    with translation.override(bank.spoken):
        asked = {block.id: ask(block, bank.language_of(block.id)) for block in stored}
        for block in now or ():
            severity = bank.severity_of(block.id)
            if severity and block.id in asked:
                asked[block.id] = _asked_now(asked[block.id], ask(block, bank.source), severity)
    book = Book()
    asked = {id: in_part(each, book) for id, each in asked.items()}
    kept.put([(_name(bank), asked)])
    return asked


def _asked_now(then: Ask, now: Ask, severity: str) -> Ask:
    if severity == Severity.SAFETY:
        return replace(now, told=Changed(severity, now.lang))
    return replace(then, told=Changed(severity, now.lang, words_of(now)))


def _name(bank: Bank) -> tuple:
    return "bank", bank.edition


def scope_of(course_key: UUID | str) -> str:
    """Who is asked about the files of a course, as `office.files` keeps it."""
    return f"courses:{course_key}"


def make_files_ready(body, *, course_key: UUID) -> None:
    """Make sizes and addresses now, so that the first reader does not wait for them."""
    scope = scope_of(course_key)
    _files(body.raw_data, scope=scope)
    playable(clips_of(body.raw_data), scope=scope)


def _files(raw_blocks, *, scope: str) -> Beside:
    """Asked by the raw data, so that no kind of block fetches its rows for itself."""
    raw = list(_raw(raw_blocks))
    pictures = {pk for kind in ("image", "figure") for pk in _keys(raw, kind, "image")}
    documents = set(_keys(raw, "download", "document"))
    return beside(pictures=pictures, documents=documents, scope=scope)


def _raw(blocks) -> Iterator[dict]:
    """Also those behind a note."""
    for block in blocks:
        yield block
        if block["type"] == NOTED:
            yield from (each for side in SIDES for each in block["value"].get(side, ()))


def _keys(raw: list[dict], kind: str, name: str) -> list[int]:
    found = (block["value"].get(name) for block in raw if block["type"] == kind)
    return [pk for pk in found if pk]


def _block(body, place: int, raw: dict):
    """Wagtail would look clips and activities up once for each kind of block."""
    if raw["type"] in CLIPS:
        return standing(raw)
    return Stored(raw["id"], ACTIVITY, raw["value"]) if raw["type"] == ACTIVITY else body[place]


def _read(body) -> list:
    """All blocks with what they point to, also behind a note; clips and activities as stored."""
    return [_whole(_block(body, place, raw)) for place, raw in enumerate(body.raw_data)]


def _whole(block):
    if block.block_type == NOTED:
        for side in SIDES:
            list(block.value[side])
    return block
