"""How much of each course is translated into one language."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from courses.models import Course, PageInLanguage


@dataclass(frozen=True)
class Share:
    """Texts of a course that stand as they were translated, of all its texts."""

    key: UUID
    title: str
    slug: str
    done: int
    total: int

    @property
    def percent(self) -> int:
        """Never 100 while anything is missing."""
        return 100 * self.done // self.total if self.total else 0


def by_course(language: str) -> list[Share]:
    """Of every course that is written in another language, by title. Four statements."""
    done, total, named = _done(language), _total(), _titles()
    rows = Course.objects.exclude(source_locale=language).values_list("translation_key", "slug")
    found = [
        Share(key, named.get(key, slug), slug, done.get(key, 0), total.get(key, 0))
        for key, slug in rows
    ]
    return sorted(found, key=lambda each: each.title.casefold())


def _done(language: str) -> dict:
    rows = PageInLanguage.objects.filter(language=language).values("course_key")
    return dict(rows.annotate(many=Sum("current")).values_list("course_key", "many"))


def _total() -> dict:
    """The same in all languages; a language that is new may have no rows yet."""
    rows = PageInLanguage.objects.values("course_key", "language").annotate(many=Sum("strings"))
    found: dict = {}
    for key, many in rows.values_list("course_key", "many"):
        found[key] = max(found.get(key, 0), many)
    return found


def _titles() -> dict:
    rows = PageInLanguage.objects.filter(kind=PageInLanguage.Kind.COURSE)
    return dict(rows.values_list("course_key", "title").distinct())
