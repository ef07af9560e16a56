"""Syllables and measures, by words and texts whose numbers are known."""

import pytest

from courses.quality import reading
from courses.quality.reading import Counted
from courses.quality.syllables import count
from courses.quality.words import sentences, words
from tests.courses.quality.pages import codes, text

KNOWN = {
    "en": "make:1 asked:1 safe:1 wanted:2 little:2 people:2 table:2 handled:2 houses:2 language:2 "
    "trauma:2 quiet:2 survivor:3 violence:3 religious:3 created:3 family:3 education:4 "
    "situation:4 supervision:4 community:4 information:4 evaluation:5 confidentiality:7",
    "es": "buey:1 hoy:1 y:1 país:2 queso:2 leer:2 oír:2 ciudad:2 víctima:3 guitarra:3 bahía:3 "
    "ahora:3 pingüino:3 confianza:3 murciélago:4 aéreo:4 sobreviviente:5",
    "fr": "femme:1 parlent:1 vie:1 voix:1 lieu:1 langue:1 amie:2 maison:2 personne:2 moment:2 "
    "équipe:2 théâtre:2 créer:2 parents:2 souvent:2 confiance:3 réunion:3 demander:3 sécurité:4",
}
CASES = [(lang, *pair.split(":")) for lang, pairs in KNOWN.items() for pair in pairs.split()]


@pytest.mark.parametrize(("language", "word", "n"), CASES, ids=lambda value: value)
def test_syllables_of_known_words(language, word, n):
    assert count(word, language) == int(n)


def test_an_accent_written_as_a_sign_of_its_own_counts_the_same():
    assert count("pai\u0301s", "es") == count("país", "es") == 2


# Of 100 words in 10 sentences with 130 syllables, by the formulas as they were published.
TEN = Counted(sentences=10, words=100, syllables=130)
FORMULAS = {"en": 3.65, "es": 115.845, "fr": 101.17, "ar": 10}


@pytest.mark.parametrize(("language", "value"), FORMULAS.items(), ids=FORMULAS)
def test_a_measure_is_the_published_formula(language, value):
    assert reading.measure(language).of(TEN) == pytest.approx(value)


def test_a_language_without_a_measure_gets_none():
    assert reading.measure("uk") is None
    assert codes(text("<p>" + "Слово за словом. " * 200 + "</p>"), language="uk", of=["read"]) == []


EASY = {
    "en": "You can stop at any time. We keep your place. ",
    "es": "Puedes parar en cualquier momento. Tu lugar se queda. ",
    "fr": "Tu peux faire une pause. Ta place est gardée. ",
    "ar": "يمكنكم التوقف الآن. مكانكم محفوظ. ",
}
HARD = {
    "en": "Organisational accountability necessitates comprehensive interdisciplinary "
    "documentation of institutional responsibilities throughout the administration. ",
    "es": "La responsabilidad organizacional requiere documentación interdisciplinaria "
    "institucionalizada de las obligaciones administrativas correspondientes. ",
    "fr": "La responsabilité organisationnelle nécessite une documentation interdisciplinaire "
    "institutionnalisée des obligations administratives correspondantes. ",
    "ar": "تتطلب المسؤولية التنظيمية توثيقا شاملا ومشتركا بين جميع التخصصات والمؤسسات "
    "والإدارات المختلفة في جميع المراحل وعلى جميع المستويات المحلية والدولية والإقليمية. ",
}


@pytest.mark.parametrize("language", EASY)
def test_an_easy_text_is_let_be_and_a_hard_one_named(language):
    easy, hard = (text(f"<p>{words[language] * 20}</p>") for words in (EASY, HARD))
    assert codes(easy, language=language, of=["reading", "sentence"]) == []
    assert "reading-level" in codes(hard, language=language)


def test_a_younger_reader_wants_an_easier_text():
    middling = text("<p>" + "The worker explains every question before the meeting starts. " * 12)
    assert codes(middling, reader=16, of=["reading"]) == []
    assert codes(middling, reader=8, of=["reading"]) == ["reading-level"]


def test_a_long_sentence_is_named_where_it_stands():
    long = "<p>Short. " + " ".join(["and"] * 30) + ".</p>"
    assert codes(text(long), of=["sentence"]) == ["sentence-long"]
    assert codes(text(long), reader=16, of=["sentence"]) == []


def test_sentences_and_words_of_any_script():
    assert sentences("Is it? Yes. 3.5 is a number… “No.” He left") == [
        "Is it", "Yes", "3.5 is a number", "“No", "” He left",
    ]  # fmt: skip
    assert sentences("Two things: rest; a walk. At 10:30") == [
        "Two things", "rest", "a walk", "At 10:30",
    ]  # fmt: skip
    assert sentences("كيف حالكم؟ بخير۔") == ["كيف حالكم", "بخير"]
    assert words("l’ami, المُرشِد and naïve 7") == ["l", "ami", "المُرشِد", "and", "naïve"]
