"""The courses that come with the site: which there are, and taking them in, in the background."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from courses import api as courses
from office import due

KIND = "learning.shipped_course"  # what the sweep is told; the key is the folder's name


@dataclass(frozen=True)
class Shipped:
    name: str
    title: str
    summary: str
    lang: str
    is_here: bool
    is_coming: bool


def all_of_them(language: str) -> list[Shipped]:
    """Those of this edition, told in the reader's language where they speak it."""
    covers = {path.name: courses.packs.cover(path, language) for path in _folders()}
    slugs = [cover.slug for cover in covers.values()]
    here = set(courses.Course.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    coming = due.waiting(KIND)
    return [
        Shipped(
            name=name,
            title=cover.title,
            summary=cover.summary,
            lang=cover.lang,
            is_here=cover.slug in here,
            is_coming=name in coming,
        )
        for name, cover in covers.items()
    ]


def _folders() -> list[Path]:
    return [file.parent for file in sorted((settings.ROOT / "content").glob("*/course.md"))]


@transaction.atomic
def ask_for(names: list[str]) -> int:
    """Have these taken in soon; unknown names are passed over. Says how many."""
    known = [path.name for path in _folders() if path.name in names]
    for name in known:
        due.add(KIND, key=name)
    return len(known)


def settle(kind: str, key: str, *, at: datetime) -> bool:
    """Whether that kind is this one. Taking a course in twice changes nothing."""
    if kind != KIND:
        return False
    folder = next((path for path in _folders() if path.name == key), None)
    if folder:  # else this edition ships it no longer
        courses.packs.load(folder)
        for file in (settings.ROOT / "content").glob("*.yaml"):  # topics, and pathways
            courses.packs.load(file)
    return True
