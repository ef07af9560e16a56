from datetime import UTC, date, datetime, timedelta

import pytest

from people.models import Role
from supervision.models import Agreement, Kind
from supervision.sessions import Meeting, There
from tests.conftest import person

NOW = datetime(2026, 6, 19, 18, tzinfo=UTC)
BEGAN = datetime(2026, 6, 19, 16, tzinfo=UTC)


def agree(supervisor, supervisee, *, kind=Kind.INDIVIDUAL, since=date(2026, 1, 1), **more):
    return Agreement.objects.create(
        supervisor=supervisor,
        supervisee=supervisee,
        kind=kind,
        from_day=since,
        made_by=supervisor,
        made_at=NOW,
        **more,
    )


def meeting(supervisor, *supervisees, minutes=60, start=BEGAN, kind=None, **more):
    """Everybody was there from start to end; `there` says it otherwise."""
    there = more.pop("there", tuple(There(each, minutes) for each in supervisees))
    kind = kind or (Kind.INDIVIDUAL if len(there) == 1 else Kind.GROUP)
    return Meeting(supervisor, start, "UTC", minutes, kind, there, **more)


def later(**amount):
    return NOW + timedelta(**amount)


@pytest.fixture
def bo(db):
    """He supervises Ana and Luz."""
    return person("bo", Role.SUPERVISOR)


@pytest.fixture
def cy(db):
    """She supervises somebody else."""
    return person("cy", Role.SUPERVISOR)


@pytest.fixture
def luz(db):
    return person("luz", Role.MENTOR)


@pytest.fixture
def pair(bo, ana):
    return agree(bo, ana)


@pytest.fixture
def group(bo):
    """Five people who meet together."""
    people = [person(f"member-{n}", Role.TRAINEE) for n in range(5)]
    for each in people:
        agree(bo, each, kind=Kind.GROUP, group="Thursdays")
    return people
