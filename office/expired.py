"""What the shared cache no longer needs, taken out where the database is that cache.

Django takes expired rows out only once there are very many. Until then papers of courses would lie
in backups long after their day, and counts of tries long after their minutes.
"""

from datetime import UTC, datetime

from django.core.cache import caches
from django.core.cache.backends.db import BaseDatabaseCache
from django.db import connections, router


def forget(*, at: datetime) -> None:
    """One statement for each such cache; none where it is Redis or memory."""
    for cache in caches.all(initialized_only=False):
        if isinstance(cache, BaseDatabaseCache):
            _forget(cache, at.astimezone(UTC).replace(microsecond=0))


def _forget(cache: BaseDatabaseCache, at: datetime) -> None:
    connection = connections[router.db_for_write(cache.cache_model_class)]
    table = connection.ops.quote_name(cache._table)  # it tells by no other name
    until = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [until])  # noqa: S608
