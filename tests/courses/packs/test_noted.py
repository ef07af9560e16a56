"""Content notes in a pack: of a lesson with another way, and of a part of one."""

import pytest

from courses import packs
from courses.models import Course, LessonPage
from courses.outline import outline_of
from tests.courses.packs import small
from tests.courses.packs.test_load import lesson, own_media, rewrite, traces  # noqa: F401

AROUND = """---
title: Around the door
minutes: 3
only_way_round: true
---

::: text #why
A quieter walk.
:::

::: true_false #quiet is=true
It is quiet.
:::
"""

PART = """
:::: noted #letter
note: A sad letter.

::: text #whole
The letter.
:::

::: image #seen file=door.svg
alt: A letter on a door.
:::

:::: instead

::: callout #gist
What it comes to.
:::
::::
"""


def with_another_way(folder):
    small.put(folder, "first/around.md", AROUND)
    small.change(folder, "first/module.md", "[door, window]", "[door, window, around]")
    small.change(
        folder, "first/door.md", "minutes: 3", "minutes: 3\nnote: A loud door.\nway_round: around"
    )
    return folder


def with_a_part(folder):
    small.put(folder, "first/window.md", small.WINDOW + PART)
    return folder


def wrong(folder):
    return [str(problem) for problem in packs.check(folder)[1] if not problem.is_warning]


def test_what_is_well_said_is_taken(folder):
    assert not wrong(with_a_part(with_another_way(folder)))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("note: A loud door.\n", "", "says in “note” what it contains"),
        ("way_round: around", "way_round: nowhere", "must be another lesson of this pack"),
        ("way_round: around", "way_round: door", "must be another lesson of this pack"),
        ("way_round: around", "way_round: first/window", "must be marked, too"),
        ("way_round: around", "way_round: around\nonly_way_round: true", "has none itself"),
        ("way_round: around", "way_round: [x]", "must be the name of a lesson"),
        ("A loud door.", "x" * 301, "longer than 300"),
    ],
)
def test_what_is_no_equal_way_is_refused(folder, old, new, words):
    small.change(with_another_way(folder), "first/door.md", old, new)
    assert [problem for problem in wrong(folder) if words in problem and "door.md" in problem]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("note: A sad letter.\n", "", "“note:” is missing"),
        (":::: instead\n", "", "“:::: instead” is missing"),
        ("::: callout #gist\nWhat it comes to.\n:::\n", "", "stand blocks, and blocks instead"),
        ("::: text #whole", "::: scale #whole", "can’t stand behind a note"),
        ("#gist", "#whole", "stands twice in this block"),
        ("file=door.svg", "file=gone.svg", "media/gone.svg is missing"),
        ("\n::::\n", "\n", "not closed with “::::”"),
    ],
)
def test_what_is_wrong_in_a_noted_part_is_said(folder, old, new, words):
    small.change(with_a_part(folder), "first/window.md", old, new)
    assert [problem for problem in wrong(folder) if words in problem and "window.md" in problem]


@pytest.mark.django_db
def test_both_come_in_with_their_words_in_every_language(folder):
    small.in_languages(with_a_part(with_another_way(folder)), "es")
    packs.load(folder)
    spanish = outline_of(Course.objects.get(slug="small-steps"), "es")
    assert [each.slug for each in spanish.lessons] == ["door", "window"]
    assert spanish.lessons[0].note.words == "es A loud door."
    assert [way.lesson.title for way in spanish.lessons[0].ways] == [
        "es The door",
        "es Around the door",
    ]
    part = lesson("es", "window").body[1].value
    assert part["note"] == "es A sad letter." and "es The letter." in str(part["parts"][0].value)
    assert part["instead"][0].value["text"].source == "<p>es What it comes to.</p>"


@pytest.mark.django_db
def test_twice_writes_nothing_and_the_order_is_the_packs(folder):
    packs.load(with_another_way(folder))
    before = traces()
    assert not packs.load(folder).has_changes and traces() == before
    in_tree = LessonPage.objects.filter(locale__language_code="en").order_by("path")
    assert list(in_tree.values_list("slug", flat=True)) == ["door", "window", "around"]


@pytest.mark.django_db
def test_a_note_that_the_pack_drops_is_gone(folder):
    packs.load(with_another_way(folder))
    small.change(folder, "first/door.md", "note: A loud door.\nway_round: around\n", "")
    packs.load(folder)
    page = lesson()
    assert page.note == "" and page.way_round is None
