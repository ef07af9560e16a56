"""My names, my languages, my clock: nobody's but mine, and nothing more than these."""

import pytest
from django.utils import timezone, translation

from office.audit import Entry
from office.due import Due
from office.names import clean_name
from people import account
from people.account_forms import language_within
from people.models import NotifyBy, User
from tests.conftest import PASSWORD, come_in
from tests.people.factories import UserFactory

NAMES, LANGUAGES, TOLD = "/en/account/names/", "/en/account/languages/", "/en/account/told/"
READS = {"language_1": "es", "language_2": "ar", "time_zone": "America/Bogota"}
MORE = {
    "is_active": "",
    "email": "other@example.org",
    "sign_in_name": "other",
    "is_superuser": "1",
    "needs_second_factor": "1",
    "password": "x",
    "groups": "1",
    "retired_at": "2026-01-01",
    "pk": "1",
    "notify_by": "inside",
}
pytestmark = pytest.mark.django_db
FIELDS = [field.attname for field in User._meta.concrete_fields if field.attname != "legal_name"]


def everything(person):
    return User.objects.filter(pk=person.pk).values(*FIELDS).get()


class TestCleanName:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("  Ana   María ", "Ana María"),
            ("Ana\r\nBcc: x", "Ana Bcc: x"),
            ("Ana\u202eanA", "AnaanA"),
            ("\u2066Ana\u2069\u200f", "Ana"),
            ("A\x00n\x07a", "Ana"),
            ("Ana\u2028Luz", "Ana Luz"),
            ("نور", "نور"),
            ("می\u200cخواهم", "می\u200cخواهم"),
            ("Jose\u0301", "José"),
            ("\u200b\u200d\ufeff", ""),
            (" \u0301 ", ""),
        ],
    )
    def test_what_is_invisible_goes_and_the_rest_stays(self, typed, kept):
        assert clean_name(typed) == kept


class TestNames:
    def test_they_are_kept(self, client, ana):
        come_in(client, ana)
        values = {"chosen_name": "Nur\u202e ", "legal_name": "Ana Ruiz"}
        answer = client.post(NAMES, values, follow=True)
        assert "Your names are kept." in answer.content.decode()
        ana.refresh_from_db()
        assert (ana.chosen_name, ana.legal_name) == ("Nur", "Ana Ruiz")

    def test_their_holder_reads_the_legal_one_there(self, client, ana):
        account.rename(ana, by=ana, chosen_name="Ana", legal_name="Ana Ruiz")
        page = come_in(client, ana).get(NAMES).content.decode()
        assert 'value="Ana Ruiz"' in page and "on a certificate only if you ask for it" in page

    @pytest.mark.parametrize("who", ["bo", "kit", "sam"])
    def test_nobody_else_does_anywhere(self, client, request, ana, who):
        account.rename(ana, by=ana, chosen_name="Ana", legal_name="Kestrel Ruiz")
        come_in(client, request.getfixturevalue(who))
        assert "Kestrel" not in client.get(f"{NAMES}?person={ana.pk}").content.decode()

    def test_an_empty_legal_name_takes_it_away(self, client, ana):
        account.rename(ana, by=ana, chosen_name="Ana", legal_name="Ana Ruiz")
        come_in(client, ana).post(NAMES, {"chosen_name": "Ana", "legal_name": ""})
        assert User.objects.get(pk=ana.pk).legal_name == ""

    @pytest.mark.parametrize("name", ["", "  ", "\u202e", "x" * 81])
    def test_a_name_that_is_none_comes_back_with_words(self, client, ana, name):
        answer = come_in(client, ana).post(NAMES, {"chosen_name": name, "legal_name": "Kept typed"})
        assert answer.status_code == 422
        assert "Please have another look" in answer.content.decode()
        assert 'value="Kept typed"' in answer.content.decode()
        ana.refresh_from_db()
        assert (ana.chosen_name, ana.legal_name) == ("Ana", "")

    def test_a_name_is_shown_as_it_is_written(self, client, ana):
        come_in(client, ana).post(NAMES, {"chosen_name": "<script>alert(1)</script>"})
        page = client.get(NAMES).content.decode()
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page

    def test_the_change_is_noted_without_the_names(self, ana):
        account.rename(ana, by=ana, chosen_name="Kestrel", legal_name="Ana Ruiz")
        entry = Entry.objects.for_person(ana).get()
        assert (entry.verb, entry.actor, entry.roles) == ("renamed", ana, "trainee")
        assert "Kestrel" not in str(vars(entry))

    def test_the_same_name_again_is_no_change(self, ana):
        account.rename(ana, by=ana, chosen_name="Ana")
        assert not Entry.objects.exists()


class TestLanguages:
    def test_they_are_kept_in_their_order_with_the_clock(self, client, ana):
        answer = come_in(client, ana).post(LANGUAGES, READS, follow=True)
        assert "are kept." in answer.content.decode()
        ana.refresh_from_db()
        assert (ana.languages, ana.time_zone) == (["es", "ar"], "America/Bogota")

    def test_a_gap_between_them_is_closed(self, client, ana):
        come_in(client, ana).post(LANGUAGES, READS | {"language_2": "", "language_4": "so"})
        ana.refresh_from_db()
        assert ana.languages == ["es", "so"]

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"language_1": ""}, "This field is required"),
            ({"language_2": "es"}, "You have chosen this language already."),
            ({"language_3": "xx"}, "Select a valid choice"),
            ({"time_zone": "Atlantis/Harbour"}, "Select a valid choice"),
            ({"time_zone": ""}, "This field is required"),
            ({"time_zone": "../../etc/passwd"}, "Select a valid choice"),
        ],
    )
    def test_what_is_wrong_comes_back_with_words(self, client, ana, wrong, words):
        before = everything(ana)
        answer = come_in(client, ana).post(LANGUAGES, READS | wrong)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert everything(ana)["languages"] == before["languages"]

    def test_what_one_has_already_can_be_kept(self, client):
        odd = UserFactory(languages=["tlh", "en"], time_zone="US/Pacific")
        page = come_in(client, odd).get(LANGUAGES).content.decode()
        assert '<option value="tlh" selected>' in page
        assert '<option value="US/Pacific" selected>' in page
        kept = {"language_1": "tlh", "language_2": "en", "time_zone": "US/Pacific"}
        assert client.post(LANGUAGES, kept).status_code == 302

    def test_zones_stand_under_their_regions(self, client, ana):
        page = come_in(client, ana).get("/es/account/languages/").content.decode()
        assert page.count("<optgroup") > 10
        assert '<option value="America/Argentina/Buenos_Aires">Argentina, Buenos Aires' in page

    def test_it_is_tied_to_its_label_and_its_error(self, client, ana):
        page = come_in(client, ana).post(LANGUAGES, READS | {"language_2": "es"}).content.decode()
        assert '<label for="id_language_2">' in page and 'id="id_language_2"' in page
        assert 'aria-describedby="id_language_2_error"' in page

    def test_what_stands_in_a_list_is_escaped(self, client):
        odd = UserFactory(languages=['"><script>', "en"])
        page = come_in(client, odd).get(LANGUAGES).content.decode()
        assert "<script>" not in page.replace('<script type="module"', "")

    def test_a_new_zone_settles_the_roles_of_the_day(self, ana):
        at = timezone.now()
        account.read_in(ana, by=ana, languages=["en"], time_zone="UTC", at=at)
        assert not Due.objects.exists()
        account.read_in(ana, by=ana, languages=["en"], time_zone="Pacific/Kiritimati", at=at)
        assert Due.objects.get().kind == "people.groups"


class TestTold:
    def test_it_is_kept(self, client, ana):
        answer = come_in(client, ana).post(TOLD, {"notify_by": "inside"}, follow=True)
        assert "How you are told is kept." in answer.content.decode()
        ana.refresh_from_db()
        assert ana.notify_by == NotifyBy.INSIDE

    @pytest.mark.parametrize("way", ["", "pigeon"])
    def test_another_way_is_refused_in_words(self, client, ana, way):
        answer = come_in(client, ana).post(TOLD, {"notify_by": way}, follow=True)
        assert "Choose one of the two ways first." in answer.content.decode()

    def test_mail_needs_an_address(self, client):
        luz = UserFactory(without_address=True, notify_by="inside")
        answer = come_in(client, luz).post(TOLD, {"notify_by": "mail"}, follow=True)
        assert "needs an address first" in answer.content.decode()
        luz.refresh_from_db()
        assert luz.notify_by == NotifyBy.INSIDE


@pytest.mark.parametrize(
    ("path", "values", "theirs"),
    [
        (NAMES, {"chosen_name": "Nur", "legal_name": "x"}, {"chosen_name"}),
        (LANGUAGES, READS, {"languages", "time_zone"}),
        (TOLD, {"notify_by": "inside"}, {"notify_by"}),
    ],
)
def test_a_form_changes_its_own_fields_and_nothing_else(client, ana, path, values, theirs):
    come_in(client, ana)
    before = everything(ana)
    assert client.post(path, MORE | values).status_code == 302
    after = everything(ana)
    assert {name for name in FIELDS if before[name] != after[name]} == theirs
    assert User.objects.get(pk=ana.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    "change",
    [
        lambda ana, sam: account.rename(ana, by=sam, chosen_name="x"),
        lambda ana, sam: account.read_in(ana, by=sam, languages=["es"], time_zone="UTC"),
        lambda ana, sam: account.hear_by(ana, by=sam, notify_by=NotifyBy.INSIDE),
    ],
)
def test_nobody_changes_them_for_another(ana, sam, change):
    with pytest.raises(account.NotYours):
        change(ana, sam)


@pytest.mark.parametrize("path", [NAMES, LANGUAGES])
def test_a_visitor_signs_in_first(client, db, path):
    assert "/account/login/" in client.get(path)["Location"]
    assert "/account/login/" in client.post(path, {})["Location"]


@pytest.mark.parametrize(
    ("reader", "code", "name"),
    [
        pytest.param("en", "fr", "French", id="English"),
        pytest.param("fr", "en", "anglais", id="French"),
        pytest.param("es", "ar", "árabe", id="Spanish"),
        pytest.param("fr", "kmr", "Kurmancî", id="by its own name"),
    ],
)
def test_a_language_within_a_sentence_is_written_as_there(reader, code, name):
    with translation.override(reader):
        assert language_within(code) == name
