"""How packs, their marks and named values meet the editor; `wagtail_hooks` reads this file."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from courses import adapt_desk, filling, giving_desk, shelf_desk, values_desk
from courses.models.pages import KINDS
from courses.packs import adapting
from office import named_values


@hooks.register("register_admin_urls")
def desks_of_packs():
    desks = (adapt_desk, giving_desk, shelf_desk, values_desk)
    return [url for desk in desks for url in desk.urls()]


class ForWhoKeepsValues(MenuItem):
    def is_shown(self, request):
        return values_desk.may_keep(request.user)


@hooks.register("register_admin_menu_item")
def values_item():
    where, words = reverse("values_desk"), gettext_lazy("Values in texts")
    return ForWhoKeepsValues(words, where, name="values", icon_name="tag", order=270)


class ForWhoTakesIn(MenuItem):
    def is_shown(self, request):
        return shelf_desk.may_take_in(request.user)


@hooks.register("register_admin_menu_item")
def shelf_item():
    where, words = reverse("shelf_desk"), gettext_lazy("Shelf of courses")
    return ForWhoTakesIn(words, where, name="shelf", icon_name="folder-open-inverse", order=230)


@hooks.register("before_publish_page", order=-10)  # before anything is asked of it
def adapted_first(request, page):
    return adapt_desk.refuse(request, page)


@hooks.register("before_edit_page", order=-60)  # wagtail-localize and reviews answer it, too
def adapted_first_in_translation(request, page):
    return adapt_desk.refuse_translation(request, page)


@hooks.register("before_bulk_action", order=-10)
def all_adapted_first(request, action_type, chosen, action):
    if action_type == "publish" and action.model is Page and request.method == "POST":
        return adapt_desk.refuse_those(request, chosen)
    return None


@hooks.register("after_publish_page")
def tell_of_missing_values(request, page):
    """It is published all the same: readers see plain words in their place."""
    if not isinstance(page, KINDS):
        return
    missing = named_values.without_value(filling.names_on(page))
    if missing:
        names = ", ".join(f"{{{name}}}" for name in missing)
        words = _("These values are not set, so learners read plain words instead: %(names)s")
        messages.warning(request, words % {"names": names})


@hooks.register("after_copy_page")
def copy_waits_too(request, page, copy):
    if isinstance(page.specific, KINDS):
        adapting.copy_marks(page, copy)


@hooks.register("register_page_header_buttons")
def adapt_button(page, user, next_url=None, **kwargs):
    if isinstance(page, KINDS) and adapt_desk.may_settle(user, page) and adapting.open_on(page):
        where = reverse("adapt_desk", args=[page.pk])
        yield Button(_("Make it your own"), where, icon_name="edit", priority=55)


@hooks.register("register_page_header_buttons")
def give_button(page, user, next_url=None, **kwargs):
    if giving_desk.may_give(user, page):
        where = reverse("giving_desk", args=[page.pk])
        yield Button(_("Give away or copy"), where, icon_name="copy", priority=80)
