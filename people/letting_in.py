"""Signing somebody in who has just come in: through allauth, as every other sign-in."""

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login

from people import devices


def let_in(request, person, *, device: str):
    """Whatever follows a sign-in follows this one. Returns where allauth leads."""
    login = Login(user=person, email_verification=EmailVerificationMethod.NONE)
    response = perform_password_login(request, {}, login)
    if request.user.is_authenticated:
        devices.choose(request, device)
    return response
