"""What happens between a draft and its readers: three steps of Wagtail's workflow, and their rows.

The verbs are in `courses.review`; here is only who each step is for, and what is kept of it.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from .course import Course

LONGEST = 4000


class ReviewTask(Task):
    """A step of ours. What is read now is changed by nobody until somebody has said something."""

    step = ""

    class Meta:
        abstract = True

    def start(self, workflow_state, user=None):
        """A step that the course does not want passes by itself."""
        from courses.review import steps  # noqa: PLC0415  it reads these models

        page = workflow_state.content_object
        if self.step in steps.wanted(page) or self.step == PublishTask.step:
            return super().start(workflow_state, user=user)
        return TaskState.objects.create(
            workflow_state=workflow_state,
            task=self,
            revision=page.get_latest_revision(),
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
        )

    def locked_for_user(self, obj, user):
        return True

    def get_actions(self, obj, user):
        from courses.review import acting  # noqa: PLC0415  it reads these models

        return acting.actions(self, obj, user)

    def get_form_for_action(self, action):
        from courses.review import forms  # noqa: PLC0415  it reads these models

        return forms.for_action(self.step, action)

    def on_action(self, task_state, user, action_name, **kwargs):
        from courses.review import acting  # noqa: PLC0415  it reads these models

        acting.act(self, task_state, user, action_name, kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        from courses.review import waiting  # noqa: PLC0415  it reads these models

        found = [each.state.pk for each in waiting.waiting_for(user) if each.step == self.step]
        return TaskState.objects.filter(pk__in=found)


class LivedExperienceTask(ReviewTask):
    """Read by somebody who has lived it."""

    step = "lived_experience"

    class Meta:
        verbose_name = _("review by somebody who has lived it")


class LanguageTask(ReviewTask):
    """Read by a second reader of the language, who did not write or translate it."""

    step = "language"

    class Meta:
        verbose_name = _("review of the language")


class PublishTask(ReviewTask):
    """Put before learners by a publisher, who first reads what was said."""

    step = "publish"

    class Meta:
        verbose_name = _("publishing")


class ReviewRule(models.Model):
    """Which steps one course wants before its pages are published. No personal data.

    A course without a row wants them all.
    """

    course = models.OneToOneField(Course, models.CASCADE, related_name="review_rule")
    lived_experience = models.BooleanField(_("Somebody who has lived it reads it"), default=True)
    language = models.BooleanField(_("A second reader of the language reads it"), default=True)

    def __str__(self):
        return str(self.course)


class Paid(models.TextChoices):
    UNSAID = "unsaid", _("Not said")
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Opinion(models.TextChoices):
    AGREES = "agrees", _("Can go on as it is")
    CHANGE = "change", _("Should be changed first")
    DISSENTS = "dissents", _("Should not be published like this")


class LivedReview(models.Model):
    """What somebody who has lived it said of one draft, after they agreed that it is kept.

    Personal data: who read it, whether they were paid, and their words. All of it is emptied when
    they withdraw it or leave; the row then says only that a review was withdrawn.
    """

    page_key = models.UUIDField(db_index=True)
    language = models.CharField(max_length=12)
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, related_name="+"
    )
    task_state = models.ForeignKey(
        "wagtailcore.TaskState", models.SET_NULL, null=True, related_name="lived_reviews"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="lived_reviews"
    )
    at = models.DateTimeField()
    consented_at = models.DateTimeField()
    paid = models.CharField(max_length=10, choices=Paid.choices, default=Paid.UNSAID)
    paid_note = models.CharField(max_length=200, blank=True)
    opinion = models.CharField(max_length=10, choices=Opinion.choices, blank=True)
    words = models.TextField(blank=True, max_length=LONGEST)
    dissent = models.TextField(blank=True, max_length=LONGEST)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.page_key} {self.opinion}"
