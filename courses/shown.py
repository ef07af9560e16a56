"""Courses as cards: on the shelf, in My learning, on Today. Constant queries for any number."""

from datetime import date

from django.db.models import Q

from courses import shape, so_far
from courses.languages.reading import read_by
from courses.models import Course, CoursePage
from courses.outline import outlines_of
from courses.place import Place
from office.addresses import address
from office.named_values import Book


def places(user, language: str, *, only_mine: bool = False) -> list[Place]:
    """The courses a person may open, oldest first, with how far they have come.

    `only_mine`: those that they follow, have finished, or were offered.
    """
    courses = Course.objects.visible_to(user).with_offers(user).order_by("pk")
    if only_mine:
        is_theirs = Q(enrolment_id__isnull=False) | Q(completed_at__isnull=False)
        courses = courses.filter(is_theirs | Q(offered_at__isnull=False))
    outlines = outlines_of(courses, read_by(user, language))
    found = [
        Place(row, outlines[row.translation_key])
        for row in courses
        if row.translation_key in outlines
    ]
    by_enrolment = {each.course.enrolment_id: each for each in found if each.is_enrolled}
    # What was answered stands on no shelf.
    for id, progress in so_far.of_courses(by_enrolment, with_answers=only_mine).items():
        by_enrolment[id].progress = progress
    return found


def cards(user, language: str, *, only_mine: bool = False) -> list[dict]:
    found = places(user, language, only_mine=only_mine)
    today = user.day() if user.is_authenticated else None
    return [card(place, today) for place in found]


def waiting_first(cards: list[dict]) -> list[dict]:
    """The cards of what was offered and not begun; those with a day first, the nearest first."""
    waiting = [card for card in cards if card["waiting"]]
    return sorted(waiting, key=lambda card: card["waiting_until"] or date.max)


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
    found |= {key: (title, code) for key, title, code in rows if code == language}
    book = Book()
    return {key: (book.fill(title, code), code) for key, (title, code) in found.items()}


def card(place: Place, today: date | None = None) -> dict:
    """With a day, `waiting` says that it was offered, and `waiting_words` what was said with it."""
    lessons = place.outline.lessons
    done, total = shape.tally(place.outline, place.done)
    to, offer = place.next_open(), place.offer
    return {
        "title": place.outline.title,
        "summary": place.outline.summary,
        "url": place.outline.url,
        "lang": place.outline.lang,
        "summary_lang": place.outline.summary_lang or place.outline.lang,
        "minutes": shape.minutes(shape.way(place.outline, place.done)),
        "lessons_done": done,
        "lessons_total": total,
        "state": _state(place),
        "completed_at": place.course.completed_at,
        "continue_url": to.url if to else place.outline.url,
        "next_title": to.title if to else "",
        "next_lang": to.lang if to else "",
        "next_number": lessons.index(to) + 1 if to else 0,
        "waiting": offer.told(today) if offer and today else "",
        "waiting_words": offer.words if offer else "",
        "waiting_until": offer.due_on if offer else None,
        "enrol_url": address("courses:enrol", place.course.slug),
        "touched_at": max((row.touched_at for row in place.progress.values()), default=None),
    }


def _state(place: Place) -> str:
    if place.course.completed_at:
        return "done"
    return "under_way" if place.is_enrolled else "new"
