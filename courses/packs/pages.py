"""A pack as pages: the same keys and ids on every site, so that answers and translations travel."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from courses.models import CoursePage, LessonPage, ModulePage
from courses.packs import blocks, front, questions, words
from courses.packs.clips import Clip
from courses.packs.questions import Asked
from courses.packs.source import Lesson, Module, Pack

Piece = Pack | Module | Lesson
TEXTS = ("title", "summary", "intro", "what_changed")  # what stands in a page besides its blocks


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

    @property
    def parent(self) -> str | None:
        """The path of the page above; None for the course."""
        return self.path.rpartition("/")[0] if self.path else None


def sheets(pack: Pack, pictures: dict[str, int] | None = None) -> Iterator[Sheet]:
    """The pages in document order, parents before children. Without pictures, for messages.

    `pictures` are the numbers of what media/ holds: of drawings as pictures, sound and film as
    clips, others as documents.
    """
    fields = {
        "summary": pack.summary,
        "intro": pack.intro,
        "in_order": pack.in_order,
        "credits_modules": pack.credits_parts,
        "comes_first": list(pack.comes_first),
        **{f"needed_{group}": pack.needed.get(group, 1) for group in front.GROUPS},
        "what_changed": pack.what_changed,
    }
    yield _sheet(pack, pack, CoursePage, fields, pack.modules)
    for module in pack.modules:
        yield _module(pack, module)
        for lesson in module.lessons:
            yield _lesson(pack, lesson, pictures or {})


def key_of(pack: Pack, path: str) -> UUID:
    return uuid5(pack.key, path) if path else pack.key


def _sheet(pack: Pack, piece: Piece, model: type, fields: dict, below=()) -> Sheet:
    fields = {"title": piece.title, "slug": piece.slug, **fields}
    places = {name: f"{piece.path}#{name}" for name in fields if name in TEXTS}
    children = tuple(key_of(pack, child.path) for child in below)
    return Sheet(piece.path, key_of(pack, piece.path), model, fields, places, children)


def _module(pack: Pack, module: Module) -> Sheet:
    fields = {"summary": module.summary, "is_optional": module.optional, "group": module.group}
    sheet = _sheet(pack, module, ModulePage, fields, module.lessons)
    bank, places = [], {}
    for asked in module.bank:
        raw, its_places = _placed(pack, asked, f"{module.path}#{asked.anchor}", {}, "bank")
        bank.append(raw)
        places |= its_places
    return replace(sheet, fields=sheet.fields | {"bank": bank}, places=sheet.places | places)


def _placed(pack: Pack, block: blocks.Block, name: str, pictures, field: str):
    """The block as it stands in a StreamField, and the names of its texts by their places."""
    block_id = str(uuid5(pack.key, name))
    kind, value, fields = _raw(pack, block, name, pictures)
    places = {f"{field}.{block_id}{at}": f"{name}.{place}" for at, place in fields.items()}
    return {"type": kind, "id": block_id, "value": value}, places


def _lesson(pack: Pack, lesson: Lesson, pictures: dict[str, int]) -> Sheet:
    body, places = [], {name: f"{lesson.path}#{name}" for name in ("title", "what_changed")}
    for block in lesson.blocks:
        raw, its_places = _placed(pack, block, f"{lesson.path}#{block.anchor}", pictures, "body")
        body.append(raw)
        places |= its_places
    fields = {
        "title": lesson.title,
        "slug": lesson.slug,
        "minutes": lesson.minutes,
        "topics": _topics(pack, lesson),
        "body": body,
        "what_changed": lesson.what_changed,
    }
    if lesson.note:
        fields["note"], places["note"] = lesson.note, f"{lesson.path}#note"
    if lesson.only_way_round:
        fields["is_way_round_only"] = True
    files = blocks.files(lesson.blocks)
    files += tuple(name for b in lesson.blocks if isinstance(b, Clip) for name in b.files)
    sheet = Sheet(lesson.path, key_of(pack, lesson.path), LessonPage, fields, places, files=files)
    return replace(sheet, way_round=key_of(pack, lesson.way_round) if lesson.way_round else None)


def _topics(pack: Pack, lesson: Lesson) -> list[dict]:
    return [
        {
            "type": "topic",
            "id": str(uuid5(pack.key, f"{lesson.path}#topics.{code}")),
            "value": {"topic": code, "minutes": minutes},
        }
        for code, minutes in lesson.topics.items()
    ]


def _raw(pack: Pack, block: blocks.Block, name: str, pictures: dict[str, int]):
    """Kind and value as a StreamField keeps them, and where its texts stand -> their names."""
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
            return "noted", *_noted(pack, block, name, pictures)
        case Clip():
            value = {"title": block.title, "transcript": block.text}
            if block.file in pictures:
                value["clip"] = pictures[block.file]
            return block.kind, value, {".title": "title", ".transcript": "text"}
        case Asked():
            return block.kind, *questions.raw(block, name, lambda name: str(uuid5(pack.key, name)))
        case words.Written():
            value, at = questions.raw(block, name, lambda name: str(uuid5(pack.key, name)))
            if block.file in pictures:
                value[block.shows] = pictures[block.file]
            return block.kind, value, at


RICH = {"text": "words"}  # one name for what has no longest length, other than an answer's text


def _noted(pack: Pack, block: blocks.Noted, name: str, pictures: dict[str, int]):
    value: dict = {"note": block.note}
    fields = {".note": "note"}
    for side, inner in (("parts", block.parts), ("instead", block.instead)):
        value[side] = []
        for each in inner:
            its_name = f"{name}.{each.anchor}"
            its_id = str(uuid5(pack.key, its_name))
            kind, its_value, its_fields = _raw(pack, each, its_name, pictures)
            value[side].append({"type": kind, "id": its_id, "value": its_value})
            for at, place in its_fields.items():
                fields[f".{side}.{its_id}{at}"] = f"{each.anchor}.{RICH.get(place, place)}"
    return value, fields
