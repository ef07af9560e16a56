"""Whose a mail address is."""

from allauth.account.models import EmailAddress

from people.models import User


def is_anothers(address: EmailAddress) -> bool:
    """Whether somebody else signs in with this address, or has confirmed it."""
    return (
        User.objects.filter(email=address.email).exclude(pk=address.user_id).exists()
        or EmailAddress.objects.filter(email=address.email, verified=True)
        .exclude(user_id=address.user_id)
        .exists()
    )
