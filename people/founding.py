"""The first administrator of an empty site: nobody is there yet to invite them."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import invitations, naming
from people.joining import Join
from people.models import Invitation, Role, User
from people.models.invitation import Kind
from people.models.user import as_sign_in_name
from people.roles import has_administrator


class AlreadyFounded(Exception):
    """Somebody administers this site: they invite whoever else there is."""


class Founder(Join):
    """As everybody who comes in, but the name to sign in with is theirs to choose."""

    sign_in = forms.CharField(
        label=_("Name to sign in with"),
        max_length=60,
        help_text=_("Letters, numbers, dots and hyphens. You can add an email address later."),
        widget=forms.TextInput(
            {"autocomplete": "username", "autocapitalize": "none", "dir": "auto"}
        ),
    )
    field_order = ("chosen_name", "sign_in", "password1", "password2", "time_zone", "also_read")

    def __init__(self, *args, language, **options):
        super().__init__(*args, invitation=Invitation(), language=language, **options)

    def clean_sign_in(self):
        name = as_sign_in_name(self.cleaned_data["sign_in"])
        User._meta.get_field("sign_in_name").clean(name, None)
        if naming.is_taken(name, at=timezone.now()):
            raise ValidationError(_("Somebody else signs in with this name. Choose another."))
        self.person.sign_in_name = name  # the password must not be like it
        return name


@transaction.atomic
def found(
    *,
    sign_in_name: str,
    chosen_name: str,
    password: str,
    languages: list[str],
    time_zone: str,
    at: datetime | None = None,
) -> User:
    """Make the first administrator, as one who came in by a card. Raises AlreadyFounded, NameTaken.

    The caller holds something that two at once would wait for.
    """
    at = at or timezone.now()
    if has_administrator(timezone.localdate(at)):
        raise AlreadyFounded
    card = invitations.make(
        Kind.CARD,
        language=languages[0],
        at=at,
        role=Role.ADMINISTRATOR,
        sign_in_name=as_sign_in_name(sign_in_name),
    )
    return invitations.use(
        card,
        chosen_name=chosen_name,
        password=password,
        languages=languages,
        time_zone=time_zone,
        at=at,
    )
