"""Nobody is invited into a language that the site does not offer (yet)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from office.organisation import Organisation
from people import invitations
from people.models import Invitation, Role
from tests.conftest import come_in

pytestmark = pytest.mark.django_db
INVITE, MANY = "/en/people/invite/", "/en/people/invite/many/"


@pytest.fixture(autouse=True)
def not_open(settings):
    """Ukrainian was added here, and Spanish and English are offered."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("uk", "Українська")]
    settings.ADDED_LANGUAGES = ["uk"]
    Organisation.objects.create(name="Harbour", short_name="Harbour", languages=["en", "es"])


def test_the_page_names_those_that_are_open(client, sam):
    sent = {"how": "mail", "email": "a@example.org", "language": "uk", "role": Role.TRAINEE}
    answer = come_in(client, sam).post(INVITE, sent)
    assert "It speaks: English, Español." in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_list_names_them_for_each_line(client, sam):
    sheet = SimpleUploadedFile("people.csv", b"email,language\na@example.org,uk\n")
    answer = come_in(client, sam).post(MANY, {"file": sheet})
    assert "It speaks: English, Español." in answer.content.decode()


@pytest.mark.parametrize("code", ["uk", "fr", "xx"])
def test_the_command_names_them_by_code(code):
    with pytest.raises(CommandError, match=f"The site speaks en, es, not “{code}”"):
        call_command("people", "invite", "a@example.org", "--language", code)
    assert not Invitation.objects.exists()


def test_the_verb_itself_refuses(sam):
    with pytest.raises(invitations.LanguageNotOpen):
        invitations.invite(by=sam, role="trainee", language="uk", email="a@example.org")


def test_a_command_that_names_none_takes_the_first_that_is_offered(capsys):
    row = Organisation.objects.get()
    row.languages = ["es", "en"]
    row.save()
    call_command("people", "invite", "a@example.org")
    assert Invitation.objects.get().language == "es"
