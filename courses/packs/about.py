"""What a pack says and no page holds: kept beside the course, so that an export gives it back."""

from courses.models import PackedCourse
from courses.packs.playables import Packages
from courses.packs.source import Pack

KEPT_FILES = ("LICENSE", "LICENSE.md", "README.md")


def of(key) -> dict:
    row = PackedCourse.objects.filter(key=key).first()
    return row.about if row else {}


def texts(pack: Pack) -> dict[str, str]:
    """The files that stand beside course.md."""
    found = {}
    for name in KEPT_FILES:
        file = pack.folder / name
        if file.is_file():
            found[name] = file.read_bytes().decode("utf-8", "replace")
    return found


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
