"""What allauth asks us at the door, and what it says there, in words that every language has."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from office import notices, organisation
from people import factor_secrets, naming, parked, password_changes, second_factor, tell
from people.models.user import as_sign_in_name

# Of allauth's notes to a person, those that are a notice of ours by another name. Those about
# second steps are told by people.second_factor, in the transaction of the change.
TOLD = {
    "email_changed": "people.address_changed",
    "email_deleted": "people.address_changed",
}


class Door(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("Choose another address for your messages first."),
        "duplicate_email": _("This address is yours already."),
        "email_password_mismatch": _("This name, address or password does not open the door."),
        "username_password_mismatch": _("This name, address or password does not open the door."),
        "email_taken": _("This address cannot be used here. Please choose another one."),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_code": _("This code does not open the door. Please type the one shown now."),
        "incorrect_password": _("This is not your password."),
        "invalid_or_expired_key": _("This link is no longer good."),
        "invalid_login": _("This name or address does not open the door."),
        "invalid_password_reset": _("This link is no longer good."),
        "max_email_addresses": _("You can have %d addresses here, no more."),
        "too_many_login_attempts": _("That was tried too often. Please wait a while, then go on."),
        "unknown_email": _("This name or address does not open the door."),
        "unverified_primary_email": _(
            "Confirm this address first: follow the link in its message."
        ),
        "username_blacklisted": _("This name cannot be used here. Please choose another one."),
        "username_taken": _("This name cannot be used here. Please choose another one."),
        "select_only_one": _("Please choose one of them only."),
        "same_as_current": _("This is what it is already."),
        "rate_limited": _("That was tried too often. Please wait a while, then go on."),
    }

    def is_open_for_signup(self, request):
        """Never by allauth's own form: an invitation, or people.views.signing_up, is the way in."""
        return False

    def clean_username(self, username, shallow=False):
        """Whether it is taken is asked of the spelling in which it would be stored."""
        return super().clean_username(as_sign_in_name(username), shallow=shallow)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Tries are counted per account: another spelling of its name is not another account."""
        typed = credentials.get("username") or credentials.get("email") or ""
        return f"door:{as_sign_in_name(typed)}"

    def respond_user_inactive(self, request, user):
        """As after a wrong password: nobody learns that there was an account."""
        messages.error(request, self.error_messages["username_password_mismatch"])
        return redirect("account_login")

    def is_safe_url(self, url):
        """Only a path of this site: other names in ALLOWED_HOSTS are other places to a person."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def set_password(self, user, password):
        request = context.request
        own = request.user.is_authenticated and request.user.pk == user.pk
        keep = request.session.session_key if own else None
        password_changes.change(user, password, by=user if own else None, keep=keep)

    def post_login(self, request, user, **kwargs):
        """What a lock kept from being sent is shown first; from there on to where they were."""
        response = super().post_login(request, user, **kwargs)
        if parked.of(user, at=timezone.now()).exists():
            return redirect(f"{reverse('account_parked')}?{urlencode({'next': response.url})}")
        return response

    def is_reauthentication_required(self, *, app, **kwargs):
        """The very first second step is set up right after the password: `is_first_set_up`."""
        if app == "allauth.mfa" and second_factor.is_first_set_up(self.request):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey or key"),
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": str(words[method["id"]])} for method in methods]

    # --- addresses
    def can_delete_email(self, email_address):
        """The address that messages go to stays while there are others: else allauth would send
        them to one of these, confirmed or not."""
        is_used = email_address.email == email_address.user.email
        others = EmailAddress.objects.filter(user=email_address.user).exclude(pk=email_address.pk)
        return not (is_used and others.exists()) and super().can_delete_email(email_address)

    def confirm_email(self, request, email_address):
        if naming.has_account(email_address.email, but=email_address.user_id):
            messages.error(request, now_("This address cannot be used here."))
            return False
        with transaction.atomic():
            before = email_address.user.email
            confirmed = super().confirm_email(request, email_address)
            if confirmed and email_address.user.email != before:
                self.send_notification_mail("email_changed", email_address.user)
        return confirmed

    # --- mail: nothing goes out within a request; what is to be told is a notice
    def send_mail(self, template_prefix, email, context):
        """What is not listed in `TOLD` is told in another way, or not at all."""

    def send_confirmation_mail(self, request, emailconfirmation, signup):
        """The same for an address of somebody else's: whether it is one is asked when the words
        are written (people.mail), where nobody can tell by waiting."""
        address = emailconfirmation.email_address
        notices.add(
            "people.confirm",
            address=address.email,
            language=get_language(),
            key=f"confirm:{address.pk}:{get_random_string(12)}",
            about=address.pk,
        )

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        kind = TOLD.get(template_prefix.rpartition("/")[2])
        if kind is None:
            return
        key = f"{kind}:{user.pk}:{get_random_string(12)}"
        notices.add(kind, to=user, key=key)
        tell.note("changed address", by=user, about=user, kind="people.user", key=user.pk)
        old = (context or {}).get("from_email") or (context or {}).get("deleted_email")
        if old and old != user.email:
            notices.add(kind, address=old, language=get_language(), key=f"{key}:old")


class SecondFactor(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "What you do here needs a second step at sign-in. This is your last one. Add "
            "another one first, then take this one away."
        ),
        "cannot_generate_recovery_codes": _(
            "Codes on paper go with an app or a key. Please set up one of these first."
        ),
        "incorrect_code": _("This code does not open the door. Please type the one shown now."),
        "unverified_email": _("Please confirm your email address first."),
        "add_email_blocked": _("Please confirm your email address first."),
    }

    def encrypt(self, text):
        return factor_secrets.close(text)

    def decrypt(self, encrypted_text):
        return factor_secrets.open(encrypted_text)

    def can_delete_authenticator(self, authenticator):
        return second_factor.may_remove(authenticator)

    def send_notification_mail(self, *args, **kwargs):
        """Told by people.second_factor."""

    # What an app or a device shows to whoever holds it: a neutral name, and never an address.
    def get_totp_issuer(self):
        return organisation.current().short_name

    def _get_user_identifier(self, user):
        return user.sign_in_name

    def _get_site_name(self):
        return organisation.current().short_name

    def get_public_key_credential_user_entity(self, user):
        return super().get_public_key_credential_user_entity(user) | {
            "display_name": user.sign_in_name
        }

    def generate_authenticator_name(self, user, type):
        return now_("Key %(number)d") % {"number": self._how_many(user, type) + 1}

    def _how_many(self, user, kind):
        return user.authenticator_set.filter(type=kind).count()
