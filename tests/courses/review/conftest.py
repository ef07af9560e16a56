"""Iris has lived it, Wim reads English besides Eve, Pia publishes; each in their own browser."""

import pytest
from django.test import Client

from people.groups import derive_groups
from people.models import Role, RoleHeld
from tests.conftest import come_in, person
from tests.courses.builders import lesson_page, text
from tests.people.factories import LONG_AGO


class Visitor:
    """Somebody who came in by the door, and the pages that they meet."""

    def __init__(self, who):
        self.who = who
        derive_groups(who, who.day())
        self.client = come_in(Client(), who)

    def get(self, path, **more):
        return self.client.get(path, **more)

    def post(self, path, **values):
        return self.client.post(path, values)

    def reads(self, path):
        return self.get(path).content.decode()


def holding(name, role, **more):
    who = person(name)
    RoleHeld.objects.create(person=who, role=role, from_day=LONG_AGO, **more)
    return Visitor(who)


@pytest.fixture
def editor(eve):
    return Visitor(eve)


@pytest.fixture
def iris(db):
    return holding("iris", Role.REVIEWER)


@pytest.fixture
def wim(db):
    return holding("wim", Role.CONTENT_EDITOR)


@pytest.fixture
def pia(db):
    return holding("pia", Role.PUBLISHER)


@pytest.fixture
def lesson(course):
    return lesson_page(course)


@pytest.fixture
def draft(lesson, eve):
    """Written by Eve, and not yet seen by anybody."""
    return write(lesson, eve, "Kestrel words.")


def write(lesson, who, words):
    lesson.refresh_from_db()
    lesson.body = [text(f"<p>{words}</p>")]
    lesson.save_revision(user=who)
    return lesson
