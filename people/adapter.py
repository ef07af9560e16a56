"""What allauth asks us at the door."""

from allauth.account.adapter import DefaultAccountAdapter
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from people import parked
from people.models.user import as_sign_in_name


class Door(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Never by allauth's own form: an invitation, or people.views.signing_up, is the way in."""
        return False

    def clean_username(self, username, shallow=False):
        """Whether it is taken is asked of the spelling in which it would be stored."""
        return super().clean_username(as_sign_in_name(username), shallow=shallow)

    def post_login(self, request, user, **kwargs):
        """What a lock kept from being sent is shown first; from there on to where they were."""
        response = super().post_login(request, user, **kwargs)
        if parked.of(user, at=timezone.now()).exists():
            return redirect(f"{reverse('account_parked')}?{urlencode({'next': response.url})}")
        return response
