"""Terms in texts as readers meet them, in four languages; and the lists that ship."""

import pytest

from courses import quality
from courses.quality import Entry, lists
from courses.quality.matching import found, patterns
from courses.quality.notes import TOPICS
from tests.courses.quality.pages import codes, saying, sheet, text

HITS = [
    ("en", "victim", "The Victims left.", "Victims"),
    ("en", "victim", "It is the victim’s choice.", "victim"),
    ("en", "illegal migrant", "an illegal\nmigrant", "illegal\nmigrant"),
    ("en", "child prostitut*", "child prostitution", "child prostitution"),
    ("en", "rescue|rescued", "She was rescued.", "rescued"),
    ("es", "víctima", "las VICTIMAS", "VICTIMAS"),
    ("es", "inmigrante ilegal", "inmigrantes ilegales", "inmigrantes ilegales"),
    ("fr", "esclave", "une histoire d’esclaves", "esclaves"),
    ("fr", "sans papiers", "les sans-papiers", "sans-papiers"),
    ("fr", "prostituée", "PROSTITUÉES", "PROSTITUÉES"),
    ("ar", "ضحية", "وللضحية حقها", "وللضحية"),
    ("ar", "ضحية", "ضحيّتها", "ضحيّتها"),
    ("ar", "ضحايا", "بالضحايا", "بالضحايا"),
    ("ar", "مدمن", "والمدمنين", "والمدمنين"),
    ("ar", "الفئة المستهدفة", "للفئة المستهدفة", "للفئة المستهدفة"),
    ("ar", "إنقاذ", "تم انقاذها", "انقاذها"),
]
MISSES = [
    ("en", "victim", "Victory and victimless"),
    ("en", "slave", "Slavery, slaved over"),
    ("en", "illegal migrant", "migrant, illegal"),
    ("es", "loco", "local, locomotora"),
    ("fr", "viol", "un violon violet, la violence"),
    ("fr", "fou", "une foule"),
    ("ar", "ضحية", "تضحية كبيرة"),
    ("ar", "سجن", "مسجّل"),
]


@pytest.mark.parametrize(("language", "term", "said", "hit"), HITS, ids=lambda each: each[:12])
def test_a_term_is_found_as_people_write_it(language, term, said, hit):
    assert list(found(term, said, language)) == [hit]


@pytest.mark.parametrize(("language", "term", "said"), MISSES, ids=lambda each: each[:12])
def test_a_word_that_only_begins_alike_is_let_be(language, term, said):
    assert list(found(term, said, language)) == []


def test_advice_says_why_and_what_else_and_refuses_nothing():
    [finding] = [
        each
        for each in quality.findings(sheet(text("<p>She was a victim.</p>")), quality.shipped("en"))
        if each.code == "wording"
    ]
    assert (finding.severity, finding.quote) == ("advice", "victim")
    assert "person first" in finding.more and "survivor" in finding.more


def test_a_site_can_add_change_and_silence_terms():
    ours = saying("victim", "user").changed([Entry("victim", is_used=False), Entry("client")])
    said = text("<p>A victim, a user, a client.</p>")
    assert codes(said, lists=ours, of=["wording"]) == ["wording", "wording"]


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr"])
def test_a_shipped_list_can_be_used(language):
    there = quality.shipped(language)
    assert len(there.wording) >= 40 and there.links and there.pictures
    assert set(there.topics) == set(TOPICS)
    of_topics = [term for terms in there.topics.values() for term in terms]
    for term in [each.term for each in there.wording] + of_topics:
        assert patterns(term, language), term
        assert next(found(term, term.split("|")[0].replace("*", "x"), language), ""), term


def test_languages_without_a_list_and_variants_of_one_that_has_it():
    assert quality.shipped("uk") == lists.Lists()
    assert quality.shipped("es-mx") == quality.shipped("es")
