"""Courses as cards: on the shelf, in My learning, on Today. Constant queries for any number."""

from courses.models import Course, CoursePage, Progress
from courses.outline import outlines_of
from courses.place import Place


def places(user, language: str) -> list[Place]:
    """The courses a person may open, oldest first, with how far they have come."""
    courses = Course.objects.visible_to(user).order_by("pk")
    outlines = outlines_of(courses, language)
    found = [
        Place(row, outlines[row.translation_key])
        for row in courses
        if row.translation_key in outlines
    ]
    by_enrolment = {each.course.enrolment_id: each for each in found if each.is_enrolled}
    rows = Progress.objects.filter(enrolment__in=by_enrolment).defer("state")
    for row in rows if by_enrolment else ():
        by_enrolment[row.enrolment_id].progress[row.lesson_key] = row
    return found


def cards(user, language: str) -> list[dict]:
    return [card(place) for place in places(user, language)]


def has_any() -> bool:
    """Whether there is a course that somebody may begin."""
    return (
        CoursePage.objects.live()
        .filter(
            translation_key__in=Course.objects.filter(archived_at=None).values("translation_key")
        )
        .exists()
    )


def last_titles(courses: list[Course], language: str) -> dict:
    """In the reader's language where it was ever written, else in the source's."""
    keys = [course.translation_key for course in courses]
    pages = CoursePage.objects.filter(translation_key__in=keys)
    rows = pages.values_list("translation_key", "title", "locale__language_code")
    in_source = {course.translation_key: course.source_locale for course in courses}
    found = {key: (title, code) for key, title, code in rows if code == in_source[key]}
    return found | {key: (title, code) for key, title, code in rows if code == language}


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
        "next_lang": to.lang if to else "",
        "next_number": lessons.index(to) + 1 if to else 0,
        "touched_at": max((row.touched_at for row in place.progress.values()), default=None),
    }


def _state(place: Place) -> str:
    if place.course.completed_at:
        return "done"
    return "under_way" if place.is_enrolled else "new"
