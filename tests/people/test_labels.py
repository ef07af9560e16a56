"""What roles are called: the organisation's own words, never one that tells."""

import pytest
from django.conf import settings
from django.utils.translation import override

from office import organisation
from office.audit import Entry
from office.neutral import telling_word_in
from office.organisation import Organisation
from people.labels import LONGEST, NoOrganisation, TellingWord, call_roles, label_of
from people.models import Role
from tests.conftest import come_in

WORDS = "/en/people/words/"


@pytest.fixture
def house(db):
    row = Organisation.objects.create(name="Harbour House", short_name="Harbour")
    organisation.forget()
    return row


def labels_of(row):
    row.refresh_from_db()
    return row.role_labels


class TestLabel:
    def test_without_a_word_of_their_own_it_is_ours_in_each_language(self, db):
        assert label_of(Role.MENTOR) == "Mentor"
        assert label_of("mentor", "es") != "mentor"

    def test_their_own_word_comes_first_in_its_language_only(self, house):
        call_roles({Role.MENTOR: {"es": "Guía"}}, by=None)
        assert label_of(Role.MENTOR, "es") == "Guía"
        assert label_of(Role.MENTOR) == "Mentor"
        with override("es"):
            assert label_of(Role.MENTOR) == "Guía"

    def test_it_costs_no_statement_while_the_organisation_is_kept(
        self, house, django_assert_num_queries
    ):
        label_of(Role.MENTOR)
        with django_assert_num_queries(0):
            assert [label_of(role, "ar") for role in Role]

    @pytest.mark.parametrize("role", Role)
    @pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
    def test_our_own_words_tell_nothing(self, db, role, language):
        assert telling_word_in(label_of(role, language)) == ""


class TestTelling:
    @pytest.mark.parametrize(
        "word",
        [
            "survivor",
            "Survivors",
            "SURVIVOR-led",
            "peer (victim)",
            "anti-trafficking",
            "Abuse advocate",
            "trauma worker",
            "sobreviviente",
            "Superviviente",
            "Víctima",
            "trata",
            "abusos",
            "survivante",
            "rescapée",
            "victimes",
            "traite",
            "ناجية",
            "الناجيات",
            "والناجين",
            "ضحيّة",
            "ضحايا",
            "الاتجار",
            "إساءة",
            "صدمة",
            "ناجـية",
            "sur\u200bvivor",
        ],
    )
    def test_a_telling_word_is_seen(self, word):
        assert telling_word_in(f"Our {word} here")

    @pytest.mark.parametrize(
        "word",
        [
            "mentor",
            "Companion",
            "Guía",
            "tratamiento",
            "Accompagnante",
            "traitement",
            "violoniste",
            "مرشدة",
            "ناجح",
            "الناجحات",
            "",
        ],
    )
    def test_a_harmless_one_is_not(self, word):
        assert telling_word_in(word) == ""


class TestCallingRoles:
    def test_a_telling_word_is_refused_and_nothing_is_kept(self, house):
        with pytest.raises(TellingWord):
            call_roles({Role.TRAINEE: {"en": "Fellow"}, Role.MENTOR: {"en": "Survivor"}}, by=None)
        assert labels_of(house) == {}

    def test_it_is_noted_once_and_without_the_words(self, house, sam):
        for _ in range(2):
            call_roles({Role.MENTOR: {"en": "Guide"}}, by=sam)
        entry = Entry.objects.get()
        assert (entry.verb, entry.actor, entry.object_key) == ("named roles", sam, str(house.pk))

    def test_invisible_letters_and_length_are_seen_to(self, house):
        call_roles({Role.MENTOR: {"en": " Gu\u202eide\n" + "x" * 90}}, by=None)
        word = labels_of(house)["mentor"]["en"]
        assert word.startswith("Guide x") and len(word) == LONGEST

    def test_a_site_without_an_organisation_says_so(self, db):
        with pytest.raises(NoOrganisation):
            call_roles({}, by=None)


class TestThePage:
    def test_it_works(self, client, sam, house):
        come_in(client, sam)
        answer = client.post(WORDS, {"mentor_en": "Guide", "reviewer_ar": "قارئة"}, follow=True)
        assert "The words are kept." in answer.content.decode()
        assert labels_of(house) == {"mentor": {"en": "Guide"}, "reviewer": {"ar": "قارئة"}}
        assert 'value="Guide"' in client.get(WORDS).content.decode()

    def test_a_telling_word_comes_back_with_the_reason(self, client, sam, house):
        come_in(client, sam)
        answer = client.post(WORDS, {"mentor_en": "Survivor mentor", "mentor_fr": "Guide"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "tells what somebody may have lived through" in page and 'value="Guide"' in page
        assert labels_of(house) == {}

    def test_what_is_no_role_or_language_is_ignored(self, client, sam, house):
        come_in(client, sam)
        client.post(WORDS, {"captain_en": "x", "mentor_xx": "x", "exit_target": "https://e.org"})
        assert labels_of(house) == {}
        assert Organisation.objects.get().exit_target == ""

    def test_without_an_organisation_it_says_what_is_missing(self, client, sam):
        come_in(client, sam)
        answer = client.post(WORDS, {"mentor_en": "Guide"}, follow=True)
        assert "needs a name first" in answer.content.decode()

    @pytest.mark.parametrize("who", ["ana", "bo", "eve", "kit"])
    def test_for_others_it_is_not_there(self, client, request, who, house):
        come_in(client, request.getfixturevalue(who))
        assert client.get(WORDS).status_code == 404
        assert client.post(WORDS, {"mentor_en": "Guide"}).status_code == 404
        assert labels_of(house) == {}

    def test_a_visitor_signs_in_first(self, client, db):
        assert "/account/login/" in client.get(WORDS)["Location"]
