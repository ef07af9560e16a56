"""The editor as the rest of the site: our doors in it, and no link that leads outside."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from learning import instrument_desk, organising
from learning.cms_home import WhatYouCanDo

OUTSIDE = ("whats-new-in-wagtail", "editor-guide")


class ForAdministrators(MenuItem):
    def is_shown(self, request):
        return organising.may_organise(request)


@hooks.register("register_admin_urls")
def organisation_pages():
    return [*organising.urls(), *instrument_desk.urls()]


@hooks.register("register_admin_menu_item")
def organisation_item():
    where = reverse("organisation")
    return ForAdministrators(
        _("Organisation"), where, name="organisation", icon_name="home", order=900
    )


@hooks.register("construct_help_menu")
def only_what_is_here(request, items):
    """Wagtail's own guide stands on its makers' site: a visit there would tell who reads what."""
    items[:] = [item for item in items if not item.name.startswith(OUTSIDE)]


@hooks.register("construct_homepage_panels")
def what_you_can_do(request, panels):
    panels.insert(0, WhatYouCanDo())
