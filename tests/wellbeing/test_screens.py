"""The room's program and its page fit together: no word in the program, no screen without words."""

import re
from pathlib import Path

import pytest
from django.template import Context
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "wellbeing/room"
OURS = sorted([*ROOM.glob("*.js"), *(ROOM / "screens").glob("*.js")])
PARTS = sorted((ROOT / "templates/wellbeing").glob("*.html"))
CALLED = re.compile(r'\b(?:show|piece|say|tell)\((?:\w+, )?"([a-z-]+)"')
SAID = re.compile(r'"((?:said|trouble)-[a-z-]+)"')
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")
STORAGE = re.compile(
    r"localStorage|sessionStorage|indexedDB|caches\.|serviceWorker|document\.cookie"
)
HISTORY = re.compile(r"pushState|replaceState|location\.hash")
SENTENCE = re.compile(r'["`][A-Z][a-z]+ [a-z]+ [^"`]*["`]')


@pytest.fixture(scope="module")
def page():
    """The page as it is sent, without the files beside it."""
    context = {"language": "en", "languages": [], "modules": [], "sheets": []}
    return get_template("wellbeing/shell.html").template.render(Context(context))


def code_of(path):
    return re.sub(r"^\s*//.*$", "", path.read_text(), flags=re.M)


def of_screens():
    return [path for path in OURS if path.parent.name == "screens" or path.name in SHOWING]


SHOWING = ("main.js", "away.js", "stage.js", "support.js", "troubles.js")


def test_every_screen_and_sentence_that_is_asked_for_is_in_the_page(page):
    asked = {name for path in of_screens() for name in CALLED.findall(code_of(path))}
    asked |= {name for path in of_screens() for name in SAID.findall(code_of(path))}
    asked |= {f"said-problem-{code}" for code in ("short", "few", "common", "words")}
    there = set(re.findall(r'<template id="([a-z-]+)">', page))
    assert len(asked) > 50
    assert asked - there == set()


def test_no_id_stands_twice_where_it_would_be_on_one_screen(page):
    for template in re.findall(r"<template.*?</template>", page, flags=re.S):
        ids = re.findall(r'\sid="([\w-]+)"', template)
        assert len(ids) == len(set(ids))


def test_every_button_does_something(page):
    deeds = set(re.findall(r'data-do="([a-z-]+)"', page))
    code = "".join(code_of(path) for path in of_screens())
    assert {deed for deed in deeds if not re.search(rf'["\s{{]{deed}"?[,:(\s]', code)} == set()


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_it_makes_no_markup_keeps_nothing_on_the_device_and_leaves_no_history(path):
    for forbidden in (MARKUP, STORAGE, HISTORY):
        assert forbidden.findall(code_of(path)) == []


@pytest.mark.parametrize("path", of_screens(), ids=lambda path: path.name)
def test_no_sentence_stands_in_the_program(path):
    assert SENTENCE.findall(code_of(path)) == []


def test_a_place_for_ones_own_words_is_sent_to_no_helper(page):
    fields = re.findall(r"<(?:textarea|input)[^>]*>", page)
    written = [field for field in fields if 'type="checkbox"' not in field and "file" not in field]
    assert len(written) >= 8
    for field in written:
        for said in ('spellcheck="false"', 'translate="no"', 'autocomplete="off"', "data-gramm"):
            assert said in field
        assert " name=" not in field
    assert "<form" not in page


def test_the_first_button_is_to_look_without_saving(page):
    start = page.split('<template id="start">')[1]
    assert re.search(r'data-do="([a-z]+)"', start).group(1) == "look"


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.name)
def test_each_part_says_what_it_is(path):
    assert path.read_text().startswith("{# ")
