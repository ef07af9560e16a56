"""What the pages of a course show: plain dictionaries for the templates, no query of their own."""

import uuid
from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from courses import asking, played, refreshing, shape, two_ways
from courses.activities import ACTIVITY
from courses.doings import standing as doings
from courses.doings.shown import Doing
from courses.either_way import Tried
from courses.outline import Lesson, Module
from courses.place import Place
from courses.prose import Play, Sitting, parts_of
from courses.questions.asked import Ask
from courses.ways import offered
from office.addresses import address


def course_page(place: Place, *, comes_first=(), topics=(), today: date | None = None) -> dict:
    """`comes_first` as `first.firsts` gives it, `topics` as `topics.named`; `today` is the reader's
    day, by which an offer is told."""
    outline, slug = place.outline, place.course.slug
    context = {
        "offer": place.offer,
        "offer_told": place.offer.told(today) if place.offer and today else "",
        "leave_url": address("courses:leave", place.course.slug) if place.is_enrolled else "",
        "course": place.outline,
        "outline": [module_row(place, module) for module in place.outline.modules],
        "minutes": shape.minutes(shape.way(place.outline, place.done)),
        "comes_first": comes_first,
        "topics": topics,
        "look_again": refreshing.to_read_again(place),
        "page_url": address("courses:one_page_file", slug),
        "leading_url": address("courses:leading_file", slug) if outline.guide_page else "",
        **_way_in(place),
        **_how_far(place),
    }
    if not all(each.is_done for each in comes_first):
        context["enrol_url"] = ""
    return context


def module_page(place: Place) -> dict:
    return {
        "course": place.outline,
        "module": module_row(place, place.module),
        "take_url": address("courses:take", place.course.slug, place.module.slug),
        **_way_in(place),
        **_how_far(place),
    }


def module_row(place: Place, module: Module) -> dict:
    rows = [_lesson_row(place, lesson) for lesson in module.lessons]
    return {
        "title": module.title,
        "summary": module.summary,
        "summary_lang": module.summary_lang,
        "told": module.told,
        "url": module.url,
        "lang": module.lang,
        "lessons": rows,
        "note": _note(place, module),
        "done": sum(row["is_done"] for row in rows),
        "total": len(rows),
    }


def _note(place: Place, module: Module) -> str:
    """Whether everybody needs this part, in words; empty where they do."""
    if module.is_optional:
        return _("Optional. The course can be finished without it.")
    group = shape.groups(place.outline).get(module.group, [])
    needed = shape.how_many(place.outline, module.group) if group else 0
    if needed == len(group):
        return ""
    words = ngettext(
        "One of %(total)d parts to choose from. %(needed)d of them is enough.",
        "One of %(total)d parts to choose from. %(needed)d of them are enough.",
        needed,
    )
    return words % {"total": len(group), "needed": needed}


def _lesson_row(place: Place, lesson: Lesson) -> dict:
    return {
        "title": lesson.title,
        "url": lesson.url,
        "lang": lesson.lang,
        "minutes": lesson.minutes,
        "is_done": place.is_done(lesson),
        "is_noted": lesson.note.is_there,
        "is_later": not place.is_open(lesson),
    }


def _way_in(place: Place) -> dict:
    to = place.next_open()
    return {
        "completed_at": place.course.completed_at,
        "enrolled": place.is_enrolled,
        "has_left": place.has_left,
        "enrol_url": address("courses:enrol", place.course.slug),
        "continue_url": to.url if to else place.outline.url,
        "finish_url": address("courses:finish", place.course.slug) if place.may_be_finished else "",
    }


def _how_far(place: Place) -> dict:
    done, total = shape.tally(place.outline, place.done)
    return {"lessons_done": done, "lessons_total": total}


def later_page(place: Place) -> dict:
    """In place of a lesson that is not open yet: where to go first."""
    return {
        "course": place.outline,
        "module": place.module,
        "lesson": {"title": place.lesson.title, "lang": place.lesson.lang},
        "first": place.first_before(place.lesson),
    }


def lesson_page(
    place: Place, *, carried=None, trouble=None, done_error="", tried: Tried | None = None
) -> dict:
    """`carried` is (block id, what was given) that could not be kept; `trouble` says why. `tried`
    is what was just sent for one of two ways."""
    lessons, lesson = place.outline.lessons, place.lesson
    index = lessons.index(lesson)
    at = place.course.slug, place.module.slug, lesson.slug
    parts = [] if lesson.ways else _parts(place, carried, trouble)
    note, through = two_ways.note(place), []
    if lesson.ways:
        through = two_ways.both(place, tried)
    elif note:
        through = two_ways.alone(place, parts, is_open=bool(carried or trouble))
    ways = offered.of(place)
    return {
        "course": place.outline,
        "module": place.module,
        "lesson": {
            "title": lesson.title,
            "minutes": lesson.minutes,
            "lang": lesson.lang,
            "position": index + 1,
            "total": len(lessons),
            "told": lesson.told,
            "instead": lesson.instead_of(get_language() or ""),
        },
        "note": note,
        "through": through,
        "parts": [] if through else parts,
        "plays": has_activity(parts) or any(has_activity(way["parts"]) for way in through),
        "talk": two_ways.talk(place),
        "is_done": place.is_done(lesson),
        "is_changed": refreshing.is_changed(place, lesson),
        "what_changed": refreshing.what_changed(place.outline, lesson),
        "can_record": place.is_enrolled,
        "has_left": place.has_left,
        "enrol_url": address("courses:enrol", place.course.slug),
        "done_url": address("courses:done", *at),
        "done_attempt": uuid.uuid4(),
        "done_error": done_error,
        "previous": lessons[index - 1] if index else None,
        "next": lessons[index + 1] if index + 1 < len(lessons) else None,
        "course_done": place.course.completed_at is not None,
        "ways": replace(ways, recording="") if note else ways,  # heard after the note only
        "notes_url": doings.private_notes(),
        "feedback_url": address("courses:feedback", *at),
    }


def _parts(place: Place, carried, trouble) -> list:
    """Prose as it is; questions and sets as this learner sees them."""
    begun = dict(place.begun)
    if carried:
        begun[str(carried[0])] = carried[1]
    parts, today = [], timezone.now().date()
    standing = parts_of(place.lesson, scope=place.scope, bank=place.module.bank)
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
        elif isinstance(part, Doing):
            parts.append(doings.one(place, part, trouble))
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
