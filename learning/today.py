"""Today: at most three things, most urgent first; the first one is the main one."""

from datetime import UTC, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from courses import api as courses
from people import api as people

AT_MOST = 3
WRITES = {people.Role.CONTENT_EDITOR, people.Role.TRANSLATOR, people.Role.PUBLISHER}
LOOKS_AFTER_PEOPLE = {people.Role.ADMINISTRATOR, people.Role.COORDINATOR}
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def steps_for(person, language: str) -> list[dict]:
    """What I was doing last, what my roles are for, then the rest and what I could begin."""
    cards = courses.cards(person, language)
    under_way = [card for card in cards if card["state"] == "under_way"]
    under_way.sort(key=lambda card: card["touched_at"] or LONG_AGO, reverse=True)
    roles = people.roles_of(person, person.day())
    told = people.waiting_for(person)
    told += people.mail_trouble() if people.Role.ADMINISTRATOR in roles else []
    going_on = [_go_on(card) for card in under_way]
    room = max(AT_MOST - len(told), 0)  # what a person is told is never crowded out
    steps = (going_on[:1] + _of_roles(roles) + going_on[1:])[:room] + told
    steps.sort(key=lambda step: not step.get("first"))
    steps += [_begin(card) for card in cards if card["state"] == "new"]
    return (steps or [_look_around()])[:AT_MOST]


def _of_roles(roles: frozenset[people.Role]) -> list[dict]:
    """The doors that a role opens, so that they are found however much is under way."""
    steps = [_look_after_people()] if LOOKS_AFTER_PEOPLE & roles else []
    return steps + ([_edit()] if WRITES & roles else [])


def _go_on(card: dict) -> dict:
    return {
        "title": card["title"],
        "lang": card["lang"],
        "detail": _next(card),
        "url": card["continue_url"],
        "label": _("Go on") if card["lessons_done"] else _("Begin"),
    }


def _next(card: dict) -> str:
    title = card["next_title"]
    return _("Next: %(lesson)s") % {"lesson": title} if title else card["summary"]


def _begin(card: dict) -> dict:
    return {
        "title": card["title"],
        "lang": card["lang"],
        "detail": card["summary"],
        "url": card["url"],
        "label": _("Look inside"),
    }


def _edit() -> dict:
    return {
        "title": _("The editor"),
        "detail": _("Write, translate and publish courses."),
        "url": reverse("wagtailadmin_home"),
        "label": _("Open the editor"),
    }


def _look_after_people() -> dict:
    return {
        "title": _("People"),
        "detail": _("Who is here, and in which role."),
        "url": reverse("people"),
        "label": _("Look at the people"),
    }


def _look_around() -> dict:
    return {
        "title": _("Nothing waits for you."),
        "detail": _("You can read anything again, in any language."),
        "url": reverse("courses:index"),
        "label": _("See the courses"),
    }
