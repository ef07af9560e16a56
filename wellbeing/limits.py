"""How much is too much: 30 requests in ten minutes, six new boxes a day, and so many boxes in all.

Counted in this room's own cache, which nothing keeps (memory, or Redis), under a pseudonym made
with a random key that lies in the same cache and goes after an hour; for new boxes, after a day.
Never in the database: a count there would be a write at the moment of a save.
"""

import hashlib
import hmac
import logging
import secrets

from django.core.cache import caches

from wellbeing import boxes, lists

logger = logging.getLogger(__name__)

ALIAS = "room"
MOST_REQUESTS, TEN_MINUTES = 30, 10 * 60
MOST_NEW_BOXES, DAY, HOUR = 6, 24 * 60 * 60, 60 * 60
BOXES_PER_ACCOUNT, BOXES_BESIDE = 5, 100


class TooOften(Exception):
    """This person, for now."""


class Full(Exception):
    """The room takes no new box: too many lie here, or the room is not open."""


def count_request(salt: bytes) -> None:
    """Raises TooOften at the 31st within ten minutes."""
    _count(f"asked:{_pseudonym(salt, 'hour', HOUR)}", MOST_REQUESTS, TEN_MINUTES)


def count_new_box(salt: bytes) -> None:
    """Raises Full, or TooOften at the seventh within a day."""
    room = lists.current()
    if not room.is_open:
        raise Full
    if boxes.total() >= BOXES_PER_ACCOUNT * room.accounts + BOXES_BESIDE:
        logger.error("the private room is full: somebody may be filling it")
        raise Full
    _count(f"new:{_pseudonym(salt, 'day', DAY)}", MOST_NEW_BOXES, DAY)


def _count(name: str, most: int, lasts: int) -> None:
    cache = caches[ALIAS]
    cache.add(name, 0, lasts)
    try:
        count = cache.incr(name)
    except ValueError:  # its time ran out this very moment: the next one counts anew
        return
    if count > most:
        raise TooOften


def _pseudonym(salt: bytes, period: str, lasts: int) -> str:
    return hmac.new(_key(f"key:{period}", lasts), salt, hashlib.sha256).hexdigest()


def _key(name: str, lasts: int) -> bytes:
    """Whoever is first makes it, for every process that shares this cache."""
    made = secrets.token_bytes(32)
    return caches[ALIAS].get_or_set(name, made, lasts)
