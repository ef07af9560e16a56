"""Text that the database holds only encrypted (Fernet, AES-128-CBC with HMAC; keys rotate)."""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact, IsNull


class CannotOpen(Exception):
    """None of the site's keys opens this value."""


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def ring() -> MultiFernet:
    """The keys of FIELD_ENCRYPTION_KEYS: the first one seals, each of them opens."""
    return _ring(tuple(settings.FIELD_ENCRYPTION_KEYS))


def seal(text: str) -> str:
    return ring().encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    try:
        return ring().decrypt(token.encode()).decode()
    except InvalidToken:
        raise CannotOpen from None


def is_sealed_with_first_key(token: str) -> bool:
    try:
        Fernet(settings.FIELD_ENCRYPTION_KEYS[0]).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def reseal(token: str) -> str:
    """The same text under the first key."""
    try:
        return ring().rotate(token.encode()).decode()
    except InvalidToken:
        raise CannotOpen from None


class SealedTextField(models.TextField):
    """A text that is sealed in the database and plain in Python. Empty stays empty; no look-ups."""

    def from_db_value(self, value, expression, connection):
        return unseal(value) if value else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return seal(value) if value else value

    def get_lookup(self, lookup_name):
        """Only whether there is something: one text is sealed differently each time."""
        return {"isnull": IsNull, "exact": IsEmpty}.get(lookup_name)


class IsEmpty(Exact):
    """`exact`, for the empty text alone; another would silently find nobody."""

    def get_prep_lookup(self):
        if self.rhs:
            raise FieldError("A sealed text can't be searched for.")
        return self.rhs
