"""Where sign-up is open: somebody asks for an account themselves, by mail."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from office import notices
from people import invitations, naming
from people.models import Role
from people.models.invitation import Kind


def ask(email: str, *, language: str, at: datetime | None = None) -> None:
    """Somebody asked for an account themselves. Known and unknown addresses cost the same.

    Where there is an account already the row is made, too, but opens nothing; the mail says so.
    """
    at, email = at or timezone.now(), email.strip().lower()
    with transaction.atomic():
        is_known = naming.has_account(email)
        invitation = invitations.make(
            Kind.SIGN_UP,
            language=language,
            at=at,
            role=Role.TRAINEE,
            email="" if is_known else email,
            withdrawn_at=at if is_known else None,
        )
        notices.add(
            "people.sign_up",
            address=email,
            language=language,
            key=f"sign_up:{invitation.pk}",
            about="" if is_known else invitation.pk,
        )
