"""Names and addresses: who has them already, and a sign-in name for whoever brings none."""

import re
import secrets
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Q

from people.models import Invitation, User
from people.models.invitation import Kind
from people.models.user import as_sign_in_name

LONGEST = 50  # room for digits: the field takes 60
NOT_ALLOWED = re.compile(r"[^\w.-]+")
NOBODY = "person"


def is_taken(sign_in_name: str, *, at: datetime) -> bool:
    """By an account, or by a card that waits for its person."""
    name = as_sign_in_name(sign_in_name)
    waiting = Invitation.objects.open_at(at).filter(sign_in_name=name)
    return User.objects.filter(sign_in_name=name).exists() or waiting.exists()


def with_account(emails: set[str]) -> set[str]:
    """Those that somebody has; also where it is one more address of theirs."""
    first = User.objects.filter(email__in=emails).values_list("email", flat=True)
    proven = EmailAddress.objects.filter(email__in=emails, verified=True)
    return set(first) | set(proven.values_list("email", flat=True))


def has_account(email: str, *, but: int | None = None) -> bool:
    """Whether somebody (else than the person with that number) signs in with it, or proved it."""
    proven = EmailAddress.objects.filter(email=email, verified=True).values("user")
    found = User.objects.filter(Q(email=email) | Q(pk__in=proven))
    return found.exclude(pk=but).exists()


def open_for(email: str, *, at: datetime) -> Invitation | None:
    """Addresses are sealed, so each open invitation is looked at; a house has few at a time."""
    waiting = Invitation.objects.open_at(at).filter(kind=Kind.MAIL)
    return next((one for one in waiting if one.email == email), None)


def made_from(chosen_name: str, *, at: datetime) -> str:
    """Ana María becomes ana-maría; with two digits where somebody else has it, then with more."""
    stem = NOT_ALLOWED.sub("-", as_sign_in_name(chosen_name)).strip("-.")[:LONGEST] or NOBODY
    name, digits = stem, 2
    while is_taken(name, at=at):
        name = f"{stem}{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
        digits = min(digits + 1, 9)
    return name
