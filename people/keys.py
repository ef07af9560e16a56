"""What opens an invitation: the secret in its link, and the words on its card.

The database knows both again by a hash only; the texts beside it are sealed, and gone once used.
"""

import hashlib
import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

SECRET_BYTES = 32


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def fingerprint(secret: str) -> str:
    """Of 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def words_fingerprint(words: str) -> str:
    """Of 64 bits only, so with the site's key: a stolen table alone lets nobody try them out."""
    return _hmac(words, settings.SECRET_KEY)


def known_words_fingerprints(words: str) -> list[str]:
    """Also under the keys before this one, so that a card outlives a change of keys."""
    return [_hmac(words, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _hmac(words: str, key: str) -> str:
    return salted_hmac("people.card", words, secret=key, algorithm="sha256").hexdigest()
