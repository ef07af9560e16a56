"""What was said of a draft on its way: reviews, dissent, steps left out and why, answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, TaskState, WorkflowState

from courses.models import LivedReview, Opinion
from courses.review.acting import ANSWERED
from courses.review.steps import LANGUAGE, LIVED, PUBLISH
from courses.review.waiting import STEP_OF


@dataclass(frozen=True)
class Said:
    """One thing that was said. `is_heavy`: nobody should publish without having read it."""

    at: datetime
    what: str
    who: str = ""
    words: str = ""
    dissent: str = ""
    paid: str = ""
    is_heavy: bool = False


def step_words(step: str) -> str:
    return {
        LIVED: _("Read by somebody who has lived it"),
        LANGUAGE: _("Read for its language"),
        PUBLISH: _("Publishing"),
    }[step]


def said_of(workflow_state: WorkflowState, *, only_to=None) -> list[Said]:
    """In order, in a fixed number of statements.

    `only_to` is a reviewer: they read what they said themselves, and what was answered.
    """
    rows = LivedReview.objects.filter(task_state__workflow_state=workflow_state)
    rows = rows.select_related("reviewer").order_by("at", "pk")
    if only_to:
        rows = rows.filter(reviewer=only_to)
    found = [*(_lived(row) for row in rows), *_answers(workflow_state)]
    if not only_to:
        found += _steps(workflow_state)
    return sorted(found, key=lambda each: each.at)


def _lived(row: LivedReview) -> Said:
    if row.withdrawn_at:
        return Said(row.at, _("A review was withdrawn."), is_heavy=True)
    return Said(
        row.at,
        str(Opinion(row.opinion).label),
        who=row.reviewer.name if row.reviewer else "",
        words=row.words,
        dissent=row.dissent,
        paid=_paid(row),
        is_heavy=bool(row.dissent),
    )


def _paid(row: LivedReview) -> str:
    words = _("Paid for this: %(answer)s") % {"answer": row.get_paid_display()}
    return f"{words} · {row.paid_note}" if row.paid_note else words


def _steps(workflow_state: WorkflowState) -> Iterable[Said]:
    """Those that were left out, by the course's rule or by somebody, and the reading of others."""
    ended = workflow_state.task_states.exclude(status=TaskState.STATUS_IN_PROGRESS)
    for state in ended.select_related("task__content_type", "finished_by"):
        step = STEP_OF.get(state.task.content_type.model)
        if step and (step != LIVED or state.status == TaskState.STATUS_SKIPPED):
            yield _step(state, step)


def _step(state: TaskState, step: str) -> Said:
    who = state.finished_by.name if state.finished_by else ""
    name = {"step": step_words(step)}
    if state.status == TaskState.STATUS_SKIPPED:
        by_rule = _("Not wanted for this course: %(step)s") % name
        left_out = _("Left out: %(step)s") % name
        words = left_out if state.comment else by_rule
        return Said(state.finished_at, words, who, state.comment, is_heavy=bool(state.comment))
    words = {
        TaskState.STATUS_APPROVED: _("Can go on: %(step)s"),
        TaskState.STATUS_REJECTED: _("Should be changed first: %(step)s"),
    }.get(state.status, _("Stopped: %(step)s"))
    return Said(state.finished_at or state.started_at, words % name, who, state.comment)


def _answers(workflow_state: WorkflowState) -> list[Said]:
    mine = PageLogEntry.objects.filter(page_id=int(workflow_state.object_id), action=ANSWERED)
    mine = mine.filter(timestamp__gte=workflow_state.created_at).select_related("user")
    return [
        Said(
            entry.timestamp,
            _("The answer"),
            entry.user.name if entry.user else "",
            entry.data.get("answer", ""),
        )
        for entry in mine
    ]
