"""Courses as cards: on the shelf, in My learning, on Today. Constant queries for any number."""

from courses.models import Course, Progress
from courses.outline import outlines_of
from courses.place import Place


def places(user, language: str, *, only_mine: bool = False) -> list[Place]:
    """The courses a person may open, oldest first, with how far they have come."""
    courses = Course.objects.visible_to(user).order_by("pk")
    if only_mine:
        courses = courses.filter(enrolment_id__isnull=False)
    outlines = outlines_of(courses, language)
    found = [
        Place(row, outlines[row.translation_key])
        for row in courses
        if row.translation_key in outlines
    ]
    by_enrolment = {each.course.enrolment_id: each for each in found if each.is_enrolled}
    for row in Progress.objects.filter(enrolment__in=by_enrolment) if by_enrolment else ():
        by_enrolment[row.enrolment_id].progress[row.lesson_key] = row
    return found


def cards(user, language: str, *, only_mine: bool = False) -> list[dict]:
    return [card(place) for place in places(user, language, only_mine=only_mine)]


def card(place: Place) -> dict:
    lessons = place.outline.lessons
    to = place.next_open()
    return {
        "title": place.outline.title,
        "summary": place.outline.summary,
        "url": place.outline.url,
        "lang": place.outline.lang,
        "minutes": place.outline.minutes,
        "lessons_done": sum(place.is_done(lesson) for lesson in lessons),
        "lessons_total": len(lessons),
        "state": _state(place),
        "completed_at": place.course.completed_at,
        "continue_url": to.url if to else place.outline.url,
        "next_title": to.title if to else "",
        "touched_at": max((row.touched_at for row in place.progress.values()), default=None),
    }


def _state(place: Place) -> str:
    if place.course.completed_at:
        return "done"
    return "under_way" if place.is_enrolled else "new"
