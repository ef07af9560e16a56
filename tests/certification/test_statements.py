"""Words that are signed: every rule that ships finds its own, and coordinators write theirs."""

import pytest
import yaml
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from certification import attesting, rules, statements
from certification.asked import attested_in
from certification.models import Attestation, Statement
from people.models import Role
from tests.certification.conftest import at, publish
from tests.conftest import come_in, person

pytestmark = pytest.mark.django_db
DESK = "/cms/statements/"
ONE = f"{DESK}of/code-of-conduct/"
LANGUAGES = [code for code, _ in settings.LANGUAGES]
SCHEMES = sorted((settings.ROOT / "content" / "schemes").glob("*.yaml"))


def filled(client, address=ONE, **more):
    """What the page sends as it stands, with these fields instead."""
    page = client.get(address)
    fields = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    return {**fields, "mark": page.context["mark"], **more}


def write(client, address=ONE, **more):
    return client.post(address, filled(client, address, **more))


class TestShipped:
    @pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
    def test_every_statement_that_a_rule_asks_for_has_words_in_each_language(self, path):
        for version in rules.scheme_of(path).versions:
            for asked in attested_in(version):
                words = statements.shipped(asked.statement)
                assert words, asked.statement
                assert [c for c in LANGUAGES if not (words.titles[c] and words.texts[c])] == []

    @pytest.mark.parametrize("code", statements.shipped_codes())
    def test_its_sentences_are_short_in_every_language(self, code):
        for text in statements.shipped(code).texts.values():
            sentences = text.replace("\n", " ").replace(".", ".|").split("|")
            assert [each for each in sentences if len(each.split()) > 26] == []

    @pytest.mark.parametrize("code", ["../schemes/mentor", "none", "", "code_of"])
    def test_what_does_not_ship_has_none(self, code):
        assert statements.shipped(code) is None


class TestWriting:
    def test_a_coordinator_changes_the_words_and_they_are_signed(self, client, kit, ana):
        come_in(client, kit)
        assert write(client, text_en="We are kind here.").status_code == 302
        page = come_in(client, ana).get("/en/certificates/sign/code-of-conduct/").content.decode()
        assert "We are kind here." in page

    def test_other_languages_stay_as_they_were(self, client, kit):
        write(come_in(client, kit), text_en="We are kind here.")
        kept = Statement.objects.get(code="code-of-conduct")
        assert kept.texts["es"].startswith("Trato con respeto")
        assert kept.titles["ar"] == "مدونة السلوك"

    def test_a_new_one_is_begun_under_its_name(self, client, kit):
        come_in(client, kit)
        answer = client.post(f"{DESK}new/", {"code": "Fit to practise", "x": 1})
        assert answer.status_code == 422  # a space is no name
        answer = client.post(f"{DESK}new/", {"code": "Fit-to-practise"})
        assert answer["Location"] == f"{DESK}of/fit-to-practise/"
        write(client, answer["Location"], title_ar="خطاب", text_ar="أؤكد ذلك.")
        kept = Statement.objects.get()
        assert (kept.code, kept.texts) == ("fit-to-practise", {"ar": "أؤكد ذلك."})

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({"title_en": "", "text_en": "Words."}, "title_en"),
            ({"title_fr": "Titre", "text_fr": " "}, "text_fr"),
            ({"title_en": "x" * 121}, "title_en"),
            ({"text_en": "x" * 8_001}, "text_en"),
            ({"text_en": "a\0b"}, "text_en"),
            ({"title_en": "\u202e", "text_en": "Words."}, "title_en"),
            ({f"{part}_{code}": "" for part in ("title", "text") for code in LANGUAGES}, "text_en"),
        ],
    )
    def test_bad_words_come_back_with_a_sentence(self, client, kit, sent, field):
        answer = write(come_in(client, kit), **sent)
        assert answer.status_code == 422
        assert answer.context["form"].errors[field]
        assert not Statement.objects.exists()

    @pytest.mark.parametrize("code", ["", "---", "a b", "x" * 61, "trauma"])
    def test_a_bad_name_comes_back_with_a_sentence(self, client, kit, code):
        answer = come_in(client, kit).post(f"{DESK}new/", {"code": code})
        assert (answer.status_code, bool(answer.context["form"].errors)) == (422, True)

    def test_nobody_writes_over_somebody_else_unseen(self, client, kit):
        come_in(client, kit)
        mine = filled(client, text_en="Mine.")
        write(client, text_en="Theirs.")
        answer = client.post(ONE, mine)
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Theirs." in page and "Mine." in page
        again = client.post(ONE, mine | {"mark": answer.context["mark"]})
        assert again.status_code == 302
        assert Statement.objects.get().texts["en"] == "Mine."

    def test_a_form_that_was_made_up_changes_nothing(self, client, kit):
        come_in(client, kit)
        assert client.post(ONE, {}).status_code == 422
        assert client.post(ONE, {"title_en": "A", "text_en": "B"}).status_code == 409
        assert not Statement.objects.exists()

    def test_words_in_a_language_that_is_offered_no_longer_stay(self, client, kit, monkeypatch):
        monkeypatch.setattr("office.organisation.languages", lambda: [("en", "English")])
        Statement.objects.create(code="own", titles={"xx": "T"}, texts={"xx": "Old"})
        write(come_in(client, kit), f"{DESK}of/own/", title_en="New", text_en="New")
        assert Statement.objects.get().texts == {"en": "New", "xx": "Old"}

    def test_markup_is_words(self, client, kit):
        come_in(client, kit)
        write(client, title_en="<script>x</script>", text_en="<b>y</b>")
        for address in (DESK, ONE):
            assert "<script>x" not in client.get(address).content.decode()


class TestWhatWasSigned:
    def sign(self, who, day, language="en"):
        code = "code-of-conduct"
        return attesting.sign(
            who, code, by_whom="self", by=who, at=at(day), language=language
        )  # fmt: skip

    def test_who_signed_keeps_the_words_that_they_signed(self, client, kit, ana):
        before = self.sign(ana, "2026-03-02").words
        write(come_in(client, kit), text_en="New words.")
        assert Attestation.objects.get().words == before
        self.sign(ana, "2026-03-05")
        assert {row.words for row in Attestation.objects.all()} == {before, "New words."}

    def test_each_wording_is_shown_with_how_many_signed_it_and_no_name(self, client, kit, ana, bo):
        for who in (ana, bo):
            self.sign(who, "2026-03-02")
        write(come_in(client, kit), text_en="New words.")
        self.sign(ana, "2026-03-05")
        page = client.get(ONE).content.decode()
        assert "2 signatures, 2 March 2026 to 2 March 2026" in page
        assert "1 signature, 5 March 2026 to 5 March 2026" in page
        assert page.count("the words of now") == 1
        assert "Ana" not in page

    def test_what_was_taken_back_is_not_counted(self, ana):
        attesting.take_back(self.sign(ana, "2026-03-02"), by=ana, at=at("2026-03-03"))
        assert statements.signed_versions("code-of-conduct") == []


class TestTheList:
    def test_it_names_what_a_rule_asks_for_and_nobody_has_written(self, client, kit):
        publish("letter", asks="attestation: {statement: fit-to-practise, by: supervisor}")
        page = come_in(client, kit).get(DESK).content.decode()
        assert "Fit to practise" in page and "No words yet" in page and "Signed" in page
        assert "The words that came with this site" in page

    def test_it_says_in_which_language_words_are_missing(self, client, kit):
        Statement.objects.create(code="own", titles={"en": "Own"}, texts={"en": "Own"})
        page = come_in(client, kit).get(DESK).content.decode()
        assert "Your own words" in page and "Not in: Español, Français, العربية" in page

    def test_more_rules_cost_no_more(self, client, kit, django_assert_max_num_queries):
        come_in(client, kit)
        publish("rule", asks="attestation: {statement: s, by: self}")
        with CaptureQueriesContext(connection) as few:
            client.get(DESK)
        for n in range(10):
            publish(f"rule-{n}", asks=f"attestation: {{statement: s{n}, by: self}}")
        with django_assert_max_num_queries(len(few)):
            client.get(DESK)

    @pytest.mark.parametrize("language", ["ar", "fr"])
    def test_every_page_stands_in_the_language_and_its_direction(self, client, kit, ana, language):
        with override(language):
            attesting.sign(ana, "code-of-conduct", by_whom="self", by=ana, at=at("2026-03-02"))
        way = "rtl" if language == "ar" else "ltr"
        come_in(client, kit)
        for address in (DESK, f"{DESK}new/", ONE):
            page = client.get(address, headers={"accept-language": language}).content.decode()
            assert f'lang="{language}" dir="{way}"' in page, address


class TestWhoMay:
    @pytest.mark.parametrize("who", ["eve", "sam", "ana", "bo"])
    def test_nobody_but_coordinators(self, client, request, who):
        come_in(client, request.getfixturevalue(who))
        for address in (DESK, f"{DESK}new/", ONE):
            assert client.get(address).status_code in (302, 403, 404)
            client.post(address, {"title_en": "A", "text_en": "B", "code": "c", "mark": ""})
        assert not Statement.objects.exists()

    def test_a_visitor_signs_in_first(self, client):
        assert client.get(DESK).status_code == 302

    def test_a_name_that_is_too_long_is_none(self, client, kit):
        assert come_in(client, kit).get(f"{DESK}of/{'x' * 61}/").status_code == 404

    def test_a_coordinator_of_a_team_may_as_well(self, client):
        come_in(client, person("lou", Role.COORDINATOR))
        assert write(client, text_en="Ours.").status_code == 302


def test_the_files_hold_titles_and_texts_and_nothing_else():
    for code in statements.shipped_codes():
        found = yaml.safe_load((statements.SHIPPED / f"{code}.yaml").read_text(encoding="utf-8"))
        assert set(found) == {"titles", "texts"}
        assert list(found["titles"]) == list(found["texts"]) == ["en", "es", "fr", "ar"]
