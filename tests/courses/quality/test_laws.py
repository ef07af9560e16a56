"""What holds for every page: any text can be checked, and parts are judged one by one."""

from hypothesis import example, given
from hypothesis import strategies as some

from courses import quality
from courses.quality import links, pictures, placeholders, questions, wording
from courses.quality.matching import found
from courses.quality.syllables import COUNTERS, count
from tests.courses.quality.pages import block, rows, sheet, text

PART_BY_PART = (pictures.look, links.look, questions.look, placeholders.look, wording.look)
languages = some.sampled_from(["en", "es", "fr", "ar", "uk", "es-mx"])
said = some.one_of(
    some.text(max_size=60),
    some.sampled_from(["victim", "ضحية", "esclave", "here", "https://", "tortura", "a.svg", ""]),
)
rich = said.map(lambda words: f'<p>{words} <a href="https://{words}">{words}</a></p>')


@some.composite
def blocks(draw):
    kind = draw(some.sampled_from(["text", "image", "question", "noted", "scale", "unknown"]))
    value = {
        "text": lambda: draw(rich),
        "image": lambda: {"alt": draw(said), "caption": draw(said)},
        "question": lambda: {
            "prompt": draw(rich),
            "options": rows(*[{"text": draw(said), "feedback": draw(said)} for _n in range(2)]),
        },
        "noted": lambda: {"note": draw(said), "parts": [text(draw(rich), 9)], "instead": []},
        "scale": lambda: {"prompt": draw(rich), "statements": [draw(said)]},
        "unknown": lambda: draw(some.one_of(some.none(), some.integers(), said)),
    }[kind]()
    return block(kind, value, draw(some.integers(1, 10**9)))


many = some.lists(blocks(), max_size=4)


@given(many, languages, some.booleans())
@example([block("text", "<a href='https://[' >x</a><h2>", 1)], "en", False)
def test_any_page_can_be_checked_and_twice_is_the_same(given_blocks, language, is_translation):
    page = sheet(*given_blocks, language=language, is_translation=is_translation, minutes=5)
    lists = quality.shipped(language)
    assert quality.findings(page, lists) == quality.findings(page, lists)


@given(many, many, languages)
def test_what_is_found_in_two_pages_is_found_in_both_together(one, other, language):
    lists = quality.shipped(language)
    for look in PART_BY_PART:
        apart = [*look(sheet(*one, language=language), lists)]
        apart += look(sheet(*other, language=language), lists)
        assert [*look(sheet(*one, *other, language=language), lists)] == apart


@given(some.text(max_size=80), some.sampled_from(sorted(COUNTERS)))
def test_every_word_has_a_syllable(word, language):
    assert count(word, language) >= 1


@given(some.text(max_size=30), some.text(max_size=80), languages)
def test_what_is_found_stands_in_the_text(term, words, language):
    assert all(hit and hit in words for hit in found(term, words, language))
