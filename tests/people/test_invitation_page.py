"""The way in by a link: looking changes nothing, the final POST uses it up."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from office.models import Notice
from people import invitations
from people.models import Invitation, Role, Session, User
from tests.courses.test_parallel import AT_ONCE, at_once
from tests.people.factories import UserFactory
from tests.people.test_invitations import ADDRESS

pytestmark = pytest.mark.django_db
ANSWERS = {
    "chosen_name": "Noor",
    "password1": "a calm password",
    "password2": "a calm password",
    "time_zone": "Europe/Madrid",
    "also_read": ["ar"],
    "device": "shared",
}


@pytest.fixture
def invitation():
    return invite()


def invite(**values):
    values = {"by": None, "role": Role.TRAINEE, "language": "es", "email": ADDRESS} | values
    return invitations.invite(**values)


def address(invitation, language="es"):
    return f"/{language}/account/invitation/{invitation.secret}/"


class TestLooking:
    @pytest.mark.parametrize("method", ["get", "head"])
    def test_fifty_looks_leave_it_open_and_leave_no_trace(self, invitation, method):
        before = Invitation.objects.filter(pk=invitation.pk).values().get()
        for _ in range(50):
            answer = getattr(Client(), method)(address(invitation))
            assert answer.status_code == 200
            assert set(answer.cookies) <= {"form"}
        assert Invitation.objects.filter(pk=invitation.pk).values().get() == before
        assert not Session.objects.exists()

    def test_its_address_is_told_to_nobody_and_kept_nowhere(self, client, invitation):
        answer = client.get(address(invitation))
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer["Cache-Control"]

    def test_it_shows_what_was_given_and_how_one_signs_in(self, client):
        page = client.get(address(invite(chosen_name="Noor"))).content.decode()
        assert 'value="Noor"' in page
        assert re.search(rf'value="{ADDRESS}"[^>]*readonly[^>]*autocomplete="username"', page)
        assert page.count('autocomplete="new-password"') == 2

    def test_the_zone_of_the_organisation_is_preset(self, client, invitation, settings):
        settings.TIME_ZONE = "Europe/Madrid"
        page = client.get(address(invitation)).content.decode()
        assert '<option value="Europe/Madrid" selected>' in page

    def test_the_languages_besides_that_of_the_page_are_offered(self, client, invitation):
        page = client.get(address(invitation, "ar")).content.decode()
        offered = re.findall(r'name="also_read" value="(\w+)"', page)
        assert sorted(offered) == ["en", "es", "fr"]

    def test_who_is_signed_in_is_asked_to_sign_out_first(self, client, invitation, ana):
        client.force_login(ana)
        page = client.post(address(invitation), ANSWERS).content.decode()
        assert f'name="next" value="{address(invitation)}"' in page
        assert User.objects.count() == 1
        answer = client.post("/es/account/logout/", {"next": address(invitation)})
        assert answer["Location"] == address(invitation)
        assert client.get(address(invitation)).status_code == 200


class TestComingIn:
    def test_the_person_is_here_and_signed_in(self, client, invitation):
        answer = client.post(address(invitation), ANSWERS)
        made = User.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, "/es/")
        assert client.session["_auth_user_id"] == str(made.pk)
        assert (made.languages, made.time_zone) == (["es", "ar"], "Europe/Madrid")

    def test_the_language_of_the_page_comes_first(self, client, invitation):
        client.post(address(invitation, "fr"), ANSWERS)
        assert User.objects.get().languages == ["fr", "ar"]

    def test_it_is_a_session_of_its_own(self, client, invitation):
        client.get("/es/account/login/")
        client.cookies["session"] = "chosen-by-somebody-else"
        client.post(address(invitation), ANSWERS)
        assert client.cookies["session"].value != "chosen-by-somebody-else"

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"password2": "another"}, "password2"),
            ({"password1": "short", "password2": "short"}, "password1"),
            ({"password1": "password123", "password2": "password123"}, "password1"),
            ({"chosen_name": "\u202e \u200b"}, "chosen_name"),
            ({"chosen_name": "x" * 81}, "chosen_name"),
            ({"time_zone": "Mars/Base"}, "time_zone"),
            ({"also_read": ["xx"]}, "also_read"),
        ],
    )
    def test_what_is_missing_comes_back_in_words(self, client, invitation, wrong, field):
        answer = client.post(address(invitation), ANSWERS | wrong)
        assert field in answer.context["form"].errors
        assert invitations.find(invitation.secret)
        assert not User.objects.exists()

    def test_nothing_but_what_is_asked_is_taken(self, client, invitation):
        more = {"sign_in": "sam", "email": "x@x.org", "role": "administrator", "is_superuser": "1"}
        client.post(address(invitation), ANSWERS | more | {"legal_name": "x", "team": "1"})
        made = User.objects.get()
        assert (made.email, made.sign_in_name, made.legal_name) == (ADDRESS, "noor", "")
        assert [held.role for held in made.roles_held.all()] == ["trainee"]

    @pytest.mark.django_db(transaction=True)
    def test_twenty_at_once_let_one_in(self):
        invitation = invite()
        clients = [Client() for _ in range(AT_ONCE)]
        codes = at_once(lambda n: clients[n].post(address(invitation), ANSWERS).status_code)
        assert sorted(codes) == [302] + [404] * (AT_ONCE - 1)
        assert User.objects.count() == 1


class TestNotOpen:
    @pytest.fixture
    def four(self):
        """Used, withdrawn, past its day, never made; of known and unknown addresses."""
        used, withdrawn, old = (invite(email=f"n{n}@example.org") for n in range(3))
        gone = [one.secret for one in (used, withdrawn, old)]
        values = {"chosen_name": "N", "password": "x", "languages": ["es"], "time_zone": "UTC"}
        invitations.use(used, **values)
        invitations.withdraw(withdrawn, by=None)
        Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now())
        UserFactory(email="n2@example.org")
        return [f"/es/account/invitation/{token}/" for token in [*gone, "never-made"]]

    def test_all_are_told_the_same_to_the_byte(self, client, four):
        answers = [client.get(path) for path in four]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1

    def test_also_where_something_is_sent(self, client, four):
        assert len({client.post(path, ANSWERS).content for path in four}) == 1
        assert User.objects.filter(chosen_name="Noor").count() == 0

    def test_at_the_same_cost(self, client, four, django_assert_num_queries):
        client.get(four[0])
        for path in four:
            with django_assert_num_queries(1):
                client.get(path)

    def test_whom_to_ask_and_not_what_the_link_was(self, client, four):
        page = client.get(four[0]).content.decode()
        assert four[0] not in page
        english = client.get(four[0].replace("/es/", "/en/")).content.decode()
        assert "This way in can’t be used any more" in english


class TestOpenSignUp:
    PATH = "/es/account/signup/"

    @pytest.fixture(autouse=True)
    def is_open(self, settings):
        settings.SIGNUP = "open"

    def test_one_asks_by_mail_and_comes_in_as_a_learner(self, client):
        client.post(self.PATH, {"email": "New@Example.org"})
        notice = Notice.objects.get(kind="people.sign_up")
        assert (notice.address, notice.language) == ("new@example.org", "es")
        client.post(address(Invitation.objects.get(pk=notice.about)), ANSWERS)
        assert [held.role for held in User.objects.get().roles_held.all()] == ["trainee"]

    def test_known_and_unknown_are_answered_alike_at_the_same_cost(self, client, ana):
        client.post(self.PATH, {"email": "warm@example.org"})
        counted = []
        for email in (ana.email, "nobody@example.org"):
            with CaptureQueriesContext(connection) as count:
                answer = client.post(self.PATH, {"email": email})
            counted.append((len(count), answer.status_code, answer["Location"]))
        assert counted[0] == counted[1]

    def test_a_known_address_is_told_so_by_mail_and_opens_nothing(self, client, ana):
        client.post(self.PATH, {"email": ana.email})
        assert Notice.objects.get(kind="people.sign_up").about == ""
        row = Invitation.objects.get()
        assert row.withdrawn_at and not row.email

    def test_an_address_is_written_to_three_times_an_hour_and_told_the_same(self, client):
        told = [client.post(self.PATH, {"email": ADDRESS})["Location"] for _ in range(5)]
        assert len(set(told)) == 1
        assert Notice.objects.count() == 3

    def test_no_invitation_of_somebody_is_in_its_way(self, client):
        client.post(self.PATH, {"email": ADDRESS})
        assert invite()

    def test_one_that_nobody_followed_is_gone_after_its_day(self, client):
        client.post(self.PATH, {"email": ADDRESS})
        invitations.tidy(timezone.now() + timedelta(days=15))
        assert not Invitation.objects.exists()

    @pytest.mark.parametrize("email", ["", "x", "a@b"])
    def test_what_is_no_address_is_said(self, client, email):
        assert "email" in client.post(self.PATH, {"email": email}).context["form"].errors

    @pytest.mark.parametrize(
        "closed",
        [
            {"SIGNUP": "invitation"},
            {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"},
        ],
    )
    def test_where_it_is_closed_it_says_whom_to_ask(self, client, settings, closed):
        for name, value in closed.items():
            setattr(settings, name, value)
        answer = client.post(self.PATH, {"email": ADDRESS, **ANSWERS, "username": "x"})
        assert "email" not in (answer.context.get("form") or {})
        assert not (Invitation.objects.exists() or User.objects.exists())

    def test_allauths_own_form_makes_nobody(self, client):
        client.post(self.PATH, {"email": ADDRESS, "username": "eve", **ANSWERS})
        assert not User.objects.exists()
