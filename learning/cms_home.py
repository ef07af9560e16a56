"""What each role can do in the editor, at its first page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from people import api as people
from people.api import Role


@dataclass(frozen=True)
class Door:
    """A place to go from here, and for whom."""

    roles: frozenset[Role]
    address: str
    icon: str
    title: Promise
    about: Promise
    of: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.address, args=self.of)


DOORS = (
    Door(
        frozenset({Role.CONTENT_EDITOR, Role.PUBLISHER, Role.TRANSLATOR}),
        "wagtailadmin_explore_root",
        "folder-open-inverse",
        _("Courses and pages"),
        _("Write, translate and publish what people read."),
    ),
    Door(
        frozenset({Role.REVIEWER}),
        "reviews",
        "tasks",
        _("Drafts to read"),
        _("Read what waits for you, and say what you think."),
    ),
    Door(
        frozenset({Role.CONTENT_EDITOR}),
        "wagtailimages:index",
        "image",
        _("Pictures"),
        _("Add pictures, and say in words what they show."),
    ),
    Door(
        frozenset({Role.ADMINISTRATOR, Role.COORDINATOR}),
        "people",
        "group",
        _("People"),
        _("See who is here, and in which role."),
    ),
    Door(
        frozenset({Role.ADMINISTRATOR}),
        "organisation",
        "home",
        _("Organisation"),
        _("Name, look, languages, and whom to ask."),
    ),
    Door(
        frozenset({Role.ADMINISTRATOR, Role.COORDINATOR}),
        "organisation_topic",
        "help",
        _("Other people who can help"),
        _("See whether the list is still right."),
        of=("support",),
    ),
    Door(
        frozenset({Role.ADMINISTRATOR, Role.COORDINATOR}),
        "instruments",
        "form",
        _("Questions for oneself"),
        _("Load questions that people answer where nobody else sees."),
    ),
)


class WhatYouCanDo(Component):
    name = "what_you_can_do"
    template_name = "learning/cms/doors.html"
    order = 50

    def get_context_data(self, parent_context=None):
        person = parent_context["request"].user
        roles = people.roles_of(person, person.day())
        return {"doors": [door for door in DOORS if door.roles & roles]}
