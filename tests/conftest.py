"""The cast: Ana learns, Bo supervises Ana, Cy supervises others, Eve edits pages, Kit coordinates,
Sam administers."""

from datetime import date

import pytest
from django.core.cache import cache
from django.utils import translation

from courses import outline, prose
from people.models import Role, RoleHeld, User


@pytest.fixture(autouse=True)
def own_language():
    """A language that one test turned on must not leak into the next."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def empty_memory():
    """What a process remembers would outlive the rows it speaks of."""
    for memory in (outline.kept, prose.kept):
        memory.clear()
    cache.clear() if not hasattr(cache, "_table") else None
    yield


def person(name, *roles, **fields):
    user = User.objects.create_user(
        name, "a calm password", email=f"{name}@example.org", chosen_name=name.title(), **fields
    )
    for role in roles:
        RoleHeld.objects.create(person=user, role=role, from_day=date(2020, 1, 1))
    return user


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
