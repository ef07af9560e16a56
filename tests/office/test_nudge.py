"""The worker is asked to hurry, and a broker that is down costs nobody anything."""

import socket
import time
from threading import Thread

import pytest
from celery import current_app
from django.db import transaction

from office import due, notices, nudge


@pytest.fixture(autouse=True)
def rested():
    forget()
    yield
    forget()


def forget():
    nudge._broker["left_alone_until"] = 0.0
    nudge._thread.connection = None


@pytest.fixture
def told(monkeypatch):
    """What was sent to the broker, by name."""
    names = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: names.append(name))
    return names


@pytest.fixture
def broker_at(monkeypatch):
    def move(url):
        monkeypatch.setattr(current_app.conf, "broker_url", url)
        monkeypatch.setattr(current_app.conf, "broker_write_url", url)

    return move


def test_one_transaction_nudges_once(told, db, ana, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        due.add("evidence", key=1)
        due.add("evidence", key=2)
        notices.add("courses.welcome", to=ana, key="welcome:1")
    assert told == ["learning.sweep"]


def test_a_rolled_back_cause_nudges_nobody(told, db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        due.add("evidence", key=1)
        transaction.set_rollback(True)
    assert told == []


def test_what_is_due_tomorrow_nudges_nobody(told, db, django_capture_on_commit_callbacks):
    tomorrow = due.timezone.now() + due.timedelta(days=1)
    with django_capture_on_commit_callbacks(execute=True):
        due.add("evidence", key=1, at=tomorrow)
    assert told == []


def test_a_dead_broker_neither_raises_nor_blocks(broker_at, caplog):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound, never listening: refused
        broker_at(f"redis://127.0.0.1:{nobody.getsockname()[1]}/0")
        began = time.monotonic()
        nudge._send()
        assert time.monotonic() - began < 2
    assert "no nudge to the worker" in caplog.text


def test_a_silent_broker_neither_raises_nor_blocks(broker_at, caplog):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        broker_at(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        began = time.monotonic()
        nudge._send()
        assert time.monotonic() - began < 3
    assert "no nudge to the worker" in caplog.text


def test_a_dead_broker_is_left_alone_for_a_while(broker_at, monkeypatch):
    broker_at("redis://127.0.0.1:1/0")
    nudge._send()
    monkeypatch.setattr(nudge, "_connection", lambda: pytest.fail("asked again"))
    nudge._send()


def test_a_connection_that_died_unnoticed_is_replaced(monkeypatch):
    class Stale:
        def release(self):
            pass

    def tell(connection):
        if connection is stale:
            raise ConnectionResetError
        heard.append(connection)

    stale, heard = Stale(), []
    nudge._thread.connection = stale
    monkeypatch.setattr(nudge, "_tell", tell)
    nudge._send()
    assert len(heard) == 1
    assert nudge._broker["left_alone_until"] == 0.0


def test_every_thread_of_the_web_server_speaks_to_our_broker():
    """Celery keeps its current app per thread; another one would know nothing of our broker."""
    seen = []
    thread = Thread(target=lambda: seen.append(current_app.main))
    thread.start()
    thread.join()
    assert seen == ["learning"]
