"""What we hold about a person, and who looked at it or changed it, in words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from learning.rooms import ROOMS
from office import audit
from office.audit import Entry
from office.holdings import Holding
from people import api as people


@dataclass(frozen=True)
class Line:
    """One entry of the audit, as the person whom it is about reads it."""

    day: date
    what: str
    who: str
    roles: str


def holdings(person) -> list[Holding]:
    """Of every room, the account first. A number of statements that no row changes."""
    return [each for room in reversed(ROOMS.values()) for each in room.holdings(person)]


def entries(person) -> QuerySet[Entry]:
    """What was done about this person; the actor comes with each, but never their sealed name."""
    rows = Entry.objects.for_person(person).select_related("actor")
    return rows.defer("actor__legal_name")


def line(entry: Entry, *, reader) -> Line:
    is_self = entry.actor_id == reader.pk
    return Line(
        day=reader.day(entry.at),
        what=words_of(entry.verb),
        who=_("You") if is_self else who(entry),
        roles="" if is_self else ", ".join(role_word(role) for role in entry.roles.split()),
    )


def who(entry: Entry) -> str:
    return entry.actor.name if entry.actor else _("The site itself")


def words_of(verb: str) -> str:
    """The sentence of the room whose verb it is; one that is no longer known is not hidden."""
    known = (room.VERBS[verb] for room in ROOMS.values() if verb in room.VERBS)
    return str(next(known, _("Something was done in your account.")))


def role_word(value: str) -> str:
    """The neutral word for a role; one that this site no longer has, as it was written."""
    if value not in people.Role.values:
        return value
    label_of = getattr(people, "label_of", None)  # the organisation's own word, where it has one
    return str(label_of(value) if label_of else people.Role(value).label)


def note(verb: str, *, by, kind: str, key: object, at: datetime) -> None:
    """What somebody did about themselves."""
    roles = " ".join(sorted(people.roles_of(by, by.day(at))))
    audit.note(verb, by=by, about=by, object_kind=kind, object_key=key, roles=roles, at=at)
