"""A course of this site as a pack, in the canonical form: a folder, or a zip, always the same.

What learners see is exported; of a course that is not published, the newest drafts. Names that are
given to blocks of our editors, and the base for a later merge, are kept with the pages.
"""

import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib
from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from courses.languages.texts import CARRIED
from courses.models import Course, PackedCourse, PackedPage
from courses.packs import canonical, checking, comparing, media_out, translating, writing
from courses.packs.catalogue import MARKS
from courses.packs.messages import Message, of_sheet
from courses.packs.pages import Sheet, sheets
from courses.packs.problems import PackRefused
from courses.packs.source import GUIDE, Pack
from courses.packs.taking_out import TakenOut, take_out
from office import po


@dataclass
class Exported:
    """Where the pack lies; `remarks` say what could not come along, or has to be put right."""

    pack: str
    title: str
    path: Path
    languages: list[str]
    files: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@transaction.atomic
def export(course: Course, to: Path, *, licence: str = "") -> Exported:
    """Write the course as a pack to a folder, or to a zip where `to` ends so. Raises PackRefused.

    `licence` is needed once, where no pack ever said one.
    """
    taken, pack, outline, catalogues = _gathered(course, licence)
    texts = dict(writing.files(pack)) | taken.about.get("files", {})
    texts |= {f"locale/{code}.po": text for code, text in catalogues.items()}
    _write(to, pack, texts, taken.media)
    _remember(pack, outline, taken)
    files = sorted([*texts, *(f"media/{name}" for name in taken.media.files)])
    done = Exported(pack.slug, pack.title, to, sorted(catalogues), files, taken.remarks)
    done.remarks += [str(each) for each in checking.check(to)[1] if not each.is_warning]
    return done


def left_out(course: Course) -> list[str]:
    """What of the course can't come along, in sentences, before anybody exports it."""
    try:
        return _gathered(course, licence="asked")[0].remarks
    except PackRefused as refusal:
        return [str(refusal)]


def _gathered(course: Course, licence: str) -> tuple[TakenOut, Pack, list[Sheet], dict[str, str]]:
    taken = take_out(course)
    pack = _whole(taken, licence)
    outline = list(sheets(pack, names=taken.names))
    return taken, pack, outline, dict(_catalogues(pack, outline, taken))


def _whole(taken: TakenOut, licence: str) -> Pack:
    for module in taken.pack.modules:
        if not module.lessons:
            taken.remarks.append(f"{module.path}: no lesson stands in it, so it was left out.")
    modules = tuple(module for module in taken.pack.modules if module.lessons)
    if not modules:
        raise PackRefused(f"“{taken.pack.title}” has no lesson that could be exported.")
    said = licence or taken.pack.licence
    if said == "unknown":
        taken.remarks.append("No licence is known; the pack says “unknown”.")
    return replace(taken.pack, modules=modules, licence=said)


# --- translations
def _catalogues(pack: Pack, outline: list[Sheet], taken: TakenOut) -> Iterator[tuple[str, str]]:
    said = {sheet.path: list(_texts(sheet, taken)) for sheet in outline}
    wanted = list(dict.fromkeys(m for texts in said.values() for _, _, m in texts))
    begun = Translation.objects.filter(source__object_id=pack.key, enabled=True)
    for locale in Locale.objects.filter(pk__in=begun.values("target_locale")):
        known = _known(outline, said, locale, taken.remarks)
        yield (
            locale.language_code,
            canonical.catalogue(pack.slug, locale.language_code, wanted, known),
        )


def _texts(sheet: Sheet, taken: TakenOut) -> Iterator[tuple[str, str, Message]]:
    """Place and string on the page, and what the pack says there: an editor's marks may be set
    otherwise than Markdown sets them."""
    on_page: dict[str, list[str]] = {}
    for segment in extract_segments(taken.pages[sheet.path]):
        if isinstance(segment, StringSegmentValue):
            on_page.setdefault(segment.path, []).append(segment.string.data)
    in_pack: dict[str, list[Message]] = {}
    for path, message in of_sheet(sheet):
        in_pack.setdefault(path, []).append(message)
    for path, messages in in_pack.items():
        strings = on_page.get(path, [])
        is_even = len(strings) == len(messages)
        for place, message in enumerate(messages):
            yield path, strings[place] if is_even else message.text, message


def _known(
    outline: list[Sheet], said: dict, locale: Locale, remarks: list[str]
) -> dict[Message, polib.POEntry]:
    keys = {sheet.key: sheet.path for sheet in outline}
    rows = StringTranslation.objects.filter(
        locale=locale, context__object_id__in=keys, has_error=False
    ).exclude(tool_name=CARRIED)
    values = ("context__object_id", "context__path", "translation_of__data", "data")
    here = {(keys[key], *place): data for key, *place, data in rows.values_list(*values)}
    comments = _comments(keys, locale.language_code)
    known: dict[Message, polib.POEntry] = {}
    for page, texts in said.items():
        for path, string, message in texts:
            data = here.get((page, path, string), "")
            if data and po.faults(message.text, data, tags=MARKS):
                words = "its translation has other links or marks and did not come along."
                remarks.append(f"{locale.language_code}: {message.context}: {words}")
                data = ""
            comment = comments.get(translating.mark(*message), "")
            if (data or comment) and not (message in known and known[message].msgstr):
                known[message] = polib.POEntry(msgstr=data, tcomment=comment)
    return known


def _comments(keys, language: str) -> dict[str, str]:
    rows = PackedPage.objects.filter(translation_key__in=keys, language=language)
    return {text[0]: text[2] for row in rows for text in row.base if len(text) > 2 and text[2]}


# --- names and the base of a later merge
def _remember(pack: Pack, outline: list[Sheet], taken: TakenOut) -> None:
    rows = {row.translation_key: row for row in _rows(pack, outline)}
    pieces = {piece.path: piece for piece in comparing.all_of(pack)}
    for sheet in outline:
        page = taken.pages[sheet.path]
        row = rows.get(sheet.key) or PackedPage(translation_key=sheet.key, language=pack.source)
        row.course_key, row.path = pack.key, sheet.path
        row.names = row.names | sheet.names
        row.revision = row.revision if row.pk else page.latest_revision_id or 0
        if not row.base and not row.digest:
            found = comparing.pieces(pieces[sheet.path], taken.names, taken.media.marks)
            row.base = comparing.base_of(found)
        row.save()
    about = taken.about | {
        "licence": pack.licence,
        "media": taken.about.get("media", {}) | taken.media.known,
    }
    PackedCourse.objects.update_or_create(key=pack.key, defaults={"about": about})


def _rows(pack: Pack, outline: list[Sheet]):
    keys = [sheet.key for sheet in outline]
    return PackedPage.objects.filter(language=pack.source, translation_key__in=keys)


# --- files
def _write(to: Path, pack: Pack, texts: dict[str, str], media: "media_out.Media") -> None:
    if to.suffix == ".zip":
        _zip(to, texts, media)
    else:
        _folder(to, pack, texts, media)


def _zip(to: Path, texts: dict[str, str], media: "media_out.Media") -> None:
    with tempfile.NamedTemporaryFile(dir=to.parent, prefix=".pack-", delete=False) as out:
        try:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for name in sorted([*texts, *(f"media/{each}" for each in media.files)]):
                    with archive.open(media_out.entry(name), "w") as packed:
                        if name in texts:
                            packed.write(texts[name].encode())
                        else:
                            media.copy(name.removeprefix("media/"), packed)
        except BaseException:
            os.unlink(out.name)
            raise
    Path(out.name).replace(to)
    to.chmod(0o644)


def _folder(to: Path, pack: Pack, texts: dict[str, str], media: "media_out.Media") -> None:
    """A folder that holds an older export of the same course is brought up to date."""
    old = _older(to, pack)
    for name, text in texts.items():
        file = to / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    for name in media.files:
        (to / "media").mkdir(exist_ok=True)
        with (to / "media" / name).open("wb") as out:
            media.copy(name, out)
    for name in old - {*texts, *(f"media/{each}" for each in media.files)}:
        (to / name).unlink()


def _older(to: Path, pack: Pack) -> set[str]:
    """The files of the export that lies there; only these may go."""
    if not to.exists() or (to.is_dir() and not any(to.iterdir())):
        return set()
    file = to / "course.md"
    if not file.is_file() or f"\nkey: {pack.key}\n" not in file.read_text(encoding="utf-8"):
        raise PackRefused(f"{to} holds something else; choose an empty folder.")
    found = [to / GUIDE, *to.glob("*/*.md"), *to.glob("media/*"), *to.glob("locale/*.po")]
    return {each.relative_to(to).as_posix() for each in found if each.is_file()}
