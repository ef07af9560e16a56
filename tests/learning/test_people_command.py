"""manage.py people invite: the link on stdout, a card on paper, everything else in a sentence."""

import json

import pytest
from django.core.management import CommandError, call_command

from office import pdf
from office.models import Notice
from people.models import Invitation, Role, Team
from people.models.invitation import Kind
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def invite(capsys, *arguments):
    call_command("people", "invite", *arguments)
    return capsys.readouterr()


def test_it_prints_the_link_on_one_line(capsys):
    said = invite(capsys, "noor@example.org", "--role", "mentor", "--language", "ar").out
    made = Invitation.objects.get()
    assert said == f"http://localhost:8000/ar/account/invitation/{made.secret}/\n"
    assert (made.role, made.invited_by, made.kind) == ("mentor", None, Kind.MAIL)
    assert Notice.objects.get().about == str(made.pk)


def test_somebody_without_an_address_is_named(capsys):
    invite(capsys, "Luz")
    made = Invitation.objects.get()
    assert (made.sign_in_name, made.kind, made.role) == ("luz", Kind.CARD, "trainee")


def test_a_card_is_written_beside_and_named_on_the_second_line(capsys, folder):
    link, path = invite(capsys, "luz", "--card").out.splitlines()
    assert link.startswith("http")
    assert path == str(next(folder.glob("card-luz.*")))


def test_it_answers_as_one_object(capsys):
    said = json.loads(invite(capsys, "luz", "--card", "--json").out)
    assert set(said) == {"link", "card", "words", "until"}
    assert len(said["words"].split()) == 8


def test_without_a_card_the_object_says_so(capsys):
    assert json.loads(invite(capsys, "a@b.org", "--json").out)["card"] is None


def test_where_pdf_cannot_be_made_it_is_a_page(capsys, folder, monkeypatch):
    def none_here():
        raise pdf.NoPdf

    monkeypatch.setattr(pdf, "_engine", none_here)
    said = invite(capsys, "luz", "--card")
    assert "HTML" in said.err
    assert (folder / "card-luz.html").read_text().startswith("<!doctype")


@pytest.mark.parametrize("word", ["peer_mentor", "peer-mentor", "Peer mentor", "mentor"])
def test_a_role_is_called_as_people_call_it(capsys, word):
    invite(capsys, "luz", "--role", word)
    assert Invitation.objects.get().role == Role.MENTOR


def test_a_team_is_known_however_it_is_written_or_made(capsys):
    known = Team.objects.create(name="Front desk")
    assert invite(capsys, "luz", "--team", "front DESK").err == ""
    assert "new" in invite(capsys, "noor", "--team", "Harbour").err
    teams = {i.sign_in_name: i.team for i in Invitation.objects.select_related("team")}
    assert teams == {"luz": known, "noor": Team.objects.get(name="Harbour")}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["luz", "--role", "captain"], "There is no role “captain”"),
        (["luz", "--language", "xx"], "The site speaks en, es, fr, ar"),
        (["two words"], "letters, numbers"),
        (["a@b@c"], "valid email"),
        (["a@b.org", "--card"], "without an address"),
        (["ana"], "Somebody else signs in as “ana”."),
        (["ana@example.org"], "has an account"),
        (["luz", "--role", "captain", "--team", "Harbour"], "no role"),
    ],
)
def test_what_cannot_be_is_one_sentence(arguments, words):
    UserFactory(sign_in_name="ana")
    with pytest.raises(CommandError, match=words):
        call_command("people", "invite", *arguments)
    assert not (Invitation.objects.exists() or Team.objects.exists())


def test_asked_twice_it_says_until_when(capsys):
    invite(capsys, "luz")
    with pytest.raises(CommandError, match="invited already, until 20"):
        call_command("people", "invite", "luz")
