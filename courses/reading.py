"""What the pages of a course show: plain dictionaries for the templates, no query of their own."""

import uuid
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import asking, played
from courses.activities import ACTIVITY
from courses.outline import Lesson, Module
from courses.place import Place
from courses.prose import Play, Sitting, parts_of
from courses.questions.asked import Ask
from courses.ways import offered


def course_page(place: Place, today: date | None = None) -> dict:
    """`today` is the reader's day, by which an offer is told."""
    return {
        "offer": place.offer,
        "offer_told": place.offer.told(today) if place.offer and today else "",
        "leave_url": reverse("courses:leave", args=[place.course.slug])
        if place.is_enrolled
        else "",
        "course": place.outline,
        "outline": [module_row(place, module) for module in place.outline.modules],
        "minutes": place.outline.minutes,
        **_way_in(place),
        **_how_far(place),
    }


def module_page(place: Place) -> dict:
    return {
        "course": place.outline,
        "module": module_row(place, place.module),
        "take_url": reverse("courses:take", args=[place.course.slug, place.module.slug]),
        **_way_in(place),
        **_how_far(place),
    }


def module_row(place: Place, module: Module) -> dict:
    rows = [_lesson_row(place, lesson) for lesson in module.lessons]
    return {
        "title": module.title,
        "summary": module.summary,
        "url": module.url,
        "lang": module.lang,
        "lessons": rows,
        "done": sum(row["is_done"] for row in rows),
        "total": len(rows),
    }


def _lesson_row(place: Place, lesson: Lesson) -> dict:
    return {
        "title": lesson.title,
        "url": lesson.url,
        "lang": lesson.lang,
        "minutes": lesson.minutes,
        "is_done": place.is_done(lesson),
    }


def _way_in(place: Place) -> dict:
    to = place.next_open()
    return {
        "completed_at": place.course.completed_at,
        "enrolled": place.is_enrolled,
        "has_left": place.has_left,
        "enrol_url": reverse("courses:enrol", args=[place.course.slug]),
        "continue_url": to.url if to else place.outline.url,
        "finish_url": reverse("courses:finish", args=[place.course.slug])
        if place.may_be_finished
        else "",
    }


def _how_far(place: Place) -> dict:
    lessons = place.outline.lessons
    done = sum(place.is_done(lesson) for lesson in lessons)
    return {"lessons_done": done, "lessons_total": len(lessons)}


def lesson_page(place: Place, *, carried=None, trouble=None, done_error="") -> dict:
    """`carried` is (block id, what was given) that could not be kept; `trouble` says why."""
    lessons, lesson = place.outline.lessons, place.lesson
    index = lessons.index(lesson)
    address = [place.course.slug, place.module.slug, lesson.slug]
    parts = _parts(place, carried, trouble)
    return {
        "course": place.outline,
        "module": place.module,
        "lesson": {
            "title": lesson.title,
            "minutes": lesson.minutes,
            "lang": lesson.lang,
            "position": index + 1,
            "total": len(lessons),
        },
        "parts": parts,
        "plays": has_activity(parts),
        "is_done": place.is_done(lesson),
        "can_record": place.is_enrolled,
        "has_left": place.has_left,
        "enrol_url": reverse("courses:enrol", args=[place.course.slug]),
        "done_url": reverse("courses:done", args=address),
        "done_attempt": uuid.uuid4(),
        "done_error": done_error,
        "previous": lessons[index - 1] if index else None,
        "next": lessons[index + 1] if index + 1 < len(lessons) else None,
        "course_done": place.course.completed_at is not None,
        "ways": offered.of(place),
        "feedback_url": reverse("courses:feedback", args=address),
    }


def _parts(place: Place, carried, trouble) -> list:
    """Prose as it is; questions and sets as this learner sees them."""
    begun = dict(place.begun)
    if carried:
        begun[str(carried[0])] = carried[1]
    parts, today = [], timezone.now().date()
    standing = parts_of(place.lesson, scope=place.scope)
    activities = played.chosen(standing)
    for part in standing:
        if isinstance(part, Play):
            parts.append(played.one(place, part, activities.get(part.activity_id), today=today))
        elif isinstance(part, Sitting):
            if place.lesson.set(part.id):
                talk = place.talks.get(part.id)
                parts.append(asking.a_set(place, part, begun, trouble, talk=talk))
        elif isinstance(part, Ask):
            parts.append(asking.one(place, part, begun, trouble))
        else:
            parts.append(part)
    return parts


def has_activity(parts: list) -> bool:
    return any(isinstance(part, dict) and part["kind"] == ACTIVITY for part in parts)


def what_is_missing(place: Place) -> str:
    """Why a lesson that was read is not done yet, in words; empty when it is done."""
    summary = place.summary(place.lesson)
    if summary.done_at:
        return ""
    return _("It is kept that you have read this. A question above still waits for its answer.")
