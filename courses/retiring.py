"""What this room lets go when a person leaves for good."""

from datetime import datetime

from django.db import transaction

from courses import surveys
from courses.joining import forget
from courses.models import Assignment, Enrolment, LessonFeedback
from courses.review import kept


@transaction.atomic
def retire_person(person, *, at: datetime) -> None:
    """Keep the proof: each completion with its enrolment. Everything else of the person goes.

    Enrolments are held first, as an answer holds its own: one that comes in at this moment waits,
    and then finds none. What they offered to others stays offered, without their words.
    """
    mine = Enrolment.objects.filter(learner=person)
    held = [each.pk for each in mine.select_for_update()]
    forget(held)
    surveys.forget(held)
    mine.filter(completion=None, part_credits=None).delete()
    LessonFeedback.objects.filter(person=person).delete()
    Assignment.objects.filter(person=person).delete()
    Assignment.objects.filter(by=person).update(words="")
    kept.retire_person(person, at=at)
