"""The forms at the door, in our words."""

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

from people import devices


class SignIn(LoginForm):
    """One field for either: a person without an address has a sign-in name."""

    device = devices.DeviceField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Sign-in name or email address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def login(self, request, redirect_url=None):
        devices.keep_choice(request, self.user, self.cleaned_data["device"])
        response = super().login(request, redirect_url)
        if request.user.is_authenticated:
            devices.settle_cookie(request.session)  # allauth ended the cookie with the browser
        return response


class AddKey(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for this key")


class EditKey(EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for this key")
