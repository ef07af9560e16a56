"""Settings that would undo what the room promises are told before anybody comes."""

import logging
import sys
from types import SimpleNamespace

import pytest
from django.core.checks import Error, Warning
from django.core.checks.registry import registry

from tests.wellbeing.conftest import signed_lists
from wellbeing import checks, headers

POSTGRES = "django.db.backends.postgresql"
SQLITE = "django.db.backends.sqlite3"
SITE_DATABASE = {"ENGINE": POSTGRES, "HOST": "db", "PORT": "", "NAME": "site"}


@pytest.fixture(autouse=True)
def as_advised(settings, monkeypatch, lists_file):
    """A site where nothing is wrong; each story spoils one thing."""
    lists_file.write_text(signed_lists())
    settings.WELLBEING_HOST = "notes.example"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "notes.example"]
    room = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://x"}
    settings.CACHES = settings.CACHES | {"room": room}
    databases(monkeypatch, SITE_DATABASE | {"HOST": "other", "NAME": "private"})


def databases(monkeypatch, room, site=SITE_DATABASE):
    known = {"wellbeing": room, "default": site}
    monkeypatch.setattr(checks, "settings_of", known.__getitem__)


def found():
    ours = [each for each in registry.get_checks(True) if each.__module__ == checks.__name__]
    assert len(ours) == 5
    return {told.id: type(told) for each in ours for told in each(app_configs=None)}


def test_as_advised_nothing_is_told():
    assert found() == {}


def of_rows(settings):
    settings.SESSION_SAVE_EVERY_REQUEST = True


def of_activity(settings):
    settings.USERSESSIONS_TRACK_ACTIVITY = True


def of_counting(settings, backend="db.DatabaseCache"):
    room = {"BACKEND": f"django.core.cache.backends.{backend}", "LOCATION": "x"}
    settings.CACHES = settings.CACHES | {"room": room}


def of_counting_in_files(settings):
    of_counting(settings, "filebased.FileBasedCache")


def of_headers(settings):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != checks.MIDDLEWARE]


def of_debugging(settings):
    settings.DEBUG = True


def of_statements(settings):
    loggers = {"django.db.backends": {"level": "DEBUG"}}
    settings.LOGGING = settings.LOGGING | {"loggers": loggers}


def of_bodies(settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "request_logging.middleware.LoggingMiddleware"]


def of_files(settings):
    settings.ROOM_FILES = "/nowhere"


@pytest.mark.parametrize(
    ("trap", "code"),
    [
        (of_rows, "E001"),
        (of_activity, "E002"),
        (of_counting, "E003"),
        (of_counting_in_files, "E003"),
        (of_headers, "E005"),
        (of_debugging, "E007"),
        (of_statements, "E007"),
        (of_bodies, "E008"),
        (of_files, "E009"),
    ],
)
def test_a_trap_is_an_error(settings, trap, code):
    trap(settings)
    assert found() == {f"wellbeing.{code}": Error}


@pytest.mark.parametrize("place", ["MIDDLEWARE", "PAGE"])
def test_headers_that_were_loosened_are_an_error(monkeypatch, place):
    if place == "PAGE":
        monkeypatch.setitem(headers.PAGE, "default-src", "*")
    else:
        monkeypatch.setitem(headers.ALWAYS, "Cross-Origin-Opener-Policy", "same-origin")
    assert found() == {"wellbeing.E005": Error}


@pytest.mark.parametrize(
    "option", [{"send_default_pii": True}, {"max_request_body_size": "always"}]
)
def test_error_reports_with_bodies_are_an_error(monkeypatch, option):
    client = SimpleNamespace(options={"max_request_body_size": "never"} | option)
    sentry = SimpleNamespace(get_client=lambda: client)
    monkeypatch.setitem(sys.modules, "sentry_sdk", sentry)
    assert found() == {"wellbeing.E006": Error}


def test_error_reports_without_bodies_are_none(monkeypatch):
    quiet = {"send_default_pii": False, "max_request_body_size": "never"}
    sentry = SimpleNamespace(get_client=lambda: SimpleNamespace(options=quiet))
    monkeypatch.setitem(sys.modules, "sentry_sdk", sentry)
    assert found() == {}


class TestItsDatabase:
    def test_the_same_one_is_an_error(self, monkeypatch):
        databases(monkeypatch, SITE_DATABASE)
        assert found() == {"wellbeing.E004": Error}

    @pytest.mark.parametrize("port", ["", "5432", 5432])
    def test_one_on_the_same_server_is_a_warning(self, monkeypatch, port):
        databases(monkeypatch, SITE_DATABASE | {"NAME": "private", "PORT": port})
        assert found() == {"wellbeing.W001": Warning}

    def test_another_port_is_another_server(self, monkeypatch):
        databases(monkeypatch, SITE_DATABASE | {"NAME": "private", "PORT": "5433"})
        assert found() == {}

    def test_two_files_are_apart(self, monkeypatch):
        site, room = ({"ENGINE": SQLITE, "NAME": name} for name in ("a", "b"))
        databases(monkeypatch, room, site)
        assert found() == {}
        databases(monkeypatch, site, site)
        assert found() == {"wellbeing.E004": Error}


class TestWhatIsWeaker:
    def test_without_a_host_of_its_own(self, settings):
        settings.WELLBEING_HOST = ""
        assert found() == {"wellbeing.W002": Warning}

    def test_each_process_for_itself(self, settings):
        of_counting(settings, "locmem.LocMemCache")
        assert found() == {"wellbeing.W003": Warning}

    @pytest.mark.parametrize("lists", ["", "shut"])
    def test_a_room_that_is_shut(self, lists_file, lists):
        lists_file.write_text(signed_lists(is_open=False) if lists else "")
        assert found() == {"wellbeing.W004": Warning}


def test_ours_are_as_the_room_needs_them(settings):
    """Without any check: what the settings of this site say."""
    assert settings.SESSION_SAVE_EVERY_REQUEST is False
    assert settings.DATABASE_ROUTERS == ["wellbeing.router.OwnDatabase"]
    assert logging.getLogger("django.db.backends").getEffectiveLevel() > logging.DEBUG
