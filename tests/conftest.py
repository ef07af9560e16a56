"""The cast: Ana learns, Bo supervises Ana, Cy supervises others, Eve edits pages, Kit coordinates,
Sam administers. And what holds for every test: its own language, nothing remembered, no way out."""

import socket
import time
from datetime import date

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from django.core.cache import caches
from django.utils import translation
from hypothesis import HealthCheck, settings

from courses import outline, prose, views_player
from courses.ways import offered
from office import organisation
from people.models import Role, RoleHeld, User
from tests.databases import django_db_setup  # noqa: F401

PASSWORD = "a calm password"
# Where all share two cores, slowness says nothing of the rule.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")
organisation.KEPT = 600.0  # nor may it change what a page costs
ASKS_A_DATABASE = {"db", "transactional_db", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items):
    """What asks no database says the same beside each of them: once is enough."""
    for item in items:
        if item.get_closest_marker("sqlite"):
            continue
        if ASKS_A_DATABASE & {*item.fixturenames} or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def own_language():
    """A language that one test turned on must not leak into the next."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def empty_memory():
    """What a process remembers would outlive the rows it speaks of."""
    kept = (outline.kept, prose.kept, offered.kept, views_player.answers, views_player.packages)
    for memory in kept:
        memory.clear()
    organisation.forget()
    for cache in caches.all(initialized_only=True):
        if not hasattr(cache, "_table"):  # a cache in the database is rolled back with it
            cache.clear()


@pytest.fixture
def shared_cache_in_database(settings, db):
    """The cache of the embedded form, for tests that count its statements too."""
    backend = "django.core.cache.backends.db.DatabaseCache"
    shared = {"BACKEND": backend, "LOCATION": "shared_cache"}
    settings.CACHES = settings.CACHES | {"default": shared}


class WayOut(AssertionError):
    """Something tried to reach another machine."""


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch):
    """Nothing here may call outside: the attempt fails, and so does the test that hid it."""
    attempts = []
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _only_here(getattr(socket.socket, name), attempts))
    yield attempts
    assert not attempts, f"a connection to the outside was tried: {attempts}"


def _only_here(connect, attempts):
    def guarded(self, address, *rest):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            attempts.append(address)
            raise WayOut(address)
        return connect(self, address, *rest)

    return guarded


def _is_here(host):
    return host in ("localhost", "::1", "") or str(host).startswith("127.")


def person(name, *roles, **fields):
    user = User.objects.create_user(
        name, PASSWORD, email=f"{name}@example.org", chosen_name=name.title(), **fields
    )
    for role in roles:
        RoleHeld.objects.create(person=user, role=role, from_day=date(2020, 1, 1))
    return user


def passed_second_step(person):
    """What a session says of somebody who came in with a second factor."""
    return {
        AUTHENTICATION_METHODS_SESSION_KEY: [{"method": "mfa", "type": "totp", "at": time.time()}],
        "account_authentication_methods_user": user_id_to_str(person),
    }


def come_in(client, person):
    """Signed in as the door would leave it, second step included; gives back the client."""
    client.force_login(person)
    session = client.session
    session.update(passed_second_step(person))
    session.save()
    return client


@pytest.fixture
def ana(db):
    return person("ana", Role.TRAINEE)


@pytest.fixture
def bo(db):
    return person("bo", Role.SUPERVISOR)


@pytest.fixture
def cy(db):
    return person("cy", Role.SUPERVISOR)


@pytest.fixture
def eve(db):
    return person("eve", Role.CONTENT_EDITOR)


@pytest.fixture
def kit(db):
    return person("kit", Role.COORDINATOR)


@pytest.fixture
def sam(db):
    return person("sam", Role.ADMINISTRATOR)
