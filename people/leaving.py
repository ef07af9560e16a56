"""What this room holds about a person, hands out to them, and lets go when they leave."""

import secrets
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from office.holdings import Holding
from people import conversations, courses_known
from people.models import (
    Break,
    Closure,
    Conversation,
    ConversationState,
    Device,
    FactorRecovery,
    Invitation,
    NotifyBy,
    Parked,
    RoleHeld,
    Session,
    User,
)
from people.models.user import all_languages, new_salt
from people.roles import end_role

EXPORT_WORDS = {
    "account": gettext_lazy("My account"),
    "breaks": gettext_lazy("My breaks"),
    "conversations_by_me": gettext_lazy("Conversations that I asked for, with my name"),
    "conversations_to_me": gettext_lazy("Conversations that I was asked for"),
    "sent_on": gettext_lazy("Sent"),
    "words": gettext_lazy("Words"),
    "to": gettext_lazy("To"),
    "from": pgettext_lazy("who wrote", "From"),
    "state:new": ConversationState.NEW.label,
    "state:read": ConversationState.READ.label,
    "state:answered": ConversationState.ANSWERED.label,
    "sign_in_name": gettext_lazy("Sign-in name"),
    "chosen_name": gettext_lazy("Name to be called by"),
    "legal_name": gettext_lazy("Legal name"),
    "email": gettext_lazy("Email address"),
    "languages": gettext_lazy("Languages I read, in order"),
    "time_zone": gettext_lazy("Time zone"),
    "notify_by": gettext_lazy("How I am told"),
    "notify_by:mail": NotifyBy.MAIL.label,
    "notify_by:inside": NotifyBy.INSIDE.label,
    "date_joined": gettext_lazy("Account since"),
    "last_login": gettext_lazy("Last sign-in"),
    "addresses": gettext_lazy("Email addresses"),
    "confirmed": gettext_lazy("Confirmed"),
    "primary": gettext_lazy("The one that is used"),
    "roles": gettext_lazy("What I am here"),
    "role": gettext_lazy("Role"),
    "team": gettext_lazy("Team"),
    "course": gettext_lazy("Course"),
    "from_day": gettext_lazy("From"),
    "until_day": gettext_lazy("Until"),
    "devices": gettext_lazy("My own devices"),
    "label": gettext_lazy("Which browser"),
    "first_seen_at": gettext_lazy("First sign-in"),
    "last_seen_at": gettext_lazy("Last sign-in"),
    "sessions": gettext_lazy("Where I am signed in"),
    "kind:shared": gettext_lazy("Others use it too"),
    "kind:mine": gettext_lazy("Only I use it"),
    "started_at": gettext_lazy("Since"),
    "seen_at": gettext_lazy("Last used"),
    "second_steps": gettext_lazy("Second steps at sign-in"),
    "type": gettext_lazy("Kind"),
    "type:totp": gettext_lazy("Authenticator app"),
    "type:webauthn": gettext_lazy("Passkey or security key"),
    "type:recovery_codes": gettext_lazy("Recovery codes"),
    "created_at": gettext_lazy("Added"),
    "last_used_at": gettext_lazy("Last used"),
    "invitations_to_me": gettext_lazy("How I was invited, and cards made for me"),
    "invitations_by_me": gettext_lazy("Invitations and cards that I made for others"),
    "kind:mail": gettext_lazy("By mail"),
    "kind:card": gettext_lazy("A card"),
    "kind:reset": gettext_lazy("A new card"),
    "kind:sign_up": gettext_lazy("Asked for by the person"),
    "invited_at": gettext_lazy("Made"),
    "expires_at": gettext_lazy("Open until"),
    "used_at": gettext_lazy("Used"),
    "withdrawn_at": gettext_lazy("Withdrawn"),
    "recoveries": gettext_lazy("When a lost second step was taken off"),
    "asked_at": gettext_lazy("Asked"),
    "agreed_at": gettext_lazy("Agreed by a second administrator"),
    "stopped_at": gettext_lazy("Stopped"),
    "closed": gettext_lazy("Confidential notes that are closed"),
    "why": gettext_lazy("Why"),
    "why:card": gettext_lazy("A new card was used"),
    "why:factor": gettext_lazy("A second step was lost"),
    "since": gettext_lazy("Since"),
    "parked": gettext_lazy("What I sent after the lock, kept for an hour"),
    "parked_at": gettext_lazy("Sent"),
    "path": gettext_lazy("On which page"),
}


def holdings(person) -> list[Holding]:
    return [
        _account(person),
        _roles(person),
        _doors(person),
        _sessions(person),
        _devices(person),
        _parked(person),
        _invitations(person),
        _recoveries(person),
        _breaks(person),
        _conversations(person),
    ]


def _breaks(person) -> Holding:
    return Holding(
        kind="people.breaks",
        what=_("Days on which you are away from work"),
        why=_("So that rules can leave these days out."),
        until=_("Until you take them off, or leave."),
        count=Break.objects.filter(person=person).count(),
        covers=(Break._meta.label,),
    )


def _conversations(person) -> Holding:
    return Holding(
        kind="people.conversations",
        what=_("What you wrote with your name, or others wrote to you, asking for a conversation"),
        why=_("So that the person whom it is for can read it and answer."),
        until=_("For 90 days, or until one of the two leaves."),
        count=conversations.of_person(person).count(),
        covers=(Conversation._meta.label,),
    )


def _account(person) -> Holding:
    profiles = UserProfile.objects.filter(user=person).count()
    return Holding(
        kind="people.account",
        what=_("Your names, email address, languages, time zone, and how you want to be told"),
        why=_("So that you can sign in, and are called and told things as you wish."),
        until=_("Until you leave. Then all of it is emptied."),
        count=1 + EmailAddress.objects.filter(user=person).count() + profiles,
        covers=(User._meta.label, EmailAddress._meta.label, UserProfile._meta.label),
    )


def _roles(person) -> Holding:
    return Holding(
        kind="people.roles",
        what=_("What you are here: roles and teams, with their days"),
        why=_("So that each page opens to those whom it concerns, and to nobody else."),
        until=_("For good; once you have left, without your name."),
        count=RoleHeld.objects.filter(person=person).count(),
        covers=(
            RoleHeld._meta.label,
            User.groups.through._meta.label,
            User.user_permissions.through._meta.label,
        ),
    )


def _doors(person) -> Holding:
    return Holding(
        kind="people.second_steps",
        what=_("Your second steps at sign-in: authenticator app, passkeys, recovery codes"),
        why=_("So that a stolen password opens nothing."),
        until=_("Until you take them off, or leave."),
        count=Authenticator.objects.filter(user=person).count(),
        covers=(Authenticator._meta.label,),
    )


def _sessions(person) -> Holding:
    return Holding(
        kind="people.sessions",
        what=_("Where you are signed in: which kind of browser, and since when. No IP address"),
        why=_("So that you can see it and end it."),
        until=_("Until you sign out, or for 30 days at most."),
        count=Session.objects.filter(person=person).count(),
        covers=(Session._meta.label,),
    )


def _devices(person) -> Holding:
    return Holding(
        kind="people.devices",
        what=_("Devices that you called your own"),
        why=_("So that you are told when a new one signs in."),
        until=_("For a year after the last sign-in, or until you leave."),
        count=Device.objects.filter(person=person).count(),
        covers=(Device._meta.label,),
    )


def _parked(person) -> Holding:
    return Holding(
        kind="people.parked",
        what=_("What you sent after the page was locked, sealed for you"),
        why=_("So that nothing that you wrote is lost."),
        until=_("For an hour, or until you are back."),
        count=Parked.objects.filter(person=person).count(),
        covers=(Parked._meta.label,),
    )


def _invitations(person) -> Holding:
    mine = Q(person=person) | Q(invited_by=person)
    return Holding(
        kind="people.invitations",
        what=_("How you were invited, cards made for you, and whom you invited"),
        why=_("So that nobody comes in unseen."),
        until=_("Name and address until the invitation is used or over; who invited, for good."),
        count=Invitation.objects.filter(mine).count(),
        covers=(Invitation._meta.label,),
    )


def _recoveries(person) -> Holding:
    mine = Q(person=person) | Q(asked_by=person) | Q(agreed_by=person)
    closed = Closure.objects.filter(person=person).count()
    return Holding(
        kind="people.recoveries",
        what=_("When a lost second step was taken off, and whether your notes are closed"),
        why=_("So that nobody opens your notes by taking over your account."),
        until=_("Whether notes are closed, until you open them or leave; the rest for good."),
        count=FactorRecovery.objects.filter(mine).count() + closed,
        covers=(FactorRecovery._meta.label, Closure._meta.label),
    )


def export_person(person) -> dict:
    """All but what only proves who somebody is: passwords, codes and keys are in no copy."""
    mine = {"person": person}
    invited = ["kind", "role", "team__name", "invited_at", "expires_at", "used_at", "withdrawn_at"]
    made = Invitation.objects.filter(invited_by=person).order_by("invited_at")
    received = Invitation.objects.filter(**mine).order_by("invited_at")
    factors = Authenticator.objects.filter(user=person).order_by("created_at")
    return {
        "account": _account_of(person),
        "addresses": _addresses_of(person),
        "roles": [_role(held) for held in _held_by(person)],
        "devices": _rows(Device, mine, "first_seen_at", ["label", "last_seen_at"]),
        "sessions": _rows(Session, mine, "started_at", ["label", "kind", "seen_at"]),
        "second_steps": list(factors.values("type", "created_at", "last_used_at")),
        "invitations_to_me": [_named(row) for row in received.values(*invited)],
        "invitations_by_me": [_named(row) for row in made.values(*invited)],
        "recoveries": _rows(FactorRecovery, mine, "asked_at", ["agreed_at", "stopped_at"]),
        "conversations_by_me": _written_by(person),
        "conversations_to_me": _written_to(person),
        "breaks": _rows(Break, mine, "from_day", ["until_day"]),
        "closed": _rows(Closure, mine, "since", ["why"]),
        "parked": _rows(Parked, mine, "parked_at", ["path"]),
    }


def _written_by(person) -> list[dict]:
    rows = Conversation.objects.filter(writer=person).select_related("to").order_by("day", "pk")
    return [
        {"sent_on": row.day, "to": row.to.name if row.to else "", "words": row.words}
        for row in rows
    ]


def _written_to(person) -> list[dict]:
    return [
        {
            "sent_on": row.day,
            "from": row.writer.name if row.writer else "",
            "words": row.words,
            "state": row.state,
        }
        for row in conversations.for_person(person).order_by("day", "pk")
    ]


def _account_of(person) -> dict:
    names = ["sign_in_name", "chosen_name", "legal_name", "email", "languages", "time_zone"]
    return {n: getattr(person, n) for n in [*names, "notify_by", "date_joined", "last_login"]}


def _addresses_of(person) -> list[dict]:
    rows = EmailAddress.objects.filter(user=person).order_by("pk")
    return [{"email": r.email, "confirmed": r.verified, "primary": r.primary} for r in rows]


def _held_by(person):
    return RoleHeld.objects.filter(person=person).select_related("team").order_by("from_day", "pk")


def _role(held: RoleHeld) -> dict:
    return {
        "role": held.role,
        "team": held.team.name if held.team else "",
        "language": held.language,
        "course": _course(held),
        "from_day": held.from_day,
        "until_day": held.until_day,
    }


def _course(held: RoleHeld) -> str:
    known = courses_known.titles(get_language() or "", [held.course]) if held.course else {}
    return next(iter(known.values()), "")


def _rows(model, which: dict, first: str, rest: list[str]) -> list[dict]:
    return list(model.objects.filter(**which).order_by(first, "pk").values(first, *rest))


def _named(row: dict) -> dict:
    return row | {"team": row.pop("team__name") or ""}


@transaction.atomic
def retire_person(person, *, at: datetime) -> None:
    """Close the account for good: what is left is a row without a word of its person.

    Whoever calls has made sure that an administrator remains.
    """
    today = person.day(at)
    for held in _held_by(person).filter(Q(until_day=None) | Q(until_day__gt=today)):
        end_role(held, by=person, until_day=today, at=at)
    _empty(person, at=at)
    person.groups.clear()
    person.user_permissions.clear()
    for model in (Session, Device, Parked, Closure, Break):
        model.objects.filter(person=person).delete()
    for model in (EmailAddress, Authenticator, UserProfile):
        model.objects.filter(user=person).delete()
    conversations.of_person(person).delete()
    _shut_ways_in(person, at=at)


def _empty(person, *, at: datetime) -> None:
    """Every field that says something of the person; the list is tested against the model."""
    person.sign_in_name = f"left-{secrets.token_hex(10)}"
    person.chosen_name = person.legal_name = ""
    person.email = person.last_login = None
    person.languages = all_languages()
    person.time_zone = "UTC"
    person.notify_by = NotifyBy.INSIDE
    person.private_salt = new_salt()
    person.needs_second_factor = person.is_active = False
    person.retired_at = at
    person.set_unusable_password()
    person.save()


def _shut_ways_in(person, *, at: datetime) -> None:
    """Cards and links for this person open nothing now, and say nothing of them."""
    theirs = Invitation.objects.filter(person=person)
    theirs.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    emptied = dict.fromkeys(("secret", "words", "email", "chosen_name", "sign_in_name"), "")
    theirs.update(words_fingerprint=None, **emptied)
