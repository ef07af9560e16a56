"""What comes first, over all courses: nobody may be sent round in a circle."""

from collections.abc import Iterable, Mapping

from django.db.models import F

Graph = Mapping[str, Iterable[str]]  # a course's key: the keys of those that come first


def is_circle(key: str, first: Iterable[str], graph: Graph) -> bool:
    """Whether a course would come, in the end, before itself."""
    seen: set[str] = set()
    waiting = list(first)
    while waiting:
        each = waiting.pop()
        if each == key:
            return True
        if each not in seen:
            seen.add(each)
            waiting.extend(graph.get(each, ()))
    return False


def known() -> dict[str, list[str]]:
    """What every course says today, in its own language; drafts too, so that none comes later."""
    from courses.models import Course, CoursePage  # noqa: PLC0415  pages are made of these forms

    sources = dict(Course.objects.values_list("translation_key", "source_locale"))
    pages = CoursePage.objects.annotate(language=F("locale__language_code"))
    rows = pages.values_list("translation_key", "language", "comes_first")
    return {str(key): first for key, language, first in rows if sources.get(key) == language}
