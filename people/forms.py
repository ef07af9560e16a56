"""The forms at the door, in our words."""

import unicodedata
import uuid

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    UserTokenForm,
)
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office import notices
from people import devices, second_factor
from people.models import User


class SignIn(LoginForm):
    """One field for either: a person without an address has a sign-in name."""

    device = devices.DeviceField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Sign-in name or email address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["login"].widget.attrs.pop("placeholder", None)
        _word(self, password=_("Password"))

    def login(self, request, redirect_url=None):
        devices.keep_choice(request, self.user, self.cleaned_data["device"])
        response = super().login(request, redirect_url)
        if request.user.is_authenticated:
            devices.settle_cookie(request.session)  # allauth ended the cookie with the browser
        return response


def _word(form, **labels):
    """Our words over allauth's fields; a placeholder would be a second copy of the label."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


# --- passwords and addresses
class _TwiceTheSame:
    """Two fields, one password, and our sentence where they differ."""

    def clean(self):
        cleaned = super(forms.Form, self).clean() or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("This is not the same password as above."))
        return cleaned


class ChangePassword(_TwiceTheSame, ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(
            self,
            oldpassword=_("The password you have now"),
            password1=_("New password"),
            password2=_("New password, once more"),
        )


class SetPassword(_TwiceTheSame, SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(self, password1=_("New password"), password2=_("New password, once more"))


class NewPassword(_TwiceTheSame, ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(self, password1=_("New password"), password2=_("New password, once more"))


class AskForNewPassword(ResetPasswordForm):
    """Whether there is an account is asked by the sweep, later: here nobody could tell."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(self, email=_("Email address"))

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


class AddAddress(AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(self, email=_("Email address"))


class PasswordAgain(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(self, password=_("Password"))


# --- codes
def as_code(text: str) -> str:
    """Whatever digits a keyboard types, as the ones that codes are made of; without what stands
    between them. Done before anything is compared: one code in two scripts is one code."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(_digit(letter) for letter in plain if letter.isalnum())


def _digit(letter: str) -> str:
    value = unicodedata.digit(letter, None)
    return letter if value is None else str(value)


class CodeField(forms.CharField):
    def __init__(self, **options):
        attrs = {"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}
        options = {"label": _("Code"), "widget": forms.TextInput(attrs=attrs)} | options
        super().__init__(max_length=60, **options)

    def to_python(self, value):
        return as_code(super().to_python(value))


class _UsedOnce:
    """A code of the app opens once. Recovery codes are crossed out by allauth."""

    def clean_code(self):
        code = super().clean_code()
        is_from_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_from_app and not second_factor.take_code(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class TypeCode(_UsedOnce, AuthenticateForm):
    code = CodeField()


class CodeAgain(_UsedOnce, ReauthenticateByCodeForm):
    code = CodeField()


class SetUpApp(ActivateTOTPForm):
    code = CodeField(label=_("Code that the app shows"))

    def clean_code(self):
        code = super().clean_code()
        if not second_factor.take_code(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


# --- passkeys and keys
class AddKey(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for this key")
        self.fields["name"].max_length = 60
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with it alone, without the password")
        alone.help_text = _(
            "The device then asks for your finger, your face or its own code. Without this, it is "
            "asked for after the password."
        )
        alone.initial = True

    def clean(self):
        """Asked here too: the page not offering it is no guard."""
        if second_factor.no_passkey(context.request):
            raise forms.ValidationError(_("A passkey cannot be made here."))
        return super().clean()


class EditKey(EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for this key")


# --- a second step that was lost
class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person):
        """Two people may be called the same."""
        return f"{person} · {person.sign_in_name}"


class WhoLostIt(forms.Form):
    person = PersonField(
        User.objects.none(), label=_("Whose second step is lost"), empty_label=_("Choose a person")
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class OldCode(forms.Form):
    code = CodeField(label=_("One of your recovery codes"))
