"""The set-up guide: one link, one first administrator, steps to leave and to take up again."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from courses.models import Course
from learning import sweep
from learning.models import SetupLink, SetupStep
from learning.setup import links, steps
from office import organisation
from office.organisation import Organisation
from people.models import Role, RoleHeld, User
from tests.conftest import come_in

PASSWORD = "four calm words here"
SHIPPED = list((settings.ROOT / "content").glob("*/course.md"))
FOUNDER = {
    "sign_in": "Amal",
    "chosen_name": "Amal",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "time_zone": "Europe/Madrid",
    "device": "shared",
}


@pytest.fixture
def link(db):
    return urlsplit(links.make()).path


def opened(client, link, language="en"):
    """The page behind the printed address, in a language."""
    return client.get(link.replace("/setup/", f"/{language}/setup/link/"))


def begin(client, link, **values):
    address = link.replace("/setup/", "/en/setup/link/")
    return client.post(address, FOUNDER | values)


class TestTheLink:
    def test_the_command_prints_it(self, db, capsys):
        call_command("setup")
        assert "/setup/" in capsys.readouterr().out

    def test_it_leads_to_the_language_of_the_browser(self, client, link):
        answer = client.get(link, headers={"Accept-Language": "ar"})
        assert answer["Location"].startswith("/ar/setup/link/")

    @pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
    def test_looking_changes_nothing(self, client, link, language):
        assert opened(client, link, language).status_code == 200
        assert opened(client, link, language).status_code == 200
        assert not User.objects.exists()

    def test_the_token_is_kept_as_its_fingerprint_and_told_to_nobody(self, client, link):
        token = link.strip("/").split("/")[-1]
        assert token not in str(SetupLink.objects.values())
        answer = opened(client, link)
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer["Cache-Control"]

    def test_a_made_up_one_opens_nothing(self, client, link):
        assert opened(client, "/setup/" + "x" * 43 + "/").status_code == 404

    def test_after_two_days_it_opens_nothing(self, client, link):
        SetupLink.objects.update(until=timezone.now() - timedelta(seconds=1))
        assert opened(client, link).status_code == 404
        assert begin(client, link).status_code == 404
        assert not User.objects.exists()

    def test_where_somebody_administers_there_is_none(self, sam, client):
        with pytest.raises(CommandError, match="has an administrator"):
            call_command("setup")

    def test_an_older_one_is_dead_too_once_there_is_an_administrator(self, client, link):
        other = urlsplit(links.make()).path
        begin(client, link)
        assert begin(Client(), other).status_code == 404
        assert begin(Client(), link).status_code == 404
        assert User.objects.count() == 1


class TestTheFirstAdministrator:
    def test_comes_in_and_must_set_up_a_second_step_first(self, client, link):
        answer = begin(client, link)
        person = User.objects.get(sign_in_name="amal")
        assert person.languages == ["en"] and str(person.zone) == "Europe/Madrid"
        assert RoleHeld.objects.get(person=person).role == Role.ADMINISTRATOR
        assert answer["Location"] == "/en/setup/"
        assert "/account/second-step/" in client.get("/en/setup/")["Location"]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"sign_in": ""},
            {"sign_in": "not a name"},
            {"chosen_name": "\u202e"},
            {"password1": "short", "password2": "short"},
            {"password2": "something else"},
            {"time_zone": "Mars/Base"},
        ],
    )
    def test_what_is_missing_comes_back_with_what_was_typed(self, client, link, wrong):
        answer = begin(client, link, **wrong)
        assert answer.status_code == 422 and not User.objects.exists()
        assert "Please have another look" in answer.content.decode()

    def test_a_forged_form_makes_nobody(self, link):
        strict = Client(enforce_csrf_checks=True)
        assert begin(strict, link).status_code == 403
        assert not User.objects.exists()


class TestTheSteps:
    def test_each_is_found_and_says_why_it_matters(self, client, sam):
        come_in(client, sam)
        for step in steps.STEPS:
            page = client.get(f"/en/setup/{step.slug}/").content.decode()
            assert str(step.title) in page and str(step.why) in page
            assert "Skip for now" in page

    def test_saving_goes_on_to_the_next_open_one(self, client, sam):
        come_in(client, sam)
        answer = client.post("/en/setup/names/", {"name": "Casa Abierta", "short_name": "Casa"})
        assert answer["Location"] == "/en/setup/look/"
        assert organisation.current().short_name == "Casa"

    def test_what_cannot_be_kept_stays_on_the_page(self, client, sam):
        come_in(client, sam)
        values = {"name": "Casa", "short_name": "Trauma centre"}
        answer = client.post("/en/setup/names/", values)
        assert answer.status_code == 422 and "Trauma centre" in answer.content.decode()
        assert not SetupStep.objects.exists()

    @pytest.mark.parametrize("target", ["javascript:alert(1)", "http://testserver/en/"])
    def test_the_way_out_leads_neither_into_a_script_nor_back_here(self, client, sam, target):
        come_in(client, sam)
        answer = client.post("/en/setup/way-out/", {"exit_target": target})
        assert answer.status_code == 422 and not Organisation.objects.exists()

    def test_one_can_be_left_and_done_later(self, client, sam):
        come_in(client, sam)
        client.post("/en/setup/ask/", {"skip": "1"})
        assert SetupStep.objects.get(slug="ask").state == "left"
        client.post("/en/setup/ask/", {"ask_name": "Rosa", "ask_phone": "+34 600 100 200"})
        assert SetupStep.objects.get(slug="ask").state == "done"
        client.post("/en/setup/ask/", {"skip": "1"})
        assert SetupStep.objects.get(slug="ask").state == "done"

    def test_it_goes_on_where_it_was_left_on_another_device(self, client, sam):
        come_in(client, sam)
        client.post("/en/setup/names/", {"name": "Casa", "short_name": "Casa"})
        other = come_in(Client(), sam)
        page = other.get("/fr/setup/").content.decode()
        assert 'class="button" href="/fr/setup/look/"' in page
        assert "/en/setup/look/" in other.get("/en/").content.decode()  # Today leads there, too

    def test_after_the_last_one_comes_the_list(self, client, sam):
        come_in(client, sam)
        for step in steps.STEPS[:-1]:
            client.post(f"/en/setup/{step.slug}/", {"skip": "1"})
        assert client.post("/en/setup/courses/", {"skip": "1"})["Location"] == "/en/ready/"

    @pytest.mark.parametrize("who", ["ana", "bo", "eve", "kit"])
    def test_to_everybody_else_there_is_no_guide(self, client, request, who):
        come_in(client, request.getfixturevalue(who))
        for address in ("/en/setup/", "/en/setup/names/"):
            assert client.get(address).status_code == 404
        values = {"name": "Mine", "short_name": "Mine"}
        assert client.post("/en/setup/names/", values).status_code == 404
        assert not Organisation.objects.exists()

    def test_a_visitor_signs_in_first(self, client, db):
        assert "/account/login/" in client.get("/en/setup/names/")["Location"]


class TestMail:
    def test_a_test_message_arrives_and_its_address_is_not_kept(self, client, sam):
        come_in(client, sam)
        page = client.post("/en/setup/mail/", {"address": "me@example.org"}).content.decode()
        assert mail.outbox[-1].to == ["me@example.org"]
        assert "Look whether it arrived." in page
        answer = client.post("/en/setup/mail/", {"sent": "1"})
        assert answer["Location"] == "/en/setup/people/"

    def test_a_server_that_refuses_is_told_in_words(self, client, sam, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        come_in(client, sam)
        answer = client.post("/en/setup/mail/", {"address": "me@example.org"})
        assert answer.status_code == 422
        assert "The mail server did not take it" in answer.content.decode()

    def test_a_site_without_mail_is_all_right(self, client, sam, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        come_in(client, sam)
        assert "This site sends no mail." in client.get("/en/setup/mail/").content.decode()


class TestCourses:
    def test_those_that_ship_are_told_in_the_readers_language(self, client, sam):
        come_in(client, sam)
        page = client.get("/es/setup/courses/").content.decode()
        assert page.count('name="course"') == len(SHIPPED)
        assert 'lang="es"' in page

    def test_what_was_chosen_is_taken_in_soon_and_nothing_else(self, client, sam):
        come_in(client, sam)
        values = {"course": ["being-alongside", "../../etc"]}
        client.post("/en/setup/courses/", values)
        assert "It is being taken in." in client.get("/en/setup/courses/").content.decode()
        sweep.run()
        assert list(Course.objects.values_list("slug", flat=True)) == ["being-alongside"]
        assert "It is here already." in client.get("/en/setup/courses/").content.decode()
