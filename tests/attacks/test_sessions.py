"""A session is never planted, and dies with what it rested on (attack A14)."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils import timezone

from office.audit import Entry
from office.notices import Notice
from people.models import Session
from people.roles import derive_groups
from tests.attacks.doors import LOGIN, give_password, reset_by_link
from tests.conftest import PASSWORD, come_in

pytestmark = pytest.mark.django_db

MINE = "/en/my-learning/"
COOKIE = settings.SESSION_COOKIE_NAME


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


def with_cookie(value):
    client = Client()
    client.cookies[COOKIE] = value
    return client


def opens(cookie, path=MINE):
    return with_cookie(cookie).get(path).status_code == 200


def signed_in(person):
    client = Client()
    give_password(client, person)
    assert opens(client.cookies[COOKIE].value)
    return client


class TestFixation:
    @pytest.mark.parametrize("planted", ["a" * 32, "0", "../../x", "%00", "x" * 4000])
    def test_a_planted_id_is_never_adopted(self, ana, planted):
        client = with_cookie(planted)
        give_password(client, ana)
        assert client.cookies[COOKIE].value != planted
        assert not Session.objects.filter(session_key=planted).exists()
        assert not opens(planted)

    def test_a_visitors_session_gets_a_new_id_at_sign_in(self, client, ana):
        session = client.session
        session["anything"] = 1
        session.save()
        before = session.session_key
        give_password(client, ana)
        assert client.cookies[COOKIE].value != before
        assert not opens(before)

    def test_the_session_of_one_person_never_becomes_anothers(self, ana, bo):
        client = signed_in(ana)
        before = client.cookies[COOKIE].value
        client.post(LOGIN, {"login": "bo", "password": PASSWORD})
        assert client.session[SESSION_KEY] == str(ana.pk)  # she signs out first
        assert opens(before)


class TestReplay:
    def test_after_sign_out(self, ana):
        client = signed_in(ana)
        cookie = client.cookies[COOKIE].value
        client.post("/en/account/logout/")
        assert not opens(cookie)

    def test_after_the_quick_exit(self, ana):
        client = signed_in(ana)
        cookie = client.cookies[COOKIE].value
        client.get("/exit/")
        assert not opens(cookie)

    def test_after_a_changed_password_all_others_are_over(self, ana):
        here, elsewhere = signed_in(ana), signed_in(ana)
        change(here)
        assert Session.objects.filter(person=ana).count() == 1  # before one is opened in vain
        assert opens(here.cookies[COOKIE].value)
        assert not opens(elsewhere.cookies[COOKIE].value)

    def test_after_a_reset_by_link_every_one_is_over(self, ana):
        here = signed_in(ana)
        reset_by_link(here, ana)
        assert not Session.objects.filter(person=ana).exists()
        assert not opens(here.cookies[COOKIE].value)

    def test_after_a_password_that_was_set_in_any_other_way(self, ana):
        client = signed_in(ana)
        ana.set_password("another calm password")
        ana.save()
        assert not opens(client.cookies[COOKIE].value)

    def test_after_the_account_was_closed(self, ana):
        client = signed_in(ana)
        ana.is_active = False
        ana.save()
        assert not opens(client.cookies[COOKIE].value)

    def test_after_its_day(self, ana):
        client = signed_in(ana)
        Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
        assert not opens(client.cookies[COOKIE].value)

    def test_of_another_secret(self, ana, settings):
        client = signed_in(ana)
        settings.SECRET_KEY = "another-secret-of-enough-characters-to-be-one"
        assert not opens(client.cookies[COOKIE].value)

    def test_a_session_made_by_the_old_backend(self, ana):
        client = signed_in(ana)
        session = client.session
        session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
        session.save()
        assert not opens(client.cookies[COOKIE].value)


class TestRoles:
    def test_the_editors_part_closes_at_the_next_request(self, client, eve):
        come_in(client, eve)
        assert client.get("/cms/").status_code == 200
        eve.roles_held.update(until_day="2021-01-01")
        assert client.get("/cms/").status_code == 404
        assert client.post("/cms/pages/2/edit/", {}).status_code == 404

    def test_who_only_learns_is_not_asked_for_a_second_factor_any_more(self, client, eve):
        client.force_login(eve)
        eve.roles_held.update(until_day="2021-01-01")
        derive_groups(eve, eve.day())
        assert client.get(MINE).status_code == 200


class TestTold:
    """A changed password is told and written down, in whosever hands the change was."""

    def test_a_change_by_the_person(self, ana):
        change(signed_in(ana))
        entry = Entry.objects.for_person(ana).get()
        assert (entry.verb, entry.actor) == ("changed password", ana)
        assert Notice.objects.get(to=ana).kind == "people.password_changed"

    def test_a_reset_by_link(self, client, ana):
        reset_by_link(client, ana)
        entry = Entry.objects.for_person(ana).get()
        assert (entry.verb, entry.actor) == ("changed password", None)
        assert Notice.objects.get(to=ana).kind == "people.password_changed"

    def test_every_change_is_a_notice_of_its_own(self, ana):
        client = signed_in(ana)
        change(client)
        change(client, "a third calm password", old="another calm password")
        assert Notice.objects.filter(to=ana).count() == 2

    def test_a_new_password_that_is_refused_ends_nothing(self, ana):
        here, elsewhere = signed_in(ana), signed_in(ana)
        change(here, "brief")
        assert opens(elsewhere.cookies[COOKIE].value)
        assert not Notice.objects.filter(to=ana).exists()


def change(client, to="another calm password", old=PASSWORD):
    values = {"oldpassword": old, "password1": to, "password2": to}
    return client.post("/en/account/password/change/", values)
