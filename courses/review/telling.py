"""Who is told that something waits: by our neutral notices, never by Wagtail's mails.

Those name the page and the person in the subject, and are sent while somebody waits for an answer.
"""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from courses.review import waiting
from courses.review.steps import course_of
from office import letters, notices
from office.letters import Words
from office.notices import NothingToSay, Notice
from people import api as people
from people.api import Role, User

WAITING, BACK, DONE = "courses.review_waiting", "courses.review_back", "courses.review_done"


def connect() -> None:
    """Ours stand under Wagtail's own names, so that Wagtail cannot connect its mails beside them,
    whichever of the two comes first."""
    for signal, sender, name, ours in (
        (task_submitted, TaskState, "group_approval_task_submitted", tell_readers),
        (workflow_submitted, WorkflowState, "workflow_state_submitted", tell_nobody),
        (workflow_rejected, WorkflowState, "workflow_state_rejected", tell_it_came_back),
        (workflow_approved, WorkflowState, "workflow_state_approved", tell_it_is_done),
    ):
        uid = f"{name}_email_notification"
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(ours, sender=sender, dispatch_uid=uid)


def tell_readers(instance, user=None, **kwargs) -> None:
    found = [reader for reader in readers(instance) if reader != user]
    notices.add_for_each(WAITING, to=found, key=f"review:{instance.pk}", about=instance.pk)


def readers(state: TaskState) -> Iterable[User]:
    """Whoever may say something of it; where nobody can, who may leave the step out."""
    step = waiting.STEP_OF.get(state.task.specific_class.__name__.lower())
    page = state.workflow_state.content_object
    course = course_of(page) if step else None
    if course is None:
        return []
    language = page.locale.language_code
    roles = waiting.READS[step] | waiting.readers_of_source(step, language == course.source_locale)
    where = {"course": course.translation_key, "language": language, "on": timezone.now().date()}
    found = _may_act(state, people.holders(roles, **where))
    return found or _may_act(state, people.holders({Role.PUBLISHER}, **where))


def _may_act(state: TaskState, found: Iterable[User]) -> list[User]:
    """Few hold such a role; each is asked as their own desk asks."""
    return [each for each in found if waiting.one(state, each)]


def tell_nobody(**kwargs) -> None:
    """Who handed it in knows."""


def tell_it_came_back(instance, user=None, **kwargs) -> None:
    _tell_who_handed_in(BACK, instance, f"back:{instance.current_task_state_id}", user)


def tell_it_is_done(instance, user=None, **kwargs) -> None:
    _tell_who_handed_in(DONE, instance, f"done:{instance.pk}", user)


def _tell_who_handed_in(kind: str, state: WorkflowState, key: str, user) -> None:
    if state.requested_by and state.requested_by != user:
        notices.add(kind, to=state.requested_by, key=f"review:{key}", about=state.pk)


def write(notice: Notice) -> Words:
    """What it is stands inside only."""
    if notice.kind == WAITING:
        return _waiting(notice)
    if notice.kind == DONE:
        told = _("What you handed in has been read, and it is done. Here you can see the rest:")
        return Words(_("Something is done"), f"{told}\n{letters.link('reviews')}")
    told = _("Something that you wrote waits for you again. Here you can see it:")
    return Words(_("Something waits for you"), f"{told}\n{letters.link('wagtailadmin_home')}")


def _waiting(notice: Notice) -> Words:
    if not (notice.to and notice.about.isdecimal() and waiting.one(int(notice.about), notice.to)):
        raise NothingToSay
    told = _("Something waits for you to read it. Here you can see it:")
    return Words(_("Something waits for you"), f"{told}\n{letters.link('reviews')}")


WRITERS = dict.fromkeys((WAITING, BACK, DONE), write)
