"""Whether the order of a course lets a learner into a lesson, where something is to be kept."""

from courses import completion, shape
from courses.completion import Summaries
from courses.models import Completion, Enrolment
from courses.outline import Lesson, Outline
from courses.summary import summary_of


def is_open(enrolment: Enrolment, outline: Outline, lesson: Lesson, summaries: Summaries) -> bool:
    """What was begun stays open; a completed course is open whole. At most one statement."""
    if not outline.in_order:
        return True
    done, begun = completion.done_in(summaries), summaries.keys()
    is_reached = lesson.key in shape.open_lessons(outline, done, begun)
    return is_reached or Completion.objects.filter(enrolment=enrolment).exists()


def is_open_to(enrolment: Enrolment, outline: Outline, lesson: Lesson) -> bool:
    """The same for who has no summaries at hand; no statement in a course in free order."""
    if not outline.in_order:
        return True
    summaries = {row.lesson_key: summary_of(row) for row in enrolment.progress.all()}
    return is_open(enrolment, outline, lesson, summaries)
