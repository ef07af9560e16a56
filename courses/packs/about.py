"""What a pack says and no page holds: kept beside the course, so that an export gives it back."""

from pathlib import Path

from courses.models import PackedCourse
from courses.packs.front import LANGUAGE
from courses.packs.playables import Packages
from courses.packs.problems import Notebook
from courses.packs.source import Pack

KEPT_FILES = ("LICENSE", "LICENSE.md", "README.md")
LARGEST = 200 * 1000  # bytes of each


def of(key) -> dict:
    row = PackedCourse.objects.filter(key=key).first()
    return row.about if row else {}


def texts(pack: Pack) -> dict[str, str]:
    """The files that stand beside course.md, and the notes for translators in locale/."""
    return {
        file.relative_to(pack.folder).as_posix(): file.read_bytes().decode("utf-8", "replace")
        for file in _files(pack.folder)
    }


def check(pack: Pack, notebook: Notebook) -> None:
    for file in _files(pack.folder):
        name = file.relative_to(pack.folder).as_posix()
        if file.stat().st_size > LARGEST:
            notebook.note(name, 0, "The file is larger than 200 kB.")
        elif not _is_text(file.read_bytes()):
            notebook.note(name, 0, "The file is not text in UTF-8.")
        is_note = file.parent.name == "locale"
        if is_note and (file.stem == pack.source or not LANGUAGE.match(file.stem)):
            notebook.note(name, 0, "The file must be named after the language it is a note on.")


def _files(folder: Path) -> list[Path]:
    found = [*(folder / name for name in KEPT_FILES), *sorted(folder.glob("locale/*.md"))]
    return [file for file in found if file.is_file()]


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8")  # no database keeps it as text
    except UnicodeDecodeError:
        return False


def remember(pack: Pack, marks: dict[str, str], packages: Packages, before: dict) -> None:
    """Written only where it says something new."""
    prints = {marks[name]: package.digest for name, package in packages.items()}
    media = {mark: name for name, mark in sorted(marks.items(), reverse=True)}
    said = {
        "licence": pack.licence,
        "credits": list(pack.credits),
        "suggests": list(pack.suggests),
        "comes_first": list(pack.comes_first),
        "files": texts(pack),
        "media": before.get("media", {}) | media,
        "packages": before.get("packages", {}) | prints,
    }
    if said != before:
        PackedCourse.objects.update_or_create(key=pack.key, defaults={"about": said})
