"""What one does for oneself, as a pack holds it: taken in as written, refused in words."""

import pytest

from courses import packs
from courses.models import LessonPage
from courses.packs import messages, source
from tests.courses.packs import small
from tests.courses.packs.test_check import errors

BLOCKS = """
::: checklist #before
title: Before
- #water Have some water.
- #door Find the door.
:::

::: pause #breath exercise=breathe
A **moment** for you.
:::

::: pause #tea exercise=own
title: Tea
- #boil Boil water.
:::

::: reflection #mine
What went *well*?
:::

::: survey #said words=no
About this part.

- #useful It is useful.
:::
"""


@pytest.fixture
def folder(tmp_path):
    folder = small.write(tmp_path / "small-steps")
    small.change(folder, "first/window.md", "Light comes in.\n:::\n", f"Light.\n:::\n{BLOCKS}")
    return folder


def change(folder, old, new):
    small.change(folder, "first/window.md", old, new)


def test_they_are_sound_and_all_their_words_are_translated(folder):
    assert errors(folder) == []
    found = {message.context.split("#")[1] for message in messages.of_pack(source.readable(folder))}
    assert found >= {
        "before.title", "before.water.text", "breath.text", "tea.title", "tea.boil.text",
        "mine.prompt", "said.prompt", "said.useful.text",
    }  # fmt: skip


@pytest.mark.django_db
def test_they_stand_in_the_page_as_written(folder):
    small.in_languages(folder, "es")
    packs.load(folder)
    page = LessonPage.objects.get(slug="window", locale__language_code="es")
    by_kind = {block.block_type: block.value for block in page.body}
    assert [item["text"] for item in by_kind["checklist"]["items"]] == [
        "es Have some water.", "es Find the door.",
    ]  # fmt: skip
    assert by_kind["pause"]["exercise"] == "own"
    assert str(by_kind["reflection"]["prompt"].source) == "<p>es What went <i>well</i>?</p>"
    assert by_kind["survey"]["asks_words"] is False
    for block in page.body:
        block.block.clean(block.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("- #door Find the door.", "Find the door.", "- #anchor Text"),
        ("title: Before", "title: Before\nWords.", "holds “title:” and lines"),
        ("exercise=breathe", "exercise=run", "must be one of own, senses, breathe"),
        ("- #boil Boil water.", "Boil water.", "Steps stand where"),
        ("exercise=own", "exercise=senses", "Steps stand where"),
        ("What went *well*?", "", "no text"),
        ("words=no", "words=some", "yes or no"),
        ("- #useful It is useful.", "", "1 to 8 lines"),
        ("::: reflection #mine\nWhat", "::: survey #two\n- #x X\n:::\n\n::: reflection #mine\nWhat",
         "one survey"),
        ("Have some water.", "x" * 301, "longer than 300"),
        ("- #water", "- ", "anchor is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(folder, old, new, words):
    change(folder, old, new)
    assert any(words in str(problem) for problem in errors(folder))
