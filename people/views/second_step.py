"""A second step: choose a way, set it up, take it away. Most of it is allauth's, walled in here."""

from allauth.account.views import EmailView
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from people import second_factor
from people.adapter import SecondFactor
from people.models import FactorRecovery, User
from people.recovery import is_closed

NEXT = "second_step_next"


@login_required
def second_step(request):
    """Which way to set up; once there is one, on to where the person wanted to go."""
    if "next" in request.GET:
        request.session[NEXT] = request.GET["next"]
    if second_factor.has(request.user):
        return redirect(_wanted(request) or "mfa_index")
    return render(request, "people/second_step.html")


def _wanted(request) -> str:
    url = request.session.pop(NEXT, "")
    is_ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if is_ours else ""


def _lock(person) -> None:
    """Two changes to one person's second steps come one after the other."""
    User.objects.select_for_update().get(pk=person.pk)


class AddApp(ActivateTOTPView):
    @transaction.atomic
    def form_valid(self, form):
        answer = super().form_valid(form)
        app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        second_factor.added(self.request, app)
        return answer


class AddKey(AddWebAuthnView):
    @transaction.atomic
    def form_valid(self, form):
        answer = super().form_valid(form)
        keys = Authenticator.objects.filter(
            user=self.request.user, type=Authenticator.Type.WEBAUTHN
        )
        second_factor.added(self.request, keys.latest("pk"))
        return answer


class RemoveApp(DeactivateTOTPView):
    """Whether it may go is asked by its form."""

    def post(self, *args, **kwargs):
        with transaction.atomic():
            _lock(self.request.user)
            return super().post(*args, **kwargs)

    def form_valid(self, form):
        second_factor.removed(self.authenticator)
        return super().form_valid(form)


class RemoveKey(RemoveWebAuthnView):
    """allauth asks nobody whether a key may go."""

    @transaction.atomic
    def form_valid(self, form):
        _lock(self.request.user)
        key = self.get_object()
        adapter = SecondFactor()
        if not adapter.can_delete_authenticator(key):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_list_webauthn")
        second_factor.removed(key)
        return super().form_valid(form)


class NewCodes(GenerateRecoveryCodesView):
    @transaction.atomic
    def form_valid(self, form):
        answer = super().form_valid(form)
        kind = Authenticator.Type.RECOVERY_CODES
        codes = Authenticator.objects.get(user=self.request.user, type=kind)
        second_factor.new_codes(codes)
        return answer


class Steps(IndexView):
    """Also the place where one hears, and can stop, that one's second step is to be taken off."""

    def get_context_data(self, **kwargs):
        person = self.request.user
        return super().get_context_data(**kwargs) | {
            "recovery": FactorRecovery.objects.open_at(timezone.now())
            .filter(person=person)
            .first(),
            "is_closed": is_closed(person),
        }


class DownloadCodes(DownloadRecoveryCodesView):
    def render_to_response(self, context, **kwargs):
        """Under a name that tells nothing in somebody's list of downloads."""
        answer = super().render_to_response(context, **kwargs)
        answer["Content-Disposition"] = 'attachment; filename="codes.txt"'
        return answer


class Addresses(EmailView):
    def post(self, *args, **kwargs):
        """One act, told and noted with it."""
        with transaction.atomic():
            return super().post(*args, **kwargs)

    def _action_primary(self, request, *args, **kwargs):
        """allauth lets a first address be used before it is confirmed: it may be anybody's."""
        address = self._get_email_address(request)
        if address and not address.verified:
            words = _("Confirm this address first: follow the link in its message.")
            messages.error(request, words)
            return redirect("account_email")
        return super()._action_primary(request, *args, **kwargs)


def help_page(request):
    return render(request, "people/help.html")
