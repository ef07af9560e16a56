"""What comes first: the courses that an editor put before another one.

Who joins by themselves has finished them. Whoever is put on a course may go on, and is told.
"""

from dataclasses import dataclass

from courses.languages.reading import read_by
from courses.models import Completion, Course
from courses.outline import Outline, outline_of, outlines_of


@dataclass(frozen=True)
class First:
    """One course that comes first. Without `url` this person may not open it (yet), nor read its
    name."""

    title: str
    lang: str
    url: str
    is_done: bool


def firsts(user, outline: Outline, language: str) -> list[First]:
    """In the editor’s order; what is not published any more holds nobody up.

    Two statements, and none for a course that nothing comes before.
    """
    if not outline.comes_first:
        return []
    wanted = Course.objects.filter(translation_key__in=outline.comes_first)
    seen = {row.pk: row for row in Course.objects.visible_to(user).filter(pk__in=wanted)}
    courses = {row.translation_key: row for row in wanted}
    outlines = outlines_of(courses.values(), read_by(user, language))
    return [
        _first(outlines[key], seen.get(courses[key].pk))
        for key in outline.comes_first
        if key in outlines
    ]


def _first(outline: Outline, row: Course | None) -> First:
    if row is None:
        return First("", "", "", is_done=False)
    return First(outline.title, outline.lang, outline.url, is_done=row.completed_at is not None)


def is_met(learner, course: Course) -> bool:
    """Whether everything that comes first, and that is still offered, is finished."""
    outline = outline_of(course, course.source_locale)
    if not outline or not outline.comes_first:
        return True
    wanted = list(Course.objects.filter(translation_key__in=outline.comes_first))
    offered = outlines_of(wanted, course.source_locale)
    done = Completion.objects.filter(enrolment__learner=learner, enrolment__course__in=wanted)
    return offered.keys() <= set(done.values_list("enrolment__course__translation_key", flat=True))
