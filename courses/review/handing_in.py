"""A draft goes to its readers, and again after a change. Both are Wagtail's workflow."""

from django.db import transaction
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

from courses.languages import drafting
from courses.review.acting import ANSWERED, note


class AlreadyThere(Exception):
    """It is being read already."""


class NoWay(Exception):
    """This page has no workflow."""


@transaction.atomic
def hand_in(page: Page, *, by, answer: str = "") -> WorkflowState:
    """Start the way of the newest draft, or go on where a change was asked for.

    Of a translation, the words that stand in the translation editor become the draft first.
    """
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        raise AlreadyThere
    if page.get_workflow() is None:
        raise NoWay
    _take_over_translation(page, by)
    page = Page.objects.get(pk=page.pk).specific
    if page.latest_revision is None:
        page.save_revision(user=by)
    if answer:
        note(ANSWERED, page.get_latest_revision(), by, answer=answer)
    if state is None:
        return page.get_workflow().start(page.get_latest_revision_as_object(), by)
    state.resume(by)
    return state


def _take_over_translation(page: Page, by) -> None:
    kept_in_step = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    for translation in kept_in_step:
        drafting.save(translation.source, translation.target_locale, by=by)


@transaction.atomic
def take_back(page: Page, *, by) -> None:
    """Nobody reads it any more, and it can be written on. Twice is the same."""
    state = page.current_workflow_state
    if state and state.user_can_cancel(by):
        state.cancel(user=by)
