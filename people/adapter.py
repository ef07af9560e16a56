"""What allauth asks us at the door."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from people import password_changes
from people.models.user import as_sign_in_name


class Door(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """By invitation only, unless the site says otherwise."""
        return settings.SIGNUP == "open"

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
