"""Asks the worker to sweep now. Nothing depends on it: what is due stands in the database.

The task is called by name, because this room knows no room above it. A broker that is down costs
the request a moment at most, and then is left alone for a while.
"""

import logging
import time
from threading import local

from celery import current_app
from django.db import transaction
from kombu import Connection
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

TASK = "learning.sweep"
PATIENCE = 0.5  # seconds that a request may wait for the broker
LEFT_ALONE = 30.0  # seconds without another try after a failure
ONE_TRY = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}

TROUBLE = (OperationalError, OSError)

_broker = {"left_alone_until": 0.0}
_thread = local()


def soon() -> None:
    """Once the running transaction is committed, hurry the sweep; once, however often asked."""
    if not any(call[1] is _send for call in transaction.get_connection().run_on_commit):
        transaction.on_commit(_send, robust=True)


def _send() -> None:
    if time.monotonic() < _broker["left_alone_until"]:
        return
    try:
        _publish()
    except TROUBLE as problem:
        _broker["left_alone_until"] = time.monotonic() + LEFT_ALONE
        logger.warning("no nudge to the worker: %s", type(problem).__name__)


def _publish() -> None:
    """Over this thread's connection; over a new one where the old has died unnoticed."""
    kept = getattr(_thread, "connection", None)
    if kept is not None:
        try:
            return _tell(kept)
        except TROUBLE:
            _drop()
    _thread.connection = _connection()
    try:
        _tell(_thread.connection)
    except TROUBLE:
        _drop()
        raise


def _tell(connection: Connection) -> None:
    current_app.send_task(TASK, connection=connection, retry=False, ignore_result=True)


def _drop() -> None:
    _thread.connection.release()
    _thread.connection = None


def _connection() -> Connection:
    """One that gives up early; the worker's own connection keeps its patience."""
    limits = ONE_TRY | {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
    return current_app.connection_for_write(connect_timeout=PATIENCE, transport_options=limits)
