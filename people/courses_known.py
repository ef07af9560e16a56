"""The courses that a role may be held for, as this room knows them: pages of the shared tree.

A course is the key that its pages have in all languages; they stand three levels below the root.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import Page

DEPTH = 4  # root, home, shelf, course
KIND = "coursepage"


def pages(course: UUID | None = None) -> QuerySet[Page]:
    found = Page.objects.filter(depth=DEPTH, content_type__model=KIND)
    return found.filter(translation_key=course) if course else found


def is_one(course: UUID) -> bool:
    return pages(course).exists()


def choices(language: str) -> list[tuple[str, str]]:
    """Key and title of each, by title; in that language where it is written in it."""
    named = titles(language)
    return sorted(((str(key), title) for key, title in named.items()), key=lambda pair: pair[1])


def titles(language: str, among: Iterable[UUID] | None = None) -> dict[UUID, str]:
    """One statement, however many."""
    found = pages() if among is None else pages().filter(translation_key__in=list(among))
    rows = list(
        found.order_by("pk").values_list("translation_key", "title", "locale__language_code")
    )
    first = {key: title for key, title, _code in reversed(rows)}
    return first | {key: title for key, title, code in rows if code == language}
