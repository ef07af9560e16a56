"""Pictures, clips, headings, links, questions, notes and length: what is found, and what is not."""

import pytest

from courses import quality
from tests.courses.quality.pages import block, codes, rows, sheet, text

LONG = "<p>" + "Words that go on. " * 200 + "</p>"


def image(alt, **more):
    return block("image", {"image": 1, "alt": alt, "caption": "", **more})


ALTS = {
    "missing": (image(""), ["alt-missing"]),
    "blank": (image("  "), ["alt-missing"]),
    "decoration": (image("", decorative=True), []),
    "file": (image("open-door.svg"), ["alt-file-name"]),
    "camera": (image("IMG_2041"), ["alt-file-name"]),
    "image of": (image("Image of a door that stands open"), ["alt-image-of"]),
    "long": (image("A door. " * 40), ["alt-long"]),
    "good": (image("A half-open door."), []),
    "imagery": (image("Images often lie"), []),
}


@pytest.mark.parametrize(("given", "found"), ALTS.values(), ids=ALTS)
def test_words_for_a_picture(given, found):
    assert codes(given, of=["alt"]) == found


def test_image_of_is_known_in_other_languages():
    assert codes(image("Imagen de una puerta"), language="es", of=["alt"]) == ["alt-image-of"]
    assert codes(image("Photo d’une porte"), language="fr", of=["alt"]) == ["alt-image-of"]
    assert codes(image("صورة باب مفتوح"), language="ar", of=["alt"]) == ["alt-image-of"]


def test_a_film_wants_captions_and_words_in_the_language_of_the_page():
    film = block("video", {"clip": 1, "title": "The way", "transcript": "<p>Turn left.</p>"})
    facts = {"body.b1": {"captions": frozenset({"en"})}}
    assert codes(film, facts=facts, of=["clip"]) == []
    assert codes(film, facts=facts, language="fr", of=["clip"]) == ["clip-captions"]
    silent = block("audio", {"clip": 1, "title": "A knock", "transcript": ""})
    assert codes(silent, of=["clip"]) == ["clip-words"]


def test_a_smaller_heading_stands_below_a_main_one():
    assert codes(text("<h3>Small</h3><p>Words.</p>"), of=["heading"]) == ["heading-order"]
    assert codes(text("<h2>Main</h2><h3>Small</h3><p>Words.</p>"), of=["heading"]) == []


def test_a_long_text_wants_headings():
    assert "heading-none" in codes(text(LONG))
    assert "heading-none" not in codes(text(f"<h2>A heading</h2>{LONG}"))


LINKS = {
    "here": (
        '<p>Read <a href="https://example.org/">here</a>.</p>',
        "en",
        ["link-says-nothing"],
    ),
    "click": ('<p><a href="https://example.org/">Click here!</a></p>', "en", ["link-says-nothing"]),
    "aqui": ('<p><a href="https://example.org/">aquí</a></p>', "es", ["link-says-nothing"]),
    "ici": ('<p><a href="https://example.org/">Cliquez ici</a></p>', "fr", ["link-says-nothing"]),
    "huna": ('<p><a href="https://example.org/">اضغطوا هُنا</a></p>', "ar", ["link-says-nothing"]),
    "bare": ('<p><a href="https://example.org/">www.example.org</a></p>', "en", ["link-address"]),
    "empty": ('<p><a href="https://example.org/"><b> </b></a></p>', "en", ["link-empty"]),
    "no host": ('<p><a href="https:///x">The law</a></p>', "en", ["link-address-wrong"]),
    "one label": ('<p><a href="https://example/x">The law</a></p>', "en", ["link-address-wrong"]),
    "bad port": ('<p><a href="https://[::1/x">The law</a></p>', "en", ["link-address-wrong"]),
    "numbers": ('<p><a href="https://192.0.2.7/x">The law</a></p>', "en", []),
    "good": ('<p><a href="https://example.org/a?b=c#d">The law in short</a></p>', "en", []),
    "arabic host": ('<p><a href="https://مثال.إختبار/">القانون</a></p>', "ar", []),
    "mail": ('<p><a href="mailto:a@example.org">Write to Rosa</a></p>', "en", []),
}


@pytest.mark.parametrize(("html", "language", "found"), LINKS.values(), ids=LINKS)
def test_what_links_say_and_where_they_lead(html, language, found):
    assert codes(text(html), language=language, of=["link"]) == found


def test_a_link_to_a_page_that_is_gone_is_named():
    html = '<p><a linktype="page" id="7">Your rights</a></p>'
    assert codes(text(html), lost=frozenset({("page", "7")}), of=["link"]) == ["link-lost"]
    assert codes(text(html), lost=frozenset({("document", "7")}), of=["link"]) == []


def test_a_link_to_no_heading_of_the_lesson_is_named():
    html = '<p><a href="#before">Before you begin</a></p>'
    there = block("heading", {"title": "Before", "level": "2", "anchor": "before"}, 2)
    assert codes(text(html), of=["link"]) == ["link-nowhere"]
    assert codes(text(html), there, of=["link"]) == []


def question(*options):
    given = [{"text": t, "feedback": f, "is_right": n == 0} for n, (t, f) in enumerate(options)]
    return block("question", {"prompt": "<p>What helps?</p>", "options": rows(*given)})


def test_answers_are_told_apart_and_all_say_something_back():
    good = question(("Ask first", "Yes."), ("Wait", "It may feel long."))
    assert codes(good, of=["answer", "feedback"]) == []
    alike = question(("Ask  first", "Yes."), ("ask first", "No."))
    assert codes(alike, of=["answer", "feedback"]) == ["answers-alike"]
    empty = question(("Ask first", "Yes."), ("", ""))
    assert sorted(codes(empty, of=["answer", "feedback"])) == ["answer-empty", "feedback-missing"]


def test_two_pairs_may_go_with_the_same():
    pairs = rows({"left": "Cold", "right": "Weather"}, {"left": "Rain", "right": "Weather"})
    value = {"prompt": "<p>Match.</p>", "pairs": pairs, "others": [], "after": "So it is."}
    assert codes(block("matching", value), of=["answer", "feedback"]) == []


def test_a_true_or_false_statement_answers_both_ways():
    value = {"prompt": "<p>So it is.</p>", "is_true": True, "said_true": "Yes.", "said_false": ""}
    assert codes(block("true_false", value), of=["feedback"]) == ["feedback-missing"]


HARD = "<p>He was tortured in detention.</p>"


def test_a_lesson_says_first_what_may_be_hard_to_read():
    assert codes(text(HARD), of=["note"]) == ["note-missing", "note-missing"]
    assert codes(text(HARD), has_note=True, of=["note"]) == []
    note = "It tells of suicide."  # the note itself may name it
    noted = block("noted", {"note": note, "parts": [text(HARD, 2)], "instead": []})
    assert codes(noted, of=["note"]) == []


def test_the_title_of_a_cited_work_is_not_what_a_lesson_speaks_of():
    cited = "<p>WHO (2003), <i>Interviewing Trafficked Women</i>. {}</p>"
    assert codes(text(cited.format("")), of=["note"]) == []
    assert codes(text(cited.format("She was trafficked.")), of=["note"]) == ["note-missing"]


def test_a_finding_behind_a_note_stands_at_its_own_block():
    inner = text('<p><a href="#x">here</a></p>', 2)
    noted = block("noted", {"note": "Harm.", "parts": [], "instead": [inner]})
    found = quality.findings(sheet(noted), quality.shipped("en"))
    assert "body.b1.instead.b2" in {each.place for each in found}


def test_a_lesson_is_neither_long_nor_short():
    assert codes(text(LONG), of=["lesson"]) == ["lesson-long"]
    assert codes(text("<p>Two words.</p>"), of=["lesson"]) == ["lesson-short"]
    assert codes(text("<p>Two words.</p>"), is_lesson=False, of=["lesson"]) == []
    assert codes(text("<p>" + "Words go on. " * 150 + "</p>"), of=["lesson"]) == []


def test_minutes_fit_the_words():
    words = text("<p>" + "Words go on. " * 150 + "</p>")
    assert codes(words, minutes=6, of=["minutes"]) == []
    assert codes(words, minutes=1, of=["minutes"]) == ["minutes-few"]
    assert codes(words, minutes=60, of=["minutes"]) == ["minutes-many"]


def test_a_translation_keeps_placeholders_and_is_not_asked_for_the_shape():
    pairs = (("title", "Call {number} now", "Appelez"), ("note", "{a} and {b}", "{b} et {a}"))
    found = codes(text("<h3>Petit</h3>"), language="fr", is_translation=True, pairs=pairs)
    assert found == ["placeholders"]
