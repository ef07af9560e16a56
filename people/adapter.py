"""What allauth asks us at the door."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings


class Door(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """By invitation only, unless the site says otherwise."""
        return settings.SIGNUP == "open"
