"""Where Wagtail asks us: the desk, its place in the menu, publishing, the history of a page."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from courses.models import CoursePage
from courses.review import acting, desk, past

# After whatever else is asked, so that the reason is kept once.
hooks.register("before_publish_page", past.ask_why, order=50)
# Before wagtail-localize, which answers with a page of its own.
hooks.register("before_edit_page", past.ask_why_of_translation, order=-50)
hooks.register("before_bulk_action", past.not_many_at_once)


class ForWhoReviews(MenuItem):
    def is_shown(self, request):
        return desk.may_see(request.user) or desk.may_keep_rules(request.user)


@hooks.register("register_admin_urls")
def pages():
    return desk.urls()


@hooks.register("register_admin_menu_item")
def reviews_item():
    words = gettext_lazy("Reviews")
    return ForWhoReviews(words, reverse("reviews"), name="reviews", icon_name="tasks", order=220)


@hooks.register("register_page_header_buttons")
def review_button(page, user, next_url=None, **kwargs):
    if desk.may_hand_in(user, page):
        where = reverse("review_page", args=[page.pk])
        yield Button(_("Review"), where, icon_name="tasks", priority=55)


@hooks.register("after_copy_page")
def say_what_was_not_copied(request, page, copy):
    if request and isinstance(page.specific, CoursePage) and page.get_translations().exists():
        words = _("Only this language was copied. The translations stay with the first course.")
        messages.info(request, words)


class HandIn(SubmitForModerationMenuItem):
    def get_context_data(self, parent_context):
        words = _("Hand in for review")
        return super().get_context_data(parent_context) | {"label": words}


@hooks.register("construct_page_action_menu")
def in_our_words(items, request, context):
    """Wagtail would say the name of a table row."""
    for n, item in enumerate(items):
        if type(item) is SubmitForModerationMenuItem:
            items[n] = HandIn(order=item.order)


@hooks.register("register_log_actions")
def in_the_history(actions):
    for verb, label, words in (
        (acting.SKIPPED, gettext_lazy("Leave a step out"), gettext_lazy("Left a step out")),
        (acting.ANSWERED, gettext_lazy("Answer a review"), gettext_lazy("Answered a review")),
        (past.PAST, gettext_lazy("Publish past review"), gettext_lazy("Published past review")),
    ):
        actions.register_action(verb)(_formatter(label, words))


def _formatter(heading: str, words: str) -> type[LogFormatter]:
    class WithItsReason(LogFormatter):
        label, message = heading, words

        def format_message(self, log_entry):
            said = log_entry.data.get("reason") or log_entry.data.get("answer") or ""
            return f"{self.message}: {said}" if said else self.message

    return WithItsReason
