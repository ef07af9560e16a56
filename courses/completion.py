"""When a course is complete, and what is kept of it then."""

from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from uuid import UUID

from courses import shape, summary
from courses.models import Completion, Enrolment, KnownBy, PartCredit
from courses.outline import Lesson, Module, Outline
from courses.shape import is_complete
from courses.summary import Summary
from office import due

Summaries = Mapping[UUID, Summary]


def done_in(summaries: Summaries) -> set[UUID]:
    return {key for key, each in summaries.items() if each.done_at}


def known_by(lessons: Iterable[Lesson], summaries: Summaries) -> KnownBy:
    """The weakest of these lessons that claims a result; where none claims one, reported.

    Our own questions and sets claim one. A set that was talked through is attested. An activity
    claims one by what a browser says.
    """
    claiming = [lesson for lesson in lessons if lesson.claims_a_result]
    if not claiming or any(lesson.believes_a_browser for lesson in claiming):
        return KnownBy.REPORTED
    return summary.known_by(summaries.get(lesson.key, Summary()) for lesson in claiming)


def settle(enrolment: Enrolment, outline: Outline, summaries: Summaries, *, at: datetime) -> None:
    """Keep the completion if nothing more is needed; asking twice keeps the first one.

    The enrolment is held by the caller. The rooms above learn of it by a due row.
    """
    done = done_in(summaries)
    is_news = outline.credits_modules and _credit_parts(enrolment, outline, summaries, at=at)
    if is_complete(outline, done):
        is_news |= Completion.objects.get_or_create(
            enrolment=enrolment, defaults=_what_it_was(outline, summaries, done, at)
        )[1]
    if is_news:
        due.add("evidence", key=enrolment.learner_id, at=at)


def _what_it_was(outline: Outline, summaries: Summaries, done: Set[UUID], at: datetime) -> dict:
    """Minutes and topics of the lessons that were done, as they are at this moment."""
    lessons = [lesson for lesson in outline.lessons if lesson.key in done]
    return {
        "completed_at": at,
        "known_by": known_by(shape.counted(outline, done), summaries),
        "minutes": shape.minutes(lessons),
        "topics": shape.topic_minutes(lessons),
        "lessons": {
            str(each.key): summaries[each.key].done_as or each.revision for each in lessons
        },
        "modules": [str(each.key) for each in outline.modules if shape.is_whole(each, done)],
    }


def _credit_parts(enrolment, outline: Outline, summaries: Summaries, *, at: datetime) -> bool:
    """A row for each part that became whole; whether there was any."""
    done = done_in(summaries)
    known = set(enrolment.part_credits.values_list("module_key", flat=True))
    new = [
        _credit(enrolment, module, summaries, at)
        for module in outline.modules
        if shape.is_whole(module, done) and module.key not in known
    ]
    PartCredit.objects.bulk_create(new)
    return bool(new)


def _credit(enrolment, module: Module, summaries: Summaries, at: datetime) -> PartCredit:
    return PartCredit(
        enrolment=enrolment,
        module_key=module.key,
        credited_at=at,
        known_by=known_by(module.lessons, summaries),
        minutes=shape.minutes(module.lessons),
        topics=shape.topic_minutes(module.lessons),
    )
