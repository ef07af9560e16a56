"""The list of people who can help, as it is filled in: kept row by row, and refused in words."""

from datetime import date

import pytest

from office.organisation import Organisation
from office.support_form import Support

THERE = {"name_0": "Quay line", "phone_0": "+00 0000 001", "hours_0": "", "text_0": "By night"}
EMPTY = {"name_1": "", "phone_1": "", "hours_1": "", "text_1": ""}
MINA = {"kind_0": "person", "name_0": "Mina", "phone_0": "+00 0000 006"}
DAY, LATER = date(2026, 6, 1), date(2026, 9, 1)


@pytest.fixture
def harbour(db):
    return Organisation.objects.create(name="The Harbour Collective", short_name="Harbour")


def kept(data, by, *, on=DAY, **options):
    form = Support(data, **options)
    assert form.is_valid(), form.errors
    form.save(by=by, on=on)
    return Organisation.objects.get().support


def test_a_row_that_is_emptied_is_gone(harbour, sam):
    assert [row["name"] for row in kept(THERE | EMPTY, sam)] == ["Quay line"]
    assert Support().count == 2
    nothing = {f"{part}_0": "" for part in ("name", "phone", "hours", "text")}
    assert kept(nothing | {"kind_0": "crisis"}, sam) == []


def test_two_who_change_it_at_once_lose_nothing_of_each_other_unasked(harbour, sam):
    seen = {"seen": Support().seen}
    kept(THERE | seen, sam)
    late = Support(MINA | seen)
    assert not late.is_valid() and "at the same time" in str(late.non_field_errors())
    assert [row["name"] for row in kept(MINA | {"seen": late.seen}, sam)] == ["Mina"]


def test_a_row_says_what_it_is_for_whom_and_where(harbour, sam):
    more = {"kind_0": "crisis", "languages_0": ["en", "ar"], "country_0": "jo"}
    row = kept(THERE | more, sam)[0]
    assert (row["kind"], row["languages"], row["country"]) == ("crisis", ["en", "ar"], "JO")


def test_what_is_new_counts_as_looked_at_and_what_stays_keeps_its_day(harbour, sam):
    kept(THERE, sam)
    both = kept(THERE | {"name_1": "Second"}, sam, on=LATER)
    assert [row["checked_on"] for row in both] == ["2026-06-01", "2026-09-01"]
    changed = kept(THERE | {"phone_0": "+00 0000 009"}, sam, on=LATER)
    assert changed[0]["checked_on"] == "2026-09-01"


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        (THERE | {"name_0": ""}, "name_0", "Write a name"),
        (THERE | {"kind_0": "emergency", "phone_0": ""}, "phone_0", "Write the number"),
        (THERE | {"phone_0": "call me"}, "phone_0", "in digits"),
        (THERE | {"country_0": "XX"}, "country_0", "two letters"),
        (THERE | {"languages_0": ["tlh"]}, "languages_0", "valid choice"),
        (THERE | {"kind_0": "spell"}, "kind_0", "valid choice"),
        (THERE | {"is_outside_0": "on"}, "is_outside_0", "for a person"),
        (THERE | {"address_0": "a@x.example"}, "address_0", "Only a person"),
        (MINA | {"address_0": "no address"}, "address_0", "email"),
        (MINA | {"account_0": "7"}, "account_0", "valid choice"),
    ],
)
def test_what_does_not_fit_comes_back_with_words_and_stays_open(harbour, sent, field, words):
    form = Support(sent)
    assert words in str(form.errors[field])
    assert form.rows()[0]["is_open"]
    assert form["text_0"].value() == sent.get("text_0")


def test_a_person_can_be_written_to_inside_or_by_mail(harbour, sam, bo):
    ways = {"is_outside_0": "on", "account_0": str(bo.pk), "address_0": "mina@x.example"}
    row = kept(MINA | ways, sam, people=[(bo.pk, "Bo")])[0]
    assert (row["is_outside"], row["account"], row["address"]) == (True, bo.pk, "mina@x.example")


def test_whom_somebody_else_chose_stays_chosen(harbour, sam, bo):
    kept(MINA | {"account_0": str(bo.pk)}, sam, people=[(bo.pk, "Bo")])
    row = kept(MINA | {"account_0": str(bo.pk), "hours_0": "At nine"}, sam, people=[])[0]
    assert row["account"] == bo.pk


def test_there_is_room_for_thirty_and_no_more(harbour, sam):
    many = {f"name_{n}": f"Line {n}" for n in range(40)}
    assert len(kept(many, sam)) == 30
    assert Support().count == 30


def test_closed_rows_keep_a_long_list_short(harbour, sam):
    kept(THERE, sam)
    assert [row["is_open"] for row in Support().rows()] == [False, True]
