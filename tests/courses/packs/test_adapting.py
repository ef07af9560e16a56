"""Blocks that each organisation makes its own wait until it did, or said that they fit."""

import pytest

from courses import packs
from courses.models import AdaptMark, LessonPage
from courses.packs import adapting
from office.audit import Entry
from tests.courses.packs import small

DOOR = {"slug": "door", "locale__language_code": "en"}


@pytest.fixture
def marked(folder):
    small.change(folder, "first/door.md", "::: text #why", "::: text #why adapt=law")
    return small.in_languages(folder, "es")


@pytest.fixture
def taken(marked, db):
    packs.load(marked)
    return LessonPage.objects.get(**DOOR)


def said(marked):
    return [str(each) for each in packs.check(marked)[1] if not each.is_warning]


def in_spanish():
    return LessonPage.objects.get(slug="door", locale__language_code="es")


def edited(page, old, new):
    raw = list(page.body.raw_data)
    raw[0] = raw[0] | {"value": raw[0]["value"].replace(old, new)}
    page.body = raw
    page.save_revision()
    page.refresh_from_db(fields=["latest_revision"])
    return page


def test_a_kind_that_nobody_knows_is_said_with_its_line(marked):
    small.change(marked, "first/door.md", "adapt=law", "adapt=everything")
    assert said(marked) == [
        "first/door.md:6: “adapt” must be law, numbers, names, examples, not “everything”."
    ]


def test_a_marked_block_waits_in_every_language_that_the_pack_has(taken):
    assert [each.mark.kind for each in adapting.open_on(taken)] == ["law"]
    assert [each.language for each in adapting.open_on(in_spanish())] == ["es"]
    block = taken.body.raw_data[0]["id"]
    assert adapting.adapt_of(taken.translation_key) == {block: "law"}


def test_an_edit_settles_it_in_its_own_language_only(taken):
    assert adapting.open_on(edited(taken, "open", "shut")) == []
    assert len(adapting.open_on(in_spanish())) == 1


def test_opening_and_saving_a_page_is_no_edit(taken):
    assert len(adapting.open_on(edited(taken, "<p>", '<p data-block-key="x1y2z">'))) == 1


def test_saying_that_it_fits_settles_it_and_stands_in_the_audit(taken, eve):
    assert adapting.tick(adapting.open_on(taken), by=eve) == 1
    assert adapting.open_on(taken) == [] and len(adapting.open_on(in_spanish())) == 1
    assert Entry.objects.get(verb="found fitting").actor == eve


def test_taking_the_same_in_again_asks_nothing_anew(taken, marked, eve):
    adapting.tick(adapting.open_on(taken), by=eve)
    packs.load(marked)
    assert adapting.open_on(taken) == []


def test_what_the_pack_says_anew_waits_again(taken, marked, eve):
    adapting.tick(adapting.open_on(taken), by=eve)
    small.change(marked, "first/door.md", "You can leave it", "You may leave it")
    packs.load(small.in_languages(marked, "es"))
    assert len(adapting.open_on(LessonPage.objects.get(**DOOR))) == 1


def test_a_mark_that_the_pack_takes_away_is_gone(taken, marked):
    small.change(marked, "first/door.md", " adapt=law", "")
    packs.load(marked)
    assert not AdaptMark.objects.exists()


def test_what_is_only_for_show_waits_for_nothing(marked, db):
    packs.load(marked, is_settled=True)
    assert adapting.open_on(LessonPage.objects.get(**DOOR)) == []


def test_a_language_made_here_waits_for_somebodys_word(taken, eve):
    page = taken.copy_for_translation(type(taken.locale).objects.get(language_code="fr"), True)
    page.save_revision()
    page.refresh_from_db()
    assert len(adapting.open_on(page)) == 1
    adapting.tick(adapting.open_on(page), by=eve)
    assert adapting.open_on(page) == []
