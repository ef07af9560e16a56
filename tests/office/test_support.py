"""Other people who can help: as they stand in the row, in which order, and when the room opens."""

from datetime import date, timedelta

import pytest

from office import organisation, support
from office.audit import Entry
from office.organisation import Organisation
from office.support import as_row, is_phone, read, tel

DAY = date(2026, 6, 1)
EMERGENCY = {"kind": "emergency", "name": "Emergency", "phone": "112"}
OUTSIDE = {"kind": "person", "name": "Mina", "phone": "+00 0000 006", "is_outside": True}
OPENS = [EMERGENCY, OUTSIDE]


def named(*rows):
    """The organisation with this list."""
    Organisation.objects.all().delete()
    row = Organisation.objects.create(name="Casa", short_name="Casa", support=list(rows))
    organisation.forget()
    return row


def line(name, *languages):
    return {"kind": "crisis", "name": name, "phone": "1", "languages": languages}


# --- numbers
@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("+44 20 7946 0018", "+442079460018"),
        ("(0)30 / 12-34", "0301234"),
        ("٠١٢ ٣٤٥", "012345"),
        ("*100#", "*100%23"),
        ("", ""),
    ],
)
def test_a_phone_gets_digits_it_knows(written, dialled):
    assert tel(written) == dialled


@pytest.mark.parametrize("text", ["ask Rosa", "+", "12;34", '1" x="'])
def test_words_are_no_number(text):
    assert not is_phone(text)


# --- rows
def test_a_row_from_before_is_read_as_other_help():
    helper = read({"name": "Line", "phone": "1", "hours": "", "text": "At night"})
    assert (helper.kind, helper.text, helper.languages) == ("other", "At night", ())
    assert helper.checked_on is None and not helper.is_outside


@pytest.mark.parametrize("row", [{"kind": "x", "checked_on": "soon"}, {"languages": None}, {}])
def test_what_makes_no_sense_is_left_out(row):
    helper = read(row)
    assert (helper.kind, helper.checked_on, helper.languages) == ("other", None, ())


def test_what_is_written_is_read_again():
    helper = read({**OUTSIDE, "languages": ["en"], "country": "ES", "checked_on": "2026-06-01"})
    assert read(as_row(helper)) == helper


def test_ways_to_write_to_somebody_are_not_published():
    row = support.as_published(read(OUTSIDE | {"account": 7, "address": "mina@x.example"}))
    assert {*row} == {
        *("kind", "name", "phone", "tel", "hours", "text"),
        *("languages", "country", "is_outside", "checked_on"),
    }
    assert row["tel"] == "+000000006"


# --- the order
def test_lines_come_first_and_those_of_ones_own_language_before_the_others(db):
    named({"name": "Health"}, OUTSIDE, line("Linea", "es"), EMERGENCY, line("Line", "en"))
    said = [each.name for each in support.helpers("en")]
    assert said == ["Line", "Emergency", "Linea", "Mina", "Health"]
    assert support.helpers("es")[0].name == "Linea"


def test_a_list_from_before_keeps_its_order(db):
    named({"name": "B"}, {"name": "A"})
    assert [each.name for each in support.helpers("en")] == ["B", "A"]


# --- the private room
@pytest.mark.parametrize(
    ("rows", "is_open"),
    [
        (OPENS, True),
        ([], False),
        ([EMERGENCY], False),
        ([OUTSIDE], False),
        ([EMERGENCY | {"phone": ""}, OUTSIDE], False),
        ([EMERGENCY, OUTSIDE | {"is_outside": False}], False),
        ([EMERGENCY, OUTSIDE | {"kind": "other"}], False),
        ([EMERGENCY, OUTSIDE | {"phone": ""}], False),
        ([EMERGENCY, OUTSIDE | {"phone": "", "address": "mina@x.example"}], True),
    ],
)
def test_the_room_opens_with_an_emergency_number_and_somebody_outside(db, rows, is_open):
    named(*rows)
    assert support.room_is_open() is is_open
    assert bool(support.room_address()) is is_open


# --- looking whether it is right
def test_half_a_year_without_a_look_is_too_long(db):
    fresh, old = (DAY - timedelta(days=180), DAY - timedelta(days=181))
    named(
        {"name": "Fresh", "checked_on": fresh.isoformat()},
        {"name": "Old", "checked_on": old.isoformat()},
        {"name": "Never"},
    )
    assert [each.name for each in support.unchecked(DAY)] == ["Old", "Never"]
    assert len(support.listed()) == 3


def test_what_was_looked_at_says_so_and_who_looked_is_noted(kit):
    named({"name": "Old"}, {"name": "Other"})
    mark = support.listed()[0].mark
    assert support.still_right(mark, by=kit, on=DAY)
    assert [each.checked_on for each in support.listed()] == [DAY, None]
    assert support.listed()[0].mark == mark
    assert Entry.objects.get(verb="checked support list").actor == kit


def test_whoever_leaves_is_written_to_by_nobody(ana, bo):
    named(OUTSIDE | {"account": bo.pk}, OUTSIDE | {"account": ana.pk})
    support.forget(bo.pk)
    organisation.forget()
    assert [each.account for each in support.listed()] == [None, ana.pk]
