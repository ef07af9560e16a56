"""Sessions: each with its person beside it, ended by the person, by a password, by the clock."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from office import due
from people import api, sessions, tidy
from people.models import Device, Session
from tests.conftest import PASSWORD
from tests.people.factories import UserFactory

LOGIN = "/en/account/login/"
MINE = "/en/my-learning/"
DEVICES = "/en/account/devices/"
pytestmark = pytest.mark.django_db


def sign_in(client, person, **more):
    answer = client.post(LOGIN, {"login": person.sign_in_name, "password": PASSWORD, **more})
    assert answer.status_code == 302
    return client


def is_in(client):
    return client.get(MINE).status_code == 200


def test_the_key_of_before_the_sign_in_opens_nothing(client, ana):
    client.get(LOGIN)
    session = client.session
    session["laid"] = "by somebody else"
    session.save()
    client.cookies["session"] = before = session.session_key
    sign_in(client, ana)
    assert client.session.session_key != before
    other = Client()
    other.cookies["session"] = before
    assert not is_in(other)


def test_a_made_up_key_is_not_taken_over(client, ana):
    client.cookies["session"] = made_up = "a" * 32
    sign_in(client, ana)
    assert client.session.session_key != made_up
    assert not Session.objects.filter(pk=made_up).exists()


def test_a_cookie_from_before_the_sign_out_opens_nothing(client, ana):
    sign_in(client, ana)
    thief = Client()
    thief.cookies["session"] = client.cookies["session"].value
    assert is_in(thief)
    client.post("/en/account/logout/")
    assert not is_in(thief)
    assert not Session.objects.filter(person=ana).exists()


def test_a_new_password_keeps_this_session_and_ends_the_others(client, ana):
    other = sign_in(Client(), ana)
    sign_in(client, ana)
    before = client.session.session_key
    new = "another calm password"
    values = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/en/account/password/change/", values)
    assert is_in(client) and not is_in(other)
    assert client.session.session_key != before
    row = Session.objects.get(pk=client.session.session_key)
    assert (row.person, row.kind, bool(row.started_at)) == (ana, "shared", True)
    assert not Session.objects.filter(pk=before).exists()


def test_a_session_that_is_ended_elsewhere_is_a_visitors(client, ana):
    phone = sign_in(Client(), ana)
    sign_in(client, ana)
    name = sessions.public_id(phone.session.session_key)
    client.post(DEVICES, {"end": name})
    assert is_in(client) and not is_in(phone)


def test_all_the_others_are_ended_at_once(client, ana, bo):
    others = [sign_in(Client(), ana) for _ in range(2)]
    foreign = sign_in(Client(), bo)
    sign_in(client, ana)
    page = client.post(DEVICES, {"end_others": "1"}, follow=True).content.decode()
    assert "signed out in 2 other places" in page
    assert not any(is_in(other) for other in others)
    assert is_in(client) and foreign.session.session_key


def test_nobody_ends_somebody_elses(client, ana, bo):
    theirs = sign_in(Client(), bo)
    sign_in(client, ana)
    name = sessions.public_id(theirs.session.session_key)
    assert client.post(DEVICES, {"end": name}).status_code == 404
    assert Session.objects.filter(person=bo).exists()


def test_the_page_shows_no_key(client, ana):
    sign_in(Client(), ana)
    sign_in(client, ana)
    page = client.get(DEVICES).content.decode()
    assert not any(key in page for key in Session.objects.values_list("pk", flat=True))


def test_ends_all_of_one_person(ana, bo):
    clients = [sign_in(Client(), ana), sign_in(Client(), ana), sign_in(Client(), bo)]
    assert sessions.end_all(ana) == 2
    assert [bool(Session.objects.filter(person=who)) for who in (ana, bo)] == [False, True]
    assert not is_in(clients[0])


@pytest.mark.parametrize("more", [0, 6])
def test_the_page_costs_the_same_for_many(client, ana, more, django_assert_max_num_queries):
    for _ in range(more):
        sign_in(Client(), ana, device="mine")
    sign_in(client, ana)
    client.get(DEVICES)
    with django_assert_max_num_queries(5):
        client.get(DEVICES)


def test_a_visitor_is_sent_to_sign_in(client):
    assert "/account/login/" in client.get(DEVICES)["Location"]


class TestTidying:
    def test_a_sign_in_sees_to_it_for_tomorrow(self, client, ana):
        sign_in(client, ana)
        sign_in(Client(), ana)
        row = due.Due.objects.get(kind=tidy.DUE)
        assert timedelta(hours=23) < row.at - timezone.now() <= tidy.EVERY

    def test_what_had_its_time_goes_and_tomorrow_it_is_done_again(self, client, ana):
        at = timezone.now()
        person = UserFactory()
        for name, when in (("old", at - timedelta(days=366)), ("new", at)):
            Device.objects.create(
                person=person, fingerprint=name, first_seen_at=when, last_seen_at=when
            )
        sign_in(client, ana)
        sign_in(Client(), ana)
        Session.objects.filter(pk=client.session.session_key).update(expire_date=at)
        assert api.settle(tidy.DUE, tidy.KEY, at=at)
        assert [device.fingerprint for device in person.devices.all()] == ["new"]
        assert ana.sessions.count() == 1
        assert due.Due.objects.filter(kind=tidy.DUE).count() == 1
