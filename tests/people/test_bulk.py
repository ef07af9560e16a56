"""Many from one list: shown first, then done as it was shown, and never twice."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from office import organisation
from office.models import Notice
from office.sheets import Row
from people import bulk, invitations
from people.calling import NoSuchRole, role_called
from people.models import Invitation, Role
from people.models.invitation import Kind
from tests.conftest import come_in, person
from tests.courses.test_parallel import at_once
from tests.people.factories import TeamFactory

pytestmark = pytest.mark.django_db
MANY = "/en/people/invite/many/"


@pytest.fixture
def admin(client, sam):
    return come_in(client, sam)


def sheet(text):
    return SimpleUploadedFile("people.csv", text.encode())


def preview(client, text):
    return client.post(MANY, {"file": sheet(text)})


def confirm(client, answer):
    return client.post(MANY, {"rows": answer.context["rows"]})


def verdicts(lines):
    return [line["line"].outcome.value for line in lines]


def look(sam, **values):
    return bulk.look([Row(2, values)], by=sam)[0]


LIST = """name,email,sign_in_name,role,team,language
Noor,noor@example.org,,peer mentor,Harbour,ar
Luz,,luz,Mentora,,Español
"""


class TestAList:
    def test_is_shown_and_changes_nothing(self, admin):
        TeamFactory(name="Harbour")
        answer = preview(admin, LIST.replace("Mentora", "mentor"))
        assert verdicts(answer.context["lines"]) == ["mail", "card"]
        assert not (Invitation.objects.exists() or Notice.objects.exists())

    def test_is_done_as_it_was_shown(self, admin, sam):
        team = TeamFactory(name="Harbour")
        answer = preview(admin, LIST.replace("Mentora", "mentor"))
        confirm(admin, answer)
        noor, luz = Invitation.objects.order_by("-kind")
        assert (noor.email, noor.role, noor.team, noor.language) == (
            "noor@example.org",
            "mentor",
            team,
            "ar",
        )
        assert (luz.sign_in_name, luz.kind, luz.language) == ("luz", Kind.CARD, "es")
        assert noor.invited_by == luz.invited_by == sam
        assert Notice.objects.get().about == str(noor.pk)

    def test_confirmed_twice_invites_nobody_twice(self, admin):
        answer = preview(admin, "email\na@example.org\nb@example.org\n")
        first, second = confirm(admin, answer), confirm(admin, answer)
        assert Invitation.objects.count() == Notice.objects.count() == 2
        assert verdicts(first.context["lines"]) == ["mail", "mail"]
        assert verdicts(second.context["lines"]) == ["here", "here"]

    @pytest.mark.django_db(transaction=True)
    def test_also_not_when_it_is_sent_twenty_times_at_once(self):
        sam = person("sam", Role.ADMINISTRATOR)
        rows = [Row(2, {"email": "a@example.org"}), Row(3, {"sign_in_name": "luz"})]
        at_once(lambda n: bulk.invite_all(rows, by=sam))
        assert Invitation.objects.count() == 2

    def test_other_columns_are_named_and_ignored(self, admin):
        text = "email,is_superuser,password,invited_by\na@example.org,1,secret,1\n"
        answer = preview(admin, text)
        page = answer.content.decode()
        assert answer.context["ignored"] == ["is_superuser", "password", "invited_by"]
        assert "is_superuser" in page and "secret" not in page
        confirm(admin, answer)
        assert Invitation.objects.get().role == "trainee"

    @pytest.mark.parametrize(
        "titles", ["correo,rol", "courriel,rôle", "البريد,الدور", "E-Mail,Role"]
    )
    def test_titles_in_four_languages(self, admin, titles):
        answer = preview(admin, f"{titles}\na@example.org,mentor\n")
        assert verdicts(answer.context["lines"]) == ["mail"]

    def test_what_is_no_table_is_said_in_words(self, admin):
        for wrong in ("", "x,y\n1,2\n", "email\n" + "a@example.org\n" * 301, "x" * 200_001):
            answer = preview(admin, wrong)
            assert answer.context["problem"]
        assert "Choose a file first." in admin.post(MANY, {}).content.decode()

    def test_three_hundred_cost_no_more_to_look_at_than_three(
        self, sam, django_assert_max_num_queries
    ):
        counted = []
        organisation.current()
        for many in (3, 300):
            rows = [Row(n, {"email": f"a{n}@example.org"}) for n in range(many)]
            with django_assert_max_num_queries(12) as count:
                bulk.look(rows, by=sam)
            counted.append(len(count))
        assert counted[0] == counted[1]


class TestALine:
    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({}, "needs an email address"),
            ({"email": "noor"}, "not an email address"),
            ({"sign_in_name": "two words"}, "letters, numbers"),
            ({"email": "a@b.org", "role": "captain"}, "no role called “captain”"),
            ({"email": "a@b.org", "team": "Bridge"}, "no team called “Bridge”"),
            ({"email": "a@b.org", "language": "Klingon"}, "does not speak “Klingon”"),
            ({"email": "a@b.org", "name": "x" * 81}, "too long"),
        ],
    )
    def test_says_what_is_to_be_put_right(self, sam, values, words):
        line = look(sam, **values)
        assert line.outcome == bulk.Outcome.WRONG
        assert words in line.words

    def test_says_who_is_here_already(self, sam, ana):
        assert look(sam, email="ANA@example.org").outcome == bulk.Outcome.HERE

    def test_a_name_of_somebody_else_is_to_be_put_right(self, sam, ana):
        assert look(sam, sign_in_name="Ana").outcome == bulk.Outcome.WRONG

    def test_says_who_is_invited_already(self, sam):
        values = {"by": None, "role": Role.TRAINEE, "language": "es"}
        invitations.invite(sign_in_name="luz", is_card=True, **values)
        assert look(sam, sign_in_name="LUZ").outcome == bulk.Outcome.HERE

    def test_stands_in_the_list_once(self, sam):
        rows = [Row(n, {"email": email}) for n, email in enumerate(["a@b.org", "A@B.org "])]
        assert [line.outcome.value for line in bulk.look(rows, by=sam)] == ["mail", "wrong"]

    @pytest.mark.parametrize("who", ["ana", "kit"])
    def test_is_not_looked_at_for_who_may_not_invite(self, request, who):
        for verb in (bulk.look, bulk.invite_all):
            with pytest.raises(invitations.NotAllowed):
                verb([Row(2, {"email": "a@b.org"})], by=request.getfixturevalue(who))


class TestWhatComesBack:
    """The rows of the confirming POST come from a browser: nothing about them is believed."""

    @pytest.mark.parametrize(
        "rows",
        [
            "",
            "x",
            "1",
            "{}x",
            "[1]",
            '[["a","","","","","",""]]',
            '[[1,"too","few"]]',
            "[[Infinity,1,2,3,4,5,6]]",
            '[[2,"\\ud800","a@b.org","","","",""]]',
            json.dumps([[1, "", "a@b.org", "", "", "", ""]] * 301),
            "[" * 100_000,
            "x" * 400_001,
        ],
    )
    def test_what_is_no_list_is_refused_in_words(self, admin, rows):
        answer = admin.post(MANY, {"rows": rows})
        assert answer.status_code == 200
        assert answer.context["problem"]
        assert not Invitation.objects.exists()

    def test_a_row_that_was_changed_is_looked_at_anew(self, admin, ana):
        rows = [[2, "x", ana.email, "", "administrator", "", ""], [3, "", "", "", "god", "", ""]]
        lines = admin.post(MANY, {"rows": json.dumps(rows)}).context["lines"]
        assert verdicts(lines) == ["here", "wrong"]
        assert not Invitation.objects.exists()

    def test_the_report_is_a_table_without_formulas(self, admin):
        rows = [[2, "=1+1", "a@example.org", "", "", "", ""]]
        answer = admin.post(MANY, {"rows": json.dumps(rows)})
        file = admin.post(f"{MANY}report.csv", {"report": answer.context["report"]})
        text = b"".join(file).decode("utf-8-sig")
        assert "'=1+1" in text and ",=1+1" not in text
        assert "By mail" in text

    @pytest.mark.parametrize("report", ["", "forged", "a:b:c"])
    def test_a_report_of_somebody_elses_making_is_not_written(self, admin, report):
        answer = admin.post(f"{MANY}report.csv", {"report": report})
        assert answer.status_code == 302

    def test_all_cards_are_printed_at_once(self, admin):
        rows = [[n, "", "", f"luz{n}", "", "", ""] for n in range(3)]
        cards = admin.post(MANY, {"rows": json.dumps(rows)}).context["cards"]
        page = admin.post(f"{MANY}cards/", {"card": cards, "page": "1"}).content.decode()
        for made in Invitation.objects.all():
            assert made.words.split()[0] in page

    @pytest.mark.parametrize("card", ["", "x", "z" * 36])
    def test_no_card_is_no_error(self, admin, card):
        assert admin.post(f"{MANY}cards/", {"card": card}).status_code == 302

    def test_a_letter_is_not_printed(self, admin):
        made = invitations.invite(by=None, role="trainee", language="es", email="a@b.org")
        assert admin.post(f"{MANY}cards/", {"card": str(made.pk)}).status_code == 302


class TestWhichRole:
    @pytest.mark.parametrize(
        ("word", "role"),
        [
            ("mentor", Role.MENTOR),
            ("Peer Mentor", Role.MENTOR),
            ("peer_mentor", Role.MENTOR),
            ("peer-mentor", Role.MENTOR),
            ("lived_experience_reviewer", Role.REVIEWER),
            ("lived-experience reviewer", Role.REVIEWER),
            ("CONTENT EDITOR", Role.CONTENT_EDITOR),
            ("learner", Role.TRAINEE),
        ],
    )
    def test_however_it_is_written(self, word, role):
        assert role_called(word) == role

    @pytest.mark.parametrize("word", ["", "captain", "superuser", "-"])
    def test_what_is_none_is_refused(self, word):
        with pytest.raises(NoSuchRole):
            role_called(word)
