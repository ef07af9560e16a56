from datetime import timedelta

import pytest

from people.models import Role
from supervision import links, sealing
from supervision.demo import load_demo
from supervision.models import Held, Line, LineState, Lock, Session
from tests.conftest import person
from tests.supervision.conftest import NOW


@pytest.fixture
def people(db):
    roles = {"bo": Role.SUPERVISOR, "cy": Role.SUPERVISOR}
    names = ("ana", "luz", "noor", "iris", "eve", "bo", "cy")
    return {name: person(name, roles.get(name, Role.TRAINEE)) for name in names}


@pytest.mark.parametrize("days", range(0, 14, 3))
def test_the_demonstration_has_something_of_every_state(people, days):
    load_demo(people, at=NOW + timedelta(days=days))
    states = set(Line.objects.values_list("state", flat=True))
    assert states >= {LineState.OPEN, LineState.CONFIRMED, LineState.DISPUTED, LineState.NOTED}
    assert Session.objects.filter(held=Held.MISSED).exists()
    assert Lock.objects.count() == 1


def test_its_chains_hold(people):
    load_demo(people, at=NOW)
    for who in ("ana", "luz", "noor"):
        links.check(sealing.chain_of(people[who]), sealing.public_keys())


def test_loading_it_again_changes_nothing(people):
    load_demo(people, at=NOW)
    before = Session.objects.count()
    load_demo(people, at=NOW + timedelta(days=40))
    assert Session.objects.count() == before
