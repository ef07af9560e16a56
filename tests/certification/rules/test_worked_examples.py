"""The worked figures of two rule sets, whole."""

from datetime import date
from pathlib import Path

import pytest

from certification.rules.records import evidence_in
from certification.rules.schemes import scheme_in
from certification.rules.standing import line_called, standing

WORKED = Path(__file__).parent.parent / "worked"
BACP, ASW = "bacp-like.yaml", "asw-like.yaml"


def answer(file: str, on: str, **changes: str):
    text = (WORKED / file).read_text()
    for old, new in changes.items():
        text = text.replace(*new.split(" -> ")) if old.startswith("_") else text
    return standing(next(evidence_in(text)), scheme_in(text), on=date.fromisoformat(on))


def test_a_month_that_misses_by_five_minutes_can_not_be_made_up():
    found = line_called(answer(BACP, "2026-05-10"), "monthly")
    months = {f"{each.first:%m}": each.have for each in found.periods}
    assert (found.state, found.short_by, found.mendable) == ("short", 5, False)
    assert months == {"01": 90, "02": 90, "03": 120, "04": 85, "05": 30}
    assert found.not_counted == (("apr3", "not_accepted"),)


def test_the_open_month_says_how_much_by_when():
    may = line_called(answer(BACP, "2026-05-10"), "monthly").periods[-1]
    assert (may.state, may.short_by, may.by) == ("short", 60, date(2026, 5, 31))


def test_the_answer_may_differ_when_the_month_ends():
    assert answer(BACP, "2026-05-10").next_change == date(2026, 6, 1)


def test_five_minutes_more_and_it_is_met_until_the_open_month_ends():
    found = answer(BACP, "2026-05-10", _a="{id: apr2, day: 2026-04-22, minutes: 45 -> "
                                          "{id: apr2, day: 2026-04-22, minutes: 50")  # fmt: skip
    assert (found.state, found.lapses_on) == ("met", date(2026, 6, 1))


@pytest.mark.parametrize(("first", "state"), [("2026-04-01", "met"), ("2026-04-10", "short")])
def test_a_month_wholly_in_a_break_is_left_out_and_one_partly_is_not(first, state):
    person = "joined: 2026-01-01}"
    breaks = f"{person}\nbreaks: [{{from: {first}, until: 2026-04-30}}]"
    found = line_called(answer(BACP, "2026-05-10", _a=f"{person} -> {breaks}"), "monthly")
    assert found.state == state
    assert (found.periods[3].state == "not_applicable") is (state == "met")


def test_what_waits_for_an_answer_makes_the_line_wait():
    found = answer(BACP, "2026-05-10", _a="state: disputed -> state: submitted")
    line = line_called(found, "monthly")
    assert found.state == line.state == "waiting"
    assert [each.what for each in line.waiting_for] == ["apr3"]


def test_a_week_without_its_licensed_group_is_no_supervised_week():
    found = answer(ASW, "2025-12-29")
    experience = line_called(found, "experience")
    assert line_called(found, "weeks").have == 78
    assert (experience.have, experience.short_by) == (140_400, 39_600)
    still = [each.id for each in found.lines[0].lines if each.state != "met"]
    assert still == ["experience", "weeks", "clinical-exam"]


LONGER = {"_a": "until: 2025-06-30 -> until: 2027-12-31"}
EXAM = {"_b": "issued: 2025-03-01} -> issued: 2025-03-01}, "
              "{id: x2, kind: clinical-exam, issued: 2025-04-01}"}  # fmt: skip


def test_with_a_licence_that_lasts_and_both_exams_all_is_met():
    found = answer(ASW, "2025-12-29", **LONGER, **EXAM)
    assert found.state == "met"
    assert line_called(found, "weeks").have == 104
    assert line_called(found, "experience").have == 187_200


def test_one_unit_is_enough_for_ten_hours_but_the_hours_are_too_few():
    text = (WORKED / ASW).read_text().replace("until: 2025-06-30", "until: 2027-12-31")
    kept = [each for each in text.splitlines() if "id: grp" not in each]
    text = "\n".join(kept).replace("minutes: 1200, category: face", "minutes: 600, category: face")
    found = standing(next(evidence_in(text)), scheme_in(text), on=date(2025, 12, 29))
    assert line_called(found, "weeks").have == 104
    assert line_called(found, "experience").have == 124_800
    assert found.state == "short"
