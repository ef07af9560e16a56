"""What learners say of a part of a course: counts without people, and who has answered."""

import uuid

from django.db import models

from office.sealed import SealedTextField


class SurveyTally(models.Model):
    """One survey's counts in one course. No personal data: nobody's answer stands alone in it.

    `counts` is by statement how many chose each of five points. `waiting` is a JSON list of words,
    mixed anew with each; they are told together. What was `told` is all that editors ever see. No
    moment stands here, not even a week, and one row for all leaves no order of rows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey("courses.Course", models.CASCADE, related_name="surveys")
    lesson_key = models.UUIDField()
    block_id = models.UUIDField()
    answered = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    waiting = SealedTextField(blank=True)
    told_of = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "block_id"], name="one_tally_per_survey")
        ]

    def __str__(self):
        return f"survey {self.block_id}"


class SurveyWords(models.Model):
    """What somebody wrote into a survey, by nobody in particular; read once five have answered.

    Personal data: only what somebody wrote of themselves, which the database holds sealed. Kept as
    long as the course; no column leads to a person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tally = models.ForeignKey(SurveyTally, models.CASCADE, related_name="words")
    words = SealedTextField()

    def __str__(self):
        return f"words {self.pk}"


class SurveyDone(models.Model):
    """That a learner answered a survey, so that nobody is counted twice: not what, nor when.

    Personal data: who answered at all. Kept until retirement.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey("courses.Enrolment", models.PROTECT, related_name="surveys_done")
    lesson_key = models.UUIDField()
    block_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "block_id"], name="one_mark_per_survey")
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.block_id}"
