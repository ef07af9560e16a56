"""The editor as the rest of the site: our doors in it, and no link that leads outside."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from learning import cms_pages, instrument_desk, organising
from learning.cms_home import WhatYouCanDo
from learning.languages import desk as languages_desk
from people.api import Role, cms_roles

OF_ALL_PAGES = ("workflows", "workflow-tasks", "site-history", "page-types-usage")
FOR_REVIEWERS = ("reviews", "feedback")
OUTSIDE = ("whats-new-in-wagtail", "editor-guide")


class ForAdministrators(MenuItem):
    def is_shown(self, request):
        return organising.may_organise(request)


@hooks.register("register_admin_urls")
def organisation_pages():
    return [*organising.urls(), *instrument_desk.urls(), *languages_desk.urls()]


@hooks.register("register_admin_menu_item")
def organisation_item():
    where = reverse("organisation")
    return ForAdministrators(
        _("Organisation"), where, name="organisation", icon_name="home", order=900
    )


class ForWhoSeesLanguages(MenuItem):
    def is_shown(self, request):
        return languages_desk.may_look(request.user)


@hooks.register("register_admin_menu_item")
def languages_of_the_site_item():
    where = reverse(languages_desk.DESK)
    return ForWhoSeesLanguages(
        languages_desk.TITLE, where, name="site_languages", icon_name="globe", order=890
    )


@hooks.register("construct_help_menu")
def only_what_is_here(request, items):
    """Wagtail's own guide stands on its makers' site: a visit there would tell who reads what."""
    items[:] = [item for item in items if not item.name.startswith(OUTSIDE)]


@hooks.register("construct_reports_menu")
def no_report_of_all_pages(request, items):
    """For whoever would find nothing there."""
    if not cms_pages.edits_all(request):
        translations = reverse("wagtail_localize:translations_report")  # its name is translated
        kept = (item for item in items if item.name not in OF_ALL_PAGES)
        items[:] = [item for item in kept if item.url != translations]


@hooks.register("construct_main_menu")
def no_door_that_is_shut(request, items):
    """Wagtail offers its reports to whoever may say something of a draft."""
    if cms_roles(request.user) == {Role.REVIEWER}:
        items[:] = [item for item in items if item.name in FOR_REVIEWERS]


@hooks.register("construct_homepage_panels")
def what_you_can_do(request, panels):
    panels.insert(0, WhatYouCanDo())
