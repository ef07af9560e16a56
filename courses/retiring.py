"""What this room lets go when a person leaves for good."""

from datetime import datetime

from django.db import transaction

from courses.models import Attempt, Draft, Enrolment, H5PState, LessonFeedback, Progress, Talk


@transaction.atomic
def retire_person(person, *, at: datetime) -> None:
    """Keep the proof: each completion with its enrolment. Everything else of the person goes.

    Attempts are only ever added to, so that nobody betters a result; here they go on purpose, since
    answers are personal and a completion says all that is left to prove. Enrolments are held first,
    as an answer holds its own: one that comes in at this moment waits, and then finds none.
    """
    mine = Enrolment.objects.filter(learner=person)
    held = [each.pk for each in mine.select_for_update()]
    Attempt.objects.filter(enrolment__in=held).delete()
    Draft.objects.filter(enrolment__in=held).delete()
    H5PState.objects.filter(enrolment__in=held).delete()
    Talk.objects.filter(enrolment__in=held).delete()
    Progress.objects.filter(enrolment__in=held).delete()
    mine.filter(completion=None).delete()
    LessonFeedback.objects.filter(person=person).delete()
