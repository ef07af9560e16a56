"""What the pages of a course show: plain dictionaries for the templates, no query of their own."""

import uuid

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.outline import Lesson, Module
from courses.place import Place
from courses.prose import Ask, parts_of


def course_page(place: Place) -> dict:
    return {
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


def lesson_page(place: Place, *, question_error=None, done_error="") -> dict:
    """`question_error` is (block id, words) of a question that could not be marked."""
    lessons, lesson = place.outline.lessons, place.lesson
    index = lessons.index(lesson)
    address = [place.course.slug, place.module.slug, lesson.slug]
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
        "parts": [
            _question(place, part, address, question_error) if isinstance(part, Ask) else part
            for part in parts_of(lesson, scope=place.scope)
        ],
        "is_done": place.is_done(lesson),
        "can_record": place.is_enrolled,
        "enrol_url": reverse("courses:enrol", args=[place.course.slug]),
        "done_url": reverse("courses:done", args=address),
        "done_attempt": uuid.uuid4(),
        "done_error": done_error,
        "previous": lessons[index - 1] if index else None,
        "next": lessons[index + 1] if index + 1 < len(lessons) else None,
        "course_done": place.course.completed_at is not None,
    }


def _question(place: Place, part: Ask, address: list[str], error) -> dict:
    """One question with what this learner last said to it; the right answer is not in it."""
    given = place.summary(place.lesson).answer_to(part.id)
    chosen = given.option if given else None
    return {
        "kind": part.kind,
        "id": part.id,
        "lang": part.lang,
        "prompt": part.prompt,
        "options": [
            {"id": option.id, "text": option.text, "is_chosen": str(option.id) == chosen}
            for option in part.options
        ],
        "chosen": chosen,
        "revision": place.lesson.revision,
        "state": {None: "unanswered", True: "right", False: "wrong"}[given and given.is_right],
        "feedback": next((o.feedback for o in part.options if str(o.id) == chosen), ""),
        "error": error[1] if error and error[0] == part.id else "",
        "url": reverse("courses:answer", args=[*address, part.id]),
        "attempt": uuid.uuid4(),
    }


def what_is_missing(place: Place) -> str:
    """Why a lesson that was read is not done yet, in words; empty when it is done."""
    summary = place.summary(place.lesson)
    if summary.done_at:
        return ""
    return _("It is kept that you have read this. A question above still waits for its answer.")
