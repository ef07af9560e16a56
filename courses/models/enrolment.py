"""Two records of learning: attempts that are only added to, and the summary rebuilt from them."""

import uuid

from django.conf import settings
from django.db import models


class KnownBy(models.TextChoices):
    """How a result is known, from the weakest to the strongest."""

    REPORTED = "reported"  # a browser or the learner said so
    ATTESTED = "attested"  # a person vouched for it
    GRADED = "graded"  # we marked it on the server


class Verb(models.TextChoices):
    ANSWERED = "answered"  # one question
    SAT = "sat"  # a set of questions
    ATTESTED = "attested"  # a person talked a set through with the learner
    READ = "read"
    PLAYED = "played"  # an activity said something, or the learner about it


class EnrolmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A learner sees their own; whoever may see others' asks through people.api."""
        return self.filter(learner=user)

    def active(self):
        """Without those that the learner left."""
        return self.filter(left_at=None)


class Enrolment(models.Model):
    """One person following one course, in whichever language they read it.

    Whoever leaves keeps the row (`left_at`), so that they can come back to where they were; until
    then nothing is recorded, and to others it is as if they had not begun.
    Personal data: who learns what. Kept for good with its completion; else until retirement.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments")
    course = models.ForeignKey("courses.Course", models.PROTECT, related_name="enrolments")
    enrolled_at = models.DateTimeField()
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "course"], name="one_enrolment_per_course")
        ]

    def __str__(self):
        return f"{self.learner_id} on {self.course_id}"


class Attempt(models.Model):
    """What was reported, by what. Append-only; its UUID comes from the form, so a repeat is known.

    `lesson_key` is the lesson's translation_key, `block_id` the block's uuid, and `given` the
    answer as `questions.given` writes it: equal in all languages. `right` of `of` parts were right;
    `of` 0 is never scored. Of a set, `passed` is by the rules of that day, and `note` is what the
    person who vouched (`by`) wrote. Personal data: what a learner answered; theirs alone, but for
    `note`, which its writer knows. Kept until retirement.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempts")
    lesson_key = models.UUIDField()
    block_id = models.UUIDField(null=True, blank=True)
    verb = models.CharField(max_length=12, choices=Verb.choices)
    given = models.JSONField(default=list)
    right = models.PositiveSmallIntegerField(default=0)
    of = models.PositiveSmallIntegerField(default=0)
    passed = models.BooleanField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)
    known_by = models.CharField(max_length=10, choices=KnownBy.choices)
    completes_lesson = models.BooleanField(default=False)  # as the lesson was at that moment
    language = models.CharField(max_length=12)
    revision = models.CharField(max_length=80, blank=True)  # of the source-language page, then
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["enrolment", "lesson_key", "at"])]

    def __str__(self):
        return f"{self.verb} {self.uuid}"

    @property
    def is_right(self) -> bool | None:
        """None for what is never scored."""
        return self.right == self.of if self.of else None


class Progress(models.Model):
    """The summary of one lesson's attempts; `rebuilding.rebuild` makes it anew at any time.

    Personal data: the last answers. Kept until retirement.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="progress")
    lesson_key = models.UUIDField()
    state = models.JSONField(default=dict)
    touched_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson_key"], name="one_progress_per_lesson"
            )
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.lesson_key}"


class Draft(models.Model):
    """An answer that was begun and not given yet: kept so that nothing is lost, gone once given.

    Personal data: what a learner was about to answer; theirs alone. Kept until it is answered, or
    for 90 days.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="drafts")
    block_id = models.UUIDField()
    given = models.JSONField(default=list)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "block_id"], name="one_draft_per_question")
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.block_id}"


class Talk(models.Model):
    """That a learner asks to talk a set of questions through, because it can't be sat again.

    Personal data: who asks, about which lesson; read by whoever may confirm it. Kept until
    retirement.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="talks")
    lesson_key = models.UUIDField()
    block_id = models.UUIDField()
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "block_id"], name="one_talk_per_set")
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.block_id}"


class Completion(models.Model):
    """That a course was completed, and what it consisted of then. Never changed after.

    `lessons` gives the revision in which each lesson was done, `modules` the parts that were whole,
    `topics` minutes by the code of a topic. Personal data: who finished what. Kept for good; after
    retirement it names nobody.
    """

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="completion")
    completed_at = models.DateTimeField()
    known_by = models.CharField(max_length=10, choices=KnownBy.choices)
    minutes = models.PositiveIntegerField()
    topics = models.JSONField(default=dict)
    lessons = models.JSONField(default=dict)
    modules = models.JSONField(default=list)

    def __str__(self):
        return f"completion of {self.enrolment_id}"


class PartCredit(models.Model):
    """That one part was whole, in a course that credits its minutes part by part. Never changed.

    Personal data: who finished what. Kept for good; after retirement it names nobody.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="part_credits")
    module_key = models.UUIDField()
    credited_at = models.DateTimeField()
    known_by = models.CharField(max_length=10, choices=KnownBy.choices)
    minutes = models.PositiveIntegerField()
    topics = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "module_key"], name="one_credit_for_a_part"
            )
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.module_key}"
