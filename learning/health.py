"""Whether the site lives, and whether it can do its work: JSON for machines, without detail."""

import os

from django.conf import settings
from django.db import connections
from django.http import JsonResponse
from kombu import Connection

from learning import prepare

_migrated: set[str] = set()  # migrations don't become unapplied while a process runs


def live(request):
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


def ready(request):
    """Names the parts that don't answer; 503 where the site can't serve without one."""
    parts = {"database": has_databases(), "queue": has_queue()}
    degraded = sorted(name for name, is_well in parts.items() if not is_well)
    status = "ok" if not degraded else "degraded"
    code = 200 if parts["database"] else 503  # without a queue the sweep still does the work
    return JsonResponse({"status": status, "degraded": degraded}, status=code)


def has_databases() -> bool:
    try:
        return all(answers(alias) and is_migrated(alias) for alias in connections)
    except Exception:
        return False  # whatever a driver says: it is not well, and the answer holds no detail


def answers(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def is_migrated(alias: str) -> bool:
    if alias not in _migrated:
        if prepare.is_behind(alias):
            return False
        _migrated.add(alias)
    return True


def has_queue() -> bool:
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        return os.access(settings.QUEUE / "in", os.W_OK)
    try:
        with Connection(settings.CELERY_BROKER_URL, connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=0, timeout=1)
    except Exception:
        return False
    return True
