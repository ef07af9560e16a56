"""What can be said of a draft at a step, and what follows from it. Wagtail moves it on."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext, log
from wagtail.models import TaskState

from courses.packs import adapting
from courses.review import forms, kept, waiting
from courses.review.steps import LIVED, PUBLISH

SKIPPED, ANSWERED = "courses.review_skipped", "courses.review_answered"
LABELS = {
    "approve": _("Can go on as it is"),
    "reject": _("Ask for a change"),
    "dissent": _("Go on, with what I do not agree with"),
    "skip": _("Leave this step out"),
}


def actions(task, page, user) -> list[tuple]:
    """As Wagtail asks for them: name, words, and that more is asked first."""
    labels = LABELS | ({"approve": _("Publish it")} if task.step == PUBLISH else {})
    names = waiting.actions_on(page, user)
    if task.step == PUBLISH and "approve" in names and adapting.open_on(page):
        names = tuple(name for name in names if name != "approve")
    return [(name, labels[name], True) for name in names]


@transaction.atomic
def act(task, task_state: TaskState, user, action: str, said: dict) -> None:
    """Do one of them. Asked again here: Wagtail's editor sends unchecked values, too."""
    state = TaskState.objects.select_for_update().get(pk=task_state.pk)
    found = waiting.one(state, user)
    form = forms.for_action(task.step, action)(said)
    if found is None or action not in found.actions or not form.is_valid():
        raise PermissionDenied
    if action == "approve" and task.step == PUBLISH and _waits(state):
        raise PermissionDenied
    if action == "skip":
        _skip(state, user, form.cleaned_data["reason"])
    elif task.step == LIVED:
        kept.keep(found, user, opinion=forms.OPINION_OF[action], **form.cleaned_data)
        with LogContext(user=None):  # name and words are theirs to take back: our row alone
            _go_on(state, action, user=None, comment="")
    else:
        _go_on(state, action, user=user, comment=form.cleaned_data["comment"])


def _waits(state: TaskState) -> bool:
    """Whether something in it is to be made one's own first."""
    draft = state.revision.as_object()
    return bool(adapting.open_on(draft, draft))


def _go_on(state: TaskState, action: str, *, user, comment: str) -> None:
    move = state.reject if action == "reject" else state.approve
    move(user=user, comment=comment)


def _skip(state: TaskState, user, reason: str) -> None:
    state.status, state.finished_at, state.finished_by = (
        TaskState.STATUS_SKIPPED,
        timezone.now(),
        user,
    )
    state.comment = reason
    state.save()
    note(SKIPPED, state.revision, user, reason=reason, step=str(state.task.specific.step))
    state.workflow_state.update(user=user)


def note(verb: str, revision, user, **data) -> None:
    """In the page's own history."""
    log(instance=revision.as_object(), action=verb, user=user, data=data, revision=revision)
