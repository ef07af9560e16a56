import logging
import sys

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.urls import path

from learning.logs import QuietFormatter
from people.models import User

CANARY = "canary-4711"


def fail(request):
    raise ValueError(f"could not read {request.POST['answer']}")


def fine(request):
    return HttpResponse("fine")


handler500 = "learning.errors.server_error"
urlpatterns = [path("fail/", fail)]


@pytest.fixture
def lines():
    """What the root logger wrote, in our shape."""
    written = []
    handler = logging.Handler()
    handler.setFormatter(QuietFormatter())
    handler.emit = lambda record: written.append(handler.format(record))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def line(message, *args, **kwargs):
    record = logging.LogRecord("x", logging.INFO, __file__, 1, message, args, None, **kwargs)
    return QuietFormatter().format(record).split(" x ", 1)[1]


def test_a_broken_rule_of_the_database_is_told_without_its_row(db, lines):
    User.objects.create_user(CANARY)
    try:
        User.objects.create_user(CANARY)
    except IntegrityError:
        logging.getLogger("learning").exception("could not add an account")
    assert "IntegrityError" in lines[0]
    assert "tests/learning/test_logs.py" in lines[0]
    assert CANARY not in lines[0]
    assert "UNIQUE" not in lines[0].upper().replace("UNIQUEVIOLATION", "")


@pytest.mark.urls(__name__)
def test_a_failing_view_is_told_without_what_was_typed(client, lines):
    client.raise_request_exception = False
    assert client.post(f"/fail/?name={CANARY}", {"answer": CANARY}).status_code == 500
    told = "\n".join(lines)
    assert "Internal Server Error: /fail/" in told
    assert "ValueError" in told
    assert CANARY not in told


def test_an_exception_as_an_argument_is_named_by_its_class():
    assert line("refused: %s", ValueError(CANARY)) == "refused: ValueError"


def test_nothing_forges_a_line():
    said = line("sign-in of %s", "x\r\n2026-01-01 INFO root all is well\u2028\x1b[2J")
    assert "\n" not in said
    assert said.isprintable()


@pytest.mark.parametrize(
    "secret", ["ana@example.org", "Ana <ana@example.org>", "203.0.113.7", "2001:db8::7:1"]
)
def test_addresses_are_left_out(secret):
    said = line("mail from %s failed", secret)
    assert "ana@" not in said
    assert "203.0" not in said
    assert "db8" not in said


def test_a_query_string_is_left_out():
    assert line("GET %s", "/en/?next=/x/&code=1 done") == "GET /en/… done"


@pytest.mark.parametrize(
    "path",
    [
        "/ar/account/invitation/{}/",
        "/en/account/password/reset/key/{}/",
        "/confirm-email/{}",
        "/verify/{}/",
    ],
)
def test_an_address_that_opens_a_door_is_left_out(path):
    said = line("Internal Server Error: %s", path.format(CANARY))
    assert said == f"Internal Server Error: {path.format('…')}"


def test_a_cause_is_told_after_its_effect():
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as cause:
            raise RuntimeError(CANARY) from cause
    except RuntimeError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "no", (), sys.exc_info())
    told = QuietFormatter().format(record)
    assert told.index("builtins.RuntimeError") < told.index("builtins.KeyError")
    assert CANARY not in told


def test_words_and_names_in_any_language_stay():
    assert line("مرحبا %d", 3) == "مرحبا 3"
