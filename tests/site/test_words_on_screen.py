"""What people read: plain words, the same in each place, in sentences for a tired person."""

import re
import unicodedata
from itertools import chain
from pathlib import Path

import polib
import pytest

from tools import messages

WORDS = Path(__file__).resolve().parents[2] / "docs/words.md"
LANGUAGES = ("es", "fr", "ar")
LONGEST = 15  # words in a sentence of the interface
LONGEST_TRANSLATED = 18  # Spanish and French need more of them for the same
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
TAG = re.compile(r"<[^>]+>")
END = re.compile(r"(?<=[.?!:;])\s+")


def rows():
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("| ") and not line.startswith("| In the")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def texts_of(entry):
    """What an entry says: in English, then translated."""
    said = [entry.msgstr, *entry.msgstr_plural.values()]
    return [text for text in (entry.msgid, entry.msgid_plural) if text], [t for t in said if t]


def catalogue(language):
    return polib.pofile(str(messages.catalogue(language)))


def terms_in(text, terms):
    return [term for term in terms if re.search(rf"\b{term}(s|ed|ing|d)?\b", text, re.I)]


def terms_of_the_code():
    return [term for term, english, *_ in rows() if term not in english]


def too_long(text, most=LONGEST):
    plain = TAG.sub("", PLACEHOLDER.sub("X", text))
    return [sentence for sentence in END.split(plain) if len(sentence.split()) > most]


def folded(text):
    marks = unicodedata.normalize("NFKD", text.casefold().replace("أ", "ا").replace("إ", "ا"))
    return "".join(sign for sign in marks if unicodedata.category(sign) != "Mn")


def uses(text, word):
    return re.search(rf"\b{word}s?\b", PLACEHOLDER.sub("", text), re.I)


def says_it(text, forms):
    """Whether one of the forms is in it; their endings may differ."""
    return any(stem(form) in folded(text) for form in forms.split(","))


def stem(form):
    bare = folded(form.strip())
    return bare.rstrip("ةه") if len(bare) < 6 else bare[: max(4, len(bare) - 2)]


def test_the_table_has_each_word_in_each_language():
    assert len(rows()) > 20
    assert [row for row in rows() if len(row) != 5 or not all(row)] == []


def test_no_message_speaks_as_the_code_does():
    terms = terms_of_the_code()
    found = {
        text: terms_in(text, terms)
        for language in LANGUAGES
        for entry in catalogue(language)
        for text in chain(*texts_of(entry))
        if terms_in(text, terms)
    }
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_is_translated_as_the_table_says(language):
    column = 2 + LANGUAGES.index(language)
    wrong = [
        (row[1], entry.msgid, said)
        for row in rows()
        for entry in catalogue(language)
        for said in texts_of(entry)[1][-1:]
        if uses(entry.msgid, row[1]) and not says_it(said, row[column])
    ]
    assert wrong == []


def test_a_sentence_is_short():
    texts = [text for entry in catalogue("es") for text in texts_of(entry)[0]]
    assert [sentence for text in texts for sentence in too_long(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_translation_is_hardly_longer(language):
    texts = [text for entry in catalogue(language) for text in texts_of(entry)[1]]
    assert [long for text in texts for long in too_long(text, LONGEST_TRANSLATED)] == []


@pytest.mark.parametrize(
    "text", ["Your awards", "This scheme ended.", "Standing", "Vault", "Attempts left: 3"]
)
def test_a_term_of_the_code_is_seen(text):
    assert terms_in(text, terms_of_the_code())


def test_a_long_sentence_is_seen():
    assert too_long("word " * 16)
    assert not too_long("One two. " * 10)
