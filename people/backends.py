"""The only backend: one look-up, one run of the hasher, one answer, whoever asks for whom.

Known, unknown, closed and without a password cost the same and are told the same, so that nobody
learns who has an account here (rejected: allauth's and Django's own, each of which looks and hashes
again, and tells a closed account from a wrong password).
"""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password

from people.models import User
from people.passwords import LONGEST


class Door(ModelBackend):
    """Permissions are Django's; the sign-in is ours."""

    def authenticate(self, request, username=None, password=None, email=None, **rest):
        """The person, where name or address and password are theirs and the account is open."""
        typed = username or email
        if not typed or not password or len(password) > LONGEST:
            return None
        person = User.objects.signs_in_with(typed).first()
        if person is None or not self.user_can_authenticate(person):
            make_password(password)  # as long as a check of somebody's password would take
            return None
        return person if person.check_password(password) else None
