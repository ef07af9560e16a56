"""Wagtail's groups, derived from roles: nobody edits them by hand.

A role that is held for one language becomes a group of its own, whose rights end at that language's
home page; one that is held for one course, a group whose rights end at that course's pages.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from people import courses_known
from people.models import Role, RoleHeld
from people.models.role import NEEDS_SECOND_FACTOR

OWNERS = (
    "wagtailadmin",
    "wagtailcore",
    "wagtaildocs",
    "wagtailimages",
    "wagtailmedia",
    "wagtail_localize",
)
NAME = re.compile(r"(?P<name>[^(\[]+?)( \((?P<language>[\w-]+)\))?( \[(?P<course>[0-9a-f-]+)\])?")


@dataclass(frozen=True)
class Rights:
    """Codenames: on the site, on pages below the home pages, on pictures and files, and on clips.

    Wagtailmedia knows no right to choose: who may use a clip may change it.
    """

    name: str
    site: frozenset[str] = frozenset({"access_admin"})
    pages: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    clips: frozenset[str] = frozenset()


RIGHTS = {
    Role.CONTENT_EDITOR: Rights(
        "Editors",
        site=frozenset({"access_admin", "submit_translation"}),
        pages=frozenset({"add_page", "change_page"}),
        files=frozenset({"add_image", "change_image", "choose_image"})
        | {"add_document", "change_document", "choose_document"},
        clips=frozenset({"add_media", "change_media"}),
    ),
    Role.TRANSLATOR: Rights(
        "Translators",
        site=frozenset({"access_admin", "submit_translation"}),
        pages=frozenset({"change_page"}),
    ),
    Role.PUBLISHER: Rights(
        "Publishers",
        pages=frozenset({"change_page", "publish_page"}),
        files=frozenset({"choose_image", "choose_document"}),
    ),
    Role.REVIEWER: Rights("Reviewers"),  # of pages, only what waits for them: courses.review
    Role.COORDINATOR: Rights("Coordinators"),
    Role.ADMINISTRATOR: Rights("Administrators"),
}


def derive_groups(person, on: date) -> None:
    """Put the person into exactly the groups that their roles of that day give, and note whether
    those roles need a second factor."""
    held = RoleHeld.objects.on(on).filter(person=person)
    roles = list(held.values_list("role", "language", "course"))
    wanted = {_name(*each) for each in roles if each[0] in RIGHTS}
    person.groups.set([_group(name) for name in sorted(wanted)])
    needs = not NEEDS_SECOND_FACTOR.isdisjoint(role for role, *_ in roles)
    if needs != person.needs_second_factor:
        person.needs_second_factor = needs
        person.save(update_fields=["needs_second_factor"])


def lay_groups() -> None:
    """Give every group exactly its rights, after new languages and new editions; repeatable."""
    for app in OWNERS:
        create_permissions(apps.get_app_config(app), verbosity=0)
    languages = ["", *(code for code, _ in settings.LANGUAGES)]
    for name in {_name(role, language) for role in RIGHTS for language in languages}:
        _give_rights(Group.objects.get_or_create(name=name)[0])
    for group in Group.objects.filter(name__endswith="]"):
        _give_rights(group)


def lay_course(course: UUID) -> None:
    """Give whoever holds a role for this course its new page, as in a new language; repeatable."""
    for group in Group.objects.filter(name__endswith=f"[{course}]"):
        _give_rights(group)


def _name(role: str, language: str, course: UUID | None = None) -> str:
    rights = RIGHTS[Role(role)]
    if not rights.pages:
        return rights.name
    spoken = f" ({language})" if language else ""
    return f"{rights.name}{spoken} [{course}]" if course else f"{rights.name}{spoken}"


def _group(name: str) -> Group:
    group, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        _give_rights(group)
    return group


def _give_rights(group: Group) -> None:
    parts = NAME.fullmatch(group.name)
    rights = next((each for each in RIGHTS.values() if parts and each.name == parts["name"]), None)
    if rights is None:
        return  # no group of ours
    group.permissions.set(_permissions(rights.site, ["wagtailadmin", "wagtail_localize"]))
    roots = Page.objects.filter(depth=2)
    if parts["course"]:
        roots = courses_known.pages(UUID(parts["course"]))
    if parts["language"]:
        roots = roots.filter(locale__language_code=parts["language"])
    _set(GroupPagePermission, group, "page", roots, _permissions(rights.pages, ["wagtailcore"]))
    shelves = Collection.objects.filter(depth=1)
    kept_there = _permissions(rights.files, ["wagtailimages", "wagtaildocs"])
    kept_there += _permissions(rights.clips, ["wagtailmedia"])
    _set(GroupCollectionPermission, group, "collection", shelves, kept_there)


def _permissions(codenames: Iterable[str], owners: Iterable[str]) -> list[Permission]:
    return list(
        Permission.objects.filter(codename__in=codenames, content_type__app_label__in=owners)
    )


def _set(model, group: Group, place: str, places: Iterable, permissions: list[Permission]) -> None:
    """Exactly these permissions at exactly these places."""
    wanted = {(spot.pk, permission.pk) for spot in places for permission in permissions}
    rows = model.objects.filter(group=group)
    known = {(getattr(row, f"{place}_id"), row.permission_id): row.pk for row in rows}
    rows.filter(pk__in=[pk for pair, pk in known.items() if pair not in wanted]).delete()
    model.objects.bulk_create(
        [
            model(group=group, permission_id=right, **{f"{place}_id": spot})
            for spot, right in wanted - known.keys()
        ],
        ignore_conflicts=True,
    )
