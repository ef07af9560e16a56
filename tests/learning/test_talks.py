"""A learner who used all tries asks for a conversation; who coordinates them confirms it."""

import uuid
from datetime import UTC, datetime

import pytest

from courses import talking
from learning import sweep, talks
from office.models import Notice
from people.models import Role, Team
from people.roles import give_role
from tests.conftest import come_in, person
from tests.courses.questions.test_sitting import SET, all_wrong, here, sit, with_set

AT = datetime(2026, 3, 1, tzinfo=UTC)
LIST = "/en/people/talks/"


@pytest.fixture
def asked(ana, db):
    course = with_set(ana, sittings=1)
    sit(ana, course, all_wrong(course))
    return talking.ask(ana, course.slug, here(course)[1].key, SET, at=AT)


@pytest.fixture
def harbour(ana, kit):
    """Kit coordinates all; Lou another team than Ana's."""
    team, other = Team.objects.create(name="Harbour"), Team.objects.create(name="Hill")
    give_role(ana, Role.TRAINEE, team=team, by=None, from_day=AT.date())
    lou = person("lou")
    give_role(lou, Role.COORDINATOR, team=other, by=None, from_day=AT.date())
    return lou


def confirm(client, talk, **fields):
    fields = {"attempt": str(uuid.uuid4()), "note": "We went through it."} | fields
    return client.post(f"{LIST}{talk.pk}/", fields, follow=True)


def test_who_coordinates_is_told_once_and_by_no_name(asked, harbour, kit):
    for _ in range(2):
        sweep.run()
    told = Notice.objects.filter(kind="courses.talk_asked")
    assert [notice.to for notice in told] == [kit]
    words = sweep.write(told.get())
    assert "Ana" not in words.subject + words.body and "/people/talks/" in words.body


def test_the_list_names_who_asks_and_it_is_confirmed_there(client, ana, asked, harbour, kit):
    come_in(client, kit)
    assert "Ana" in client.get(LIST).content.decode()
    assert "It is confirmed" in confirm(client, asked).content.decode()
    assert "Nobody waits" in client.get(LIST).content.decode()
    assert Notice.objects.filter(kind="courses.talked", to=ana).count() == 1


def test_without_a_line_nothing_is_confirmed(client, asked, harbour, kit):
    come_in(client, kit)
    assert "field__error" in confirm(client, asked, note=" ").content.decode()
    asked.refresh_from_db()
    assert asked.settled_at is None


@pytest.mark.parametrize("who", ["bo", "sam", "eve", "ana"])
def test_for_nobody_else_is_it_there(client, request, asked, who):
    come_in(client, request.getfixturevalue(who))
    assert client.get(LIST).status_code == 404
    assert confirm(client, asked).status_code == 404


def test_another_teams_coordinator_finds_nobody(client, asked, harbour):
    come_in(client, harbour)
    assert "Ana" not in client.get(LIST).content.decode()
    assert confirm(client, asked).status_code == 404


def test_today_says_that_somebody_asks_without_a_name(client, asked, harbour, kit):
    come_in(client, kit)
    html = client.get("/en/").content.decode()
    assert "Somebody asks to talk a lesson through" in html and "Ana" not in html


def test_nobody_confirms_their_own(ana, asked):
    give_role(ana, Role.COORDINATOR, by=None, from_day=AT.date())
    assert not talks.open_for(ana, ana.day()).exists()
