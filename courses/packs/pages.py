"""A pack as pages: the same keys and ids on every site, so that answers and translations travel."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from uuid import UUID

from courses.models import CoursePage, LessonPage, ModulePage
from courses.packs import blocks, front, questions, words
from courses.packs.activities import Played
from courses.packs.clips import Clip
from courses.packs.naming import Names
from courses.packs.questions import Asked
from courses.packs.source import Lesson, Module, Pack

Piece = Pack | Module | Lesson
TEXTS = (
    "title",
    "summary",
    "intro",
    "guide",
    "what_changed",
    "note",
    "short_text",
    "short_alt",
)  # what stands in a page besides its blocks


PLACES = {"short_text": "short"}  # fields that have another name in a pack


@dataclass(frozen=True)
class Sheet:
    """One page of a pack: its kind, its key, the fields it has in the source language."""

    path: str  # "", "module", "module/lesson"
    key: UUID
    model: type
    fields: dict
    places: dict[str, str]  # path of a segment's field in the page -> msgctxt
    children: tuple[UUID, ...] = ()  # in the order that the pack gives them
    files: tuple[str, ...] = ()  # what it shows, offers and plays of media/, in order
    way_round: UUID | None = None  # the key of the page that counts the same
    adapt: dict[str, str] = field(default_factory=dict)  # by block: what to make one's own
    names: dict[str, str] = field(default_factory=dict)  # of its blocks and their parts, by id

    @property
    def parent(self) -> str | None:
        """The path of the page above; None for the course."""
        return self.path.rpartition("/")[0] if self.path else None


def sheets(
    pack: Pack, pictures: dict[str, int] | None = None, names: Names | None = None
) -> Iterator[Sheet]:
    """The pages in document order, parents before children. Without pictures, for messages.

    `pictures` are the numbers of what media/ holds: of drawings as pictures, sound and film as
    clips, packages as activities, others as documents. `names` are those known on this site.
    """
    making = _Making(pack, pictures or {}, names or Names(pack.key))
    yield making.course()
    for module in pack.modules:
        yield making.module(module)
        for lesson in module.lessons:
            yield making.lesson(lesson)


def kept_value(
    block: blocks.Block, pictures: dict[str, int], id_of
) -> tuple[str, dict | str, dict]:
    """Kind and value as a StreamField keeps them, and where its texts stand -> their names.

    `id_of` gives the id of a part by its name below the block.
    """
    match block:
        case blocks.Text():
            return "text", block.text, {"": "text"}
        case blocks.Callout():
            value = {"tone": block.tone, "title": block.title, "text": block.text}
            return "callout", value, {".title": "title", ".text": "text"}
        case blocks.Image():
            value = {"alt": block.alt, "caption": block.caption}
            if block.is_decorative:
                value["decorative"] = True
            if block.file in pictures:  # a None would be looked up, and messages ask no database
                value["image"] = pictures[block.file]
            return "image", value, {".alt": "alt", ".caption": "caption"}
        case blocks.Noted():
            return "noted", *_noted(block, pictures, id_of)
        case Clip():
            value = {"title": block.title, "transcript": block.text}
            if block.file in pictures:
                value["clip"] = pictures[block.file]
            return block.kind, value, {".title": "title", ".transcript": "text"}
        case Played():
            value = {"rule": block.rule, "percent": block.percent, "instead": block.text}
            if block.mark in pictures:
                value["activity"] = pictures[block.mark]
            return "activity", value, {".instead": "text"}
        case Asked():
            return block.kind, *questions.raw(block, "", id_of)
        case words.Written():
            value, at = questions.raw(block, "", id_of)
            if block.file in pictures:
                value[block.shows] = pictures[block.file]
            return block.kind, value, at


RICH = {"text": "words"}  # one name for what has no longest length, other than an answer's text


def _noted(block: blocks.Noted, pictures: dict[str, int], id_of):
    value: dict = {"note": block.note}
    fields = {".note": "note"}
    for side, inner in (("parts", block.parts), ("instead", block.instead)):
        value[side] = []
        for each in inner:
            its_id = id_of(f".{each.anchor}")
            kind, its_value, its_fields = kept_value(each, pictures, id_of)
            value[side].append({"type": kind, "id": its_id, "value": its_value})
            for at, place in its_fields.items():
                fields[f".{side}.{its_id}{at}"] = f"{each.anchor}.{RICH.get(place, place)}"
    return value, fields


@dataclass(frozen=True)
class _Making:
    pack: Pack
    pictures: dict[str, int]
    names: Names

    def course(self) -> Sheet:
        pack = self.pack
        fields = {
            "summary": pack.summary,
            "intro": pack.intro,
            "in_order": pack.in_order,
            "credits_modules": pack.credits_parts,
            "comes_first": list(pack.comes_first),
            **{f"needed_{group}": pack.needed.get(group, 1) for group in front.GROUPS},
            "what_changed": pack.what_changed,
        }
        if pack.guide:
            fields["guide"] = pack.guide
        if pack.plain:
            fields["is_plain"] = True
        if pack.level:
            fields["level"] = pack.level
        return self._sheet(pack, CoursePage, fields, pack.modules)

    def module(self, module: Module) -> Sheet:
        fields = {
            "summary": module.summary,
            "is_optional": module.optional,
            "group": module.group,
        }
        sheet = self._sheet(module, ModulePage, fields, module.lessons)
        return self._with_blocks(sheet, "bank", module.bank, module.adapt)

    def lesson(self, lesson: Lesson) -> Sheet:
        fields = {
            "minutes": lesson.minutes,
            "topics": self._topics(lesson),
            "body": [],
            "what_changed": lesson.what_changed,
        }
        if lesson.note:
            fields["note"] = lesson.note
        if lesson.only_way_round:
            fields["is_way_round_only"] = True
        if lesson.short:
            fields["short_text"], fields["short_alt"] = lesson.short, lesson.short_alt
        if lesson.short_picture in self.pictures:
            fields["short_picture_id"] = self.pictures[lesson.short_picture]
        bare = self._sheet(lesson, LessonPage, fields)
        sheet = self._with_blocks(bare, "body", lesson.blocks, lesson.adapt)
        files = lesson.files
        files += tuple(name for b in lesson.blocks if isinstance(b, Clip) for name in b.files)
        files += tuple(b.file or b.mark for b in lesson.blocks if isinstance(b, Played))
        other = UUID(self.names.id_of(lesson.way_round)) if lesson.way_round else None
        return replace(sheet, files=files, way_round=other)

    def _sheet(self, piece: Piece, model: type, fields: dict, below=()) -> Sheet:
        fields = {"title": piece.title, "slug": piece.slug, **fields}
        places = {
            name: f"{piece.path}#{PLACES.get(name, name)}" for name in fields if name in TEXTS
        }
        children = tuple(UUID(self.names.id_of(child.path)) for child in below)
        key = UUID(self.names.id_of(piece.path))
        return Sheet(piece.path, key, model, fields, places, children)

    def _with_blocks(
        self, sheet: Sheet, field: str, its: tuple[blocks.Block, ...], marks: dict[str, str]
    ) -> Sheet:
        raw, places, names, adapt = [], dict(sheet.places), {}, {}
        for block in its:
            name = f"{sheet.path}#{block.anchor}"

            def id_of(part: str, name: str = name) -> str:
                return names.setdefault(f"{name}{part}", self.names.id_of(f"{name}{part}"))

            kind, value, fields = kept_value(block, self.pictures, id_of)
            block_id = id_of("")
            places |= {f"{field}.{block_id}{to}": f"{name}.{place}" for to, place in fields.items()}
            raw.append({"type": kind, "id": block_id, "value": value})
            if block.anchor in marks:
                adapt[block_id] = marks[block.anchor]
        by_id = {id: name for name, id in names.items()}
        fields = sheet.fields | {field: raw}
        return replace(sheet, fields=fields, places=places, names=by_id, adapt=adapt)

    def _topics(self, lesson: Lesson) -> list[dict]:
        return [
            {
                "type": "topic",
                "id": self.names.id_of(f"{lesson.path}#topics.{code}"),
                "value": {"topic": code, "minutes": minutes},
            }
            for code, minutes in lesson.topics.items()
        ]
