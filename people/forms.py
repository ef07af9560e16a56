"""The forms at the door, in our words."""

import uuid

from allauth.account.forms import LoginForm, ResetPasswordForm, UserTokenForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office import notices


class SignIn(LoginForm):
    """One field for either: a person without an address has a sign-in name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Sign-in name or email address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["password"].widget.attrs.pop("placeholder", None)


class AskForNewPassword(ResetPasswordForm):
    """Whether there is an account is asked by the sweep, later: here nobody could tell."""

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def save(self, request, **kwargs):
        address = self.cleaned_data["email"]
        key = f"reset:{uuid.uuid4()}"
        notices.add("people.reset", address=address, language=get_language(), key=key)
        return address


class ResetLink(UserTokenForm):
    """A link that was sent before the account was closed opens nothing afterwards."""

    def _get_user(self, uidb36):
        user = super()._get_user(uidb36)
        return user if user and user.is_active else None


class AddKey(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for this key")


class EditKey(EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for this key")
