"""The list of other people who can help: who keeps it, and when it should be looked at again."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from office import support
from office.steps import Step, Urgency
from people import api as people
from people.api import Role, User

CAN_BE_LISTED = people.SUPERVISES | {Role.COORDINATOR, Role.ADMINISTRATOR}


def may_keep(person) -> bool:
    return people.may(person, "keep", "support")


def to_choose(by: User) -> list[tuple[int, str]]:
    """To whom others may write, as (number, name): those whose part here is known anyhow. Who is
    here as a learner or a mentor is never offered to others by name."""
    held = people.RoleHeld.objects.on(by.day()).filter(role__in=CAN_BE_LISTED)
    found = User.objects.filter(pk__in=held.values("person"), retired_at=None)
    return [(each.pk, each.name) for each in found.order_by("chosen_name", "pk")]


def lacks() -> list[str]:
    """In words, what is missing before the private notes open."""
    words = []
    if support.lacks_emergency():
        words.append(_("A number for emergencies"))
    if support.lacks_outside():
        words.append(_("A person to talk to who is outside, and a way to reach them"))
    return words


def waiting_for(roles: frozenset[Role], *, on: date) -> list[Step]:
    """For who coordinates: some of the list was not looked at for half a year. No statement."""
    if Role.COORDINATOR not in roles or not support.unchecked(on):
        return []
    return [
        Step(
            title=_("Are these numbers still right?"),
            detail=_("Nobody has looked at some of the people who can help for half a year."),
            url=reverse("organisation_topic", args=["support"]),
            label=_("Look at the list"),
            urgency=Urgency.NEEDED,
        )
    ]
