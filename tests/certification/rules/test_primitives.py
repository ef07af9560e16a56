"""Each primitive of the language once: met, just short, and what is easy to get wrong.

The letters are those of the rules that the language was made for.
"""

from datetime import date
from fractions import Fraction

import pytest

from certification.rules.expiry import valid_until
from certification.rules.schemes import scheme_in
from certification.rules.standing import line_called, standing
from tests.certification.rules.made import evidence, judged, line, scheme

INDIVIDUAL = "supervision: {kind: individual}"


def hours(*rows: str) -> str:
    return "supervision:\n" + "".join(
        f"  - {{id: s{n}, {row}}}\n" for n, row in enumerate(rows, start=1)
    )


def direct(*rows: str) -> str:
    return "practice:\n" + "".join(
        f"  - {{id: p{n}, {row}}}\n" for n, row in enumerate(rows, start=1)
    )


def courses(*rows: str) -> str:
    return "training:\n" + "".join(
        f"  - {{id: t{n}, {row}}}\n" for n, row in enumerate(rows, start=1)
    )


class TestSums:  # a
    ASKED = "{id: it, sum: {count: {supervision: {kind: [individual, group]}}, min: 120}}"

    def test_minutes_of_the_kinds_are_added_up(self):
        two = hours(
            "day: 2026-02-01, minutes: 60, kind: individual",
            "day: 2026-02-08, minutes: 60, kind: group, heads: 4",
        )
        assert (line(self.ASKED, two).state, line(self.ASKED, two).have) == ("met", 120)

    def test_one_minute_less_is_short_by_one(self):
        found = line(self.ASKED, hours("day: 2026-02-01, minutes: 119, kind: individual"))
        assert (found.state, found.short_by) == ("short", 1)

    def test_another_kind_is_named_as_not_counted(self):
        found = line(self.ASKED, hours("day: 2026-02-01, minutes: 120, kind: debrief, heads: 1"))
        assert found.not_counted == (("s1", "wrong_kind"),)

    def test_what_lies_ahead_does_not_count_yet_and_says_when_to_look_again(self):
        found = judged(self.ASKED, hours("day: 2026-07-09, minutes: 120, kind: individual"))
        assert found.state == "short"
        assert found.next_change == date(2026, 7, 9)

    def test_without_a_live_agreement_it_does_not_count(self):
        row = "day: 2026-02-01, minutes: 120, kind: individual, agreement: false"
        assert line(self.ASKED, hours(row)).not_counted == (("s1", "no_agreement"),)
        more = "accept: {supervision: [confirmed, without_agreement]}"
        assert line(self.ASKED, hours(row), more=more).state == "met"

    def test_what_was_before_joining_counts_unless_it_says_since(self):
        row = hours("day: 2025-12-01, minutes: 120, kind: individual")
        assert line(self.ASKED, row).state == "met"
        since = self.ASKED.replace("min: 120", "min: 120, since: joined")
        assert line(since, row).not_counted == (("s1", "before_start"),)


class TestEach:  # b c
    ASKED = "{id: it, each: {period: month, count: {supervision: {}}, min: 90, over: {last: 12}}}"
    THREE = hours(
        *(
            f"day: 2026-0{n}-10, minutes: {m}, kind: individual"
            for n, m in ((1, 60), (2, 120), (3, 90))
        )
    )

    def test_a_poor_month_is_not_mended_by_a_rich_one(self):
        found = line(self.ASKED, self.THREE, on="2026-04-05")
        assert (found.state, found.short_by, found.mendable) == ("short", 30, False)

    def test_the_mean_of_three_may_be_asked_instead(self):
        asked = self.ASKED.replace("over: {last: 12}", "averaging: {over: 3}, over: {last: 3}")
        found = line(asked, self.THREE, on="2026-04-05")
        assert (found.state, found.have, found.lapses_on) == ("met", 90, date(2026, 5, 1))

    def test_so_many_months_may_be_missed(self):
        asked = self.ASKED.replace("min: 90", "min: 90, missed_allowed: 1")
        assert line(asked, self.THREE, on="2026-04-05").state == "met"

    def test_no_month_is_over_so_the_open_one_decides(self):
        found = line(self.ASKED, self.THREE, on="2026-01-20")
        assert (found.state, found.short_by, found.by) == ("short", 30, date(2026, 1, 31))

    @pytest.mark.parametrize(
        ("first_part", "state"), [("skip", "met"), ("full", "short"), ("pro_rata", "met")]
    )
    def test_the_month_in_which_one_joined(self, first_part, state):
        asked = self.ASKED.replace("min: 90", f"min: 90, first_part: {first_part}")
        rows = hours(
            "day: 2026-01-25, minutes: 45, kind: individual",
            "day: 2026-02-10, minutes: 90, kind: individual",
        )
        assert line(asked, rows, on="2026-03-05", joined="2026-01-17").state == state

    def test_a_break_may_take_its_part_of_the_minimum(self):
        asked = self.ASKED.replace("min: 90", "min: 90, break_part: pro_rata")
        rows = "breaks: [{from: 2026-04-16, until: 2026-04-30}]\n" + hours(
            *(f"day: 2026-0{n}-10, minutes: 90, kind: individual" for n in (1, 2, 3)),
            "day: 2026-04-10, minutes: 45, kind: individual",
        )
        found = line(asked, rows, on="2026-05-05")
        assert (found.state, found.periods[3].need) == ("met", 45)

    def test_weeks_are_those_of_the_calendar_of_iso(self):
        asked = "{id: it, each: {period: iso_week, count: {supervision: {}}, as: contacts, min: 1}}"
        rows = hours(
            "day: 2026-01-11, minutes: 30, kind: individual",
            "day: 2026-01-12, minutes: 30, kind: individual",
        )
        found = line(asked, rows, on="2026-01-20", joined="2026-01-05")
        assert found.state == "met"
        assert [each.have for each in found.periods] == [1, 1, 0]

    def test_a_rolling_window_is_looked_at_on_days_with_evidence_and_yesterday(self):
        asked = (
            "{id: it, each: {period: {days: 28}, count: {supervision: {}}, as: contacts, "
            "min: 1, over: {since: joined}}}"
        )
        rows = hours("day: 2026-02-10, minutes: 30, kind: individual")
        found = line(asked, rows, on="2026-03-09")
        assert (found.state, found.lapses_on) == ("met", date(2026, 3, 11))
        assert line(asked, rows, on="2026-03-11").state == "short"


class TestCadence:  # d
    ASKED = (
        "{id: it, cadence: {count: {supervision: {}}, every: {days: 14}, over: {since: joined}}}"
    )

    def rows(self, *days: int, month: str = "2026-01") -> str:
        return hours(*(f"day: {month}-{n:02}, minutes: 30, kind: individual" for n in days))

    def test_from_the_first_to_the_fifteenth_is_a_gap_of_fourteen(self):
        assert line(self.ASKED, self.rows(1, 15), on="2026-01-29").state == "met"
        assert line(self.ASKED, self.rows(1, 16), on="2026-01-29").state == "short"

    def test_it_lapses_on_the_day_after_the_last_that_is_in_time(self):
        assert line(self.ASKED, self.rows(1, 15), on="2026-01-20").lapses_on == date(2026, 1, 30)
        assert line(self.ASKED, self.rows(1, 15), on="2026-01-30").state == "short"

    def test_from_the_beginning_to_the_first_counts_too(self):
        assert line(self.ASKED, self.rows(20), on="2026-01-21").state == "short"

    def test_break_days_are_taken_off_a_gap(self):
        breaks = "breaks: [{from: 2026-01-05, until: 2026-01-09}]\n"
        assert line(self.ASKED, breaks + self.rows(1, 20), on="2026-01-21").state == "met"
        assert line(self.ASKED, breaks + self.rows(1, 21), on="2026-01-21").state == "short"


class TestRatios:  # e
    PRACTICE = direct("from: 2026-01-12, until: 2026-01-16, minutes: 1000, category: direct")

    def asked(self, ratio: str) -> str:
        return f"{{id: it, sum: {{count: {{supervision: {{}}}}, min: {{{ratio}}}}}}}"

    @pytest.mark.parametrize(
        ("ratio", "need"),
        [
            ('of: {practice: {}}, share: "5%"', 50),
            ("of: {practice: {}}, each: 480, gives: 60, part: pro_rata", 125),
            ("of: {practice: {}}, each: 480, gives: 60, part: started", 180),
            ("of: {practice: {}}, each: 480, gives: 60, part: complete", 120),
            ("of: {practice: {}}, steps: [{from: 0, need: 60}, {over: 999, need: 90}]", 90),
            ("of: {practice: {}}, steps: [{from: 0, need: 60}, {over: 1000, need: 90}]", 60),
            ("of: {practice: {category: other}}, each: 480, gives: 60", 0),
        ],
    )
    def test_the_minimum_follows_the_other_amount(self, ratio, need):
        assert line(self.asked(ratio), self.PRACTICE).need == need

    def test_five_percent_of_each_month(self):
        asked = (
            "{id: it, each: {period: month, count: {supervision: {}}, "
            'min: {of: {practice: {}}, share: "5%"}, over: {last: 6}}}'
        )
        rows = self.PRACTICE + hours("day: 2026-01-20, minutes: 49, kind: individual")
        assert line(asked, rows, on="2026-02-03").short_by == 1


class TestCredit:  # f
    RULES = """
credit:
  - {kind: individual, share: 1}
  - {kind: group, heads: {of: supervisees, from: 2, to: 4}, share: "1/2"}
  - {kind: group, heads: {of: supervisees, from: 5, to: 12}, if: {presented: true}, share: 1}
  - {kind: group, heads: {of: supervisees, from: 5, to: 12}, share: "1/n"}
  - {kind: peer_group, heads: {of: everyone, from: 3, to: 8}, share: "1/n"}
"""
    ASKED = "{id: it, sum: {count: {supervision: {}}, min: 1000}}"

    @pytest.mark.parametrize(
        ("row", "have"),
        [
            ("minutes: 60, kind: individual", 60),
            ("minutes: 61, kind: group, heads: 4", 30),
            ("minutes: 90, kind: group, heads: 7", 12),
            ("minutes: 90, kind: group, heads: 7, presented: true", 90),
            ("minutes: 60, kind: peer_group, heads: {supervisees: 3, everyone: 4}", 15),
        ],
    )
    def test_a_share_of_ones_own_minutes(self, row, have):
        assert line(self.ASKED, hours(f"day: 2026-02-01, {row}"), more=self.RULES).have == have

    def test_no_rule_fits_a_group_of_thirteen(self):
        row = hours("day: 2026-02-01, minutes: 60, kind: group, heads: 13")
        assert line(self.ASKED, row, more=self.RULES).not_counted == (("s1", "no_credit_rule"),)

    def test_parts_of_minutes_are_kept_and_shown_rounded_down(self):
        rows = hours(*["day: 2026-02-01, minutes: 61, kind: group, heads: 4"] * 2)
        assert line(self.ASKED, rows, more=self.RULES).have == 61

    def test_minutes_and_contacts_are_asked_without_credit(self):
        asked = self.ASKED.replace("min: 1000", "min: 1, as: contacts")
        row = hours("day: 2026-02-01, minutes: 60, kind: group, heads: 13")
        assert line(asked, row, more=self.RULES).state == "met"


class TestUnits:  # g
    ASKED = "{id: it, sum: {count: {supervision: {}}, as: units, unit: 60, min: 2}}"
    ROWS = hours(
        "day: 2026-02-01, minutes: 90, kind: individual",
        "day: 2026-02-02, minutes: 30, kind: individual",
    )

    def test_two_units_of_an_hour(self):
        found = line(self.ASKED, self.ROWS)
        assert (found.state, found.have, found.unit) == ("met", 2, "units")

    def test_parts_may_be_dropped_of_each_session(self):
        asked = self.ASKED.replace("min: 2", "min: 2, drop_parts: per_session")
        assert line(asked, self.ROWS).have == 1

    def test_or_of_the_whole(self):
        rows = self.ROWS.replace("minutes: 90", "minutes: 80")
        asked = self.ASKED.replace("min: 2", "min: 2, drop_parts: per_period")
        found = line(asked, rows)
        assert (found.have, found.short_by) == (1, 1)


class TestPeriods:  # h n
    ASKED = """
  id: it
  periods:
    period: iso_week
    min: 2
    that: {id: any, sum: {count: {supervision: {}}, as: contacts, min: 1}}
    of_which:
      - min: 1
        that: {id: licensed, sum: {count: {supervision: {supervisor:
                {holds: lcsw, held_for: {years: 2}}}}, as: contacts, min: 1}}
"""
    BO = (
        "supervisors: {bo: {qualifications: [{kind: lcsw, from: 2024-01-06, until: 2026-01-31}]}}\n"
    )

    def rows(self, day: str, by: str = "bo") -> str:
        return self.BO + hours(
            "day: 2026-02-10, minutes: 30, kind: individual",
            f"day: {day}, minutes: 30, kind: individual, supervisor: {by}",
        )

    @pytest.mark.parametrize(
        ("day", "state"),
        [
            ("2026-01-05", "short"),
            ("2026-01-06", "met"),
            ("2026-01-31", "met"),
            ("2026-02-01", "short"),
        ],
    )
    def test_the_supervisor_is_judged_on_the_day_of_the_session(self, day, state):
        found = line(self.ASKED, self.rows(day))
        assert (found.have, found.state) == (2, state)

    def test_the_running_week_counts_once_it_is_good(self):
        found = line(self.ASKED, self.rows("2026-01-07"), on="2026-02-10")
        assert found.have == 2

    def test_two_contacts_in_different_weeks_of_a_month(self):
        asked = """
  id: it
  periods:
    period: month
    min: 1
    that: {id: two-weeks, sum: {count: {supervision: {}}, as: contacts, min: 2,
           caps: [{per: iso_week, max: 1}]}}
"""
        same = ["day: 2026-02-03, minutes: 30, kind: individual"] * 2
        other = "day: 2026-02-10, minutes: 30, kind: individual"
        assert line(asked, hours(*same)).state == "short"
        assert line(asked, hours(*same, other)).state == "met"

    def test_two_groups_on_one_day_are_one_week(self):
        rows = hours(*["day: 2026-02-10, minutes: 30, kind: individual"] * 2)
        assert line(self.ASKED, rows).have == 1


class TestCaps:  # i
    def asked(self, caps: str) -> str:
        return f"{{id: it, sum: {{count: {{supervision: {{}}}}, min: 100, caps: [{caps}]}}}}"

    ROWS = "supervisors: {al: {class: associate}}\n" + hours(
        "day: 2026-02-02, minutes: 60, kind: individual",
        "day: 2026-02-03, minutes: 60, kind: group, heads: 4, supervisor: al",
        "day: 2026-02-10, minutes: 60, kind: group, heads: 4",
    )

    @pytest.mark.parametrize(
        ("caps", "have"),
        [
            ("{per: whole, of: {supervision: {kind: group}}, max: 70}", 130),
            ("{per: iso_week, max: 100}", 160),
            ("{per: session, max: 50}", 150),
            ("{per: whole, of: {supervision: {supervisor: {class: associate}}}, max: 10}", 130),
            ("{per: whole, max: 0}", 0),
            ("{per: session, max: 50}, {per: iso_week, max: 90}", 140),
        ],
    )
    def test_what_is_over_does_not_count(self, caps, have):
        assert line(self.asked(caps), self.ROWS).have == have

    def test_a_record_of_which_nothing_is_left_says_why(self):
        found = line(self.asked("{per: whole, max: 120}"), self.ROWS)
        assert found.not_counted == (("s3", "over_cap"),)


class TestWindows:  # j
    ASKED = "{id: it, sum: {count: {training: {}}, min: 60, within: {years: 1}}}"

    def test_a_record_counts_up_to_the_same_day_a_year_later(self):
        row = courses("course: a, completed: 2025-06-30, minutes: 60")
        assert line(self.ASKED, row, on="2026-06-30").state == "met"
        assert line(self.ASKED, row, on="2026-06-30").lapses_on == date(2026, 7, 1)
        found = line(self.ASKED, row, on="2026-07-01")
        assert found.not_counted == (("t1", "too_old"),)

    def test_a_year_is_not_365_days(self):
        row = courses("course: a, completed: 2027-06-01, minutes: 60")
        days = self.ASKED.replace("{years: 1}", "{days: 365}")
        assert line(self.ASKED, row, on="2028-06-01").state == "met"
        assert line(days, row, on="2028-06-01").state == "short"

    def test_a_leap_day_and_a_year_is_the_28th(self):
        row = courses("course: a, completed: 2028-02-29, minutes: 60")
        assert line(self.ASKED, row, on="2029-02-28").state == "met"
        assert line(self.ASKED, row, on="2029-03-01").state == "short"

    def test_it_lapses_when_too_much_is_too_old(self):
        rows = courses(
            "course: a, completed: 2025-08-01, minutes: 40",
            "course: b, completed: 2025-09-01, minutes: 30",
            "course: c, completed: 2025-10-01, minutes: 30",
        )
        found = line(self.ASKED, rows)
        assert found.lapses_on == date(2026, 9, 2)
        assert found.next_change == date(2026, 8, 2)


class TestTopicsAndShares:  # k m
    ROWS = courses(
        "course: a, completed: 2026-02-01, minutes: 100, topics: {ethics: 40}",
        "course: b, completed: 2026-03-01, minutes: 100, delivery: live_online",
    )

    def test_a_minimum_of_one_topic_inside_the_total(self):
        asked = (
            "{id: it, sum: {count: {training: {}}, min: 200, "
            "parts: [{count: {training: {topic: ethics}}, min: 50}]}}"
        )
        found = line(asked, self.ROWS)
        assert (found.state, found.have, found.short_by) == ("short", 200, 10)

    def test_only_the_minutes_of_a_topic_count_for_it(self):
        asked = "{id: it, sum: {count: {training: {topic: [ethics, law]}}, min: 40}}"
        assert (line(asked, self.ROWS).state, line(asked, self.ROWS).have) == ("met", 40)

    def test_the_rest_counts_only_as_far_as_the_share_holds(self):
        asked = (
            "{id: it, sum: {count: {training: {}}, min: 300, shares: [{count: "
            '{training: {delivery: [in_person, live_online]}}, at_least: "50%"}]}}'
        )
        rows = self.ROWS + "  - {id: t3, course: c, completed: 2026-04-01, minutes: 50}\n"
        found = line(asked, rows)
        assert found.have == 200
        assert found.not_counted == (("t3", "in_share_limit"),)


class TestRoutes:  # l p v
    ANY = "{id: it, any: [{id: a, document: {kind: degree}}, {id: b, course: {course: c}}]}"
    N_OF = (
        "{id: it, n_of: {n: 2, of: [{id: a, document: {kind: degree}}, "
        "{id: b, document: {kind: letter}}, {id: c, course: {course: c}}]}}"
    )
    DEGREE = "documents: [{id: d1, kind: degree, issued: 2019-06-30}]\n"

    def test_one_of_two_routes_is_enough(self):
        assert line(self.ANY).state == "short"
        assert line(self.ANY, self.DEGREE).state == "met"

    def test_two_of_three(self):
        assert line(self.N_OF, self.DEGREE).state == "short"
        rows = self.DEGREE + courses("course: c, completed: 2026-02-01")
        assert line(self.N_OF, rows).state == "met"

    def test_a_document_that_nobody_has_checked_waits(self):
        found = line(self.ANY, self.DEGREE.replace("06-30}", "06-30, state: unchecked}"))
        assert (found.state, found.waiting_for[0].who) == ("waiting", "organisation")

    WHOLE = "{id: it, course: {course: c}}"
    PARTS = courses(
        "course: c, completed: 2026-02-01, whole: false, modules: [m1]",
        "course: c, completed: 2026-03-01, whole: false, modules: [m2]",
    )

    def test_modules_done_elsewhere_are_no_whole_course(self):
        assert line(self.WHOLE, self.PARTS).state == "short"

    def test_where_it_is_allowed_they_add_up_to_one(self):
        asked = self.WHOLE.replace("course: c}", "course: c, whole: false}")
        assert line(asked, self.PARTS).state == "met"
        three = "modules: {c: [m1, m2, m3]}\n"
        assert line(asked, three + self.PARTS).state == "short"

    def test_a_reported_completion_needs_to_be_accepted(self):
        row = courses("course: c, completed: 2026-02-01, known_by: reported")
        assert line(self.WHOLE, row).not_counted == (("t1", "not_accepted"),)
        loose = self.WHOLE.replace("course: c}", "course: c, accept: [graded, reported]}")
        assert line(loose, row).state == "met"

    def test_a_pathway_is_all_of_its_courses(self):
        asked = "{id: it, course: {pathway: p}}"
        paths = "pathways: {p: [c, d]}\n"
        row = courses("course: c, completed: 2026-02-01")
        assert line(asked, paths + row).short_by == 1
        both = row + "  - {id: t9, course: d, completed: 2026-02-01}\n"
        assert line(asked, paths + both).state == "met"


class TestAttestations:  # o
    ASKED = "{id: it, attestation: {statement: code, by: supervisor, lasts: {months: 6}}}"

    def row(self, day: str, by: str = "supervisor") -> str:
        return f"attestations: [{{id: a1, statement: code, by: {by}, day: {day}}}]\n"

    def test_it_runs_out_on_the_day_after_its_last(self):
        found = line(self.ASKED, self.row("2026-01-10"))
        assert (found.state, found.lapses_on) == ("met", date(2026, 7, 11))
        assert line(self.ASKED, self.row("2026-01-10"), on="2026-07-11").state == "short"

    def test_ones_own_word_is_not_the_supervisors(self):
        assert line(self.ASKED, self.row("2026-01-10", by="self")).state == "short"


class TestElapsed:
    def test_a_year_since_joining_comes_by_itself(self):
        found = line("{id: it, elapsed: {since: joined, min: {years: 1}}}")
        assert (found.state, found.met_on) == ("later", date(2027, 1, 1))

    def test_since_the_first_that_counts(self):
        asked = "{id: it, elapsed: {since: first, count: {supervision: {}}, min: {days: 10}}}"
        assert line(asked).state == "short"
        row = hours("day: 2026-02-01, minutes: 30, kind: individual")
        assert line(asked, row, on="2026-02-10").state == "later"
        assert line(asked, row, on="2026-02-11").state == "met"


class TestOnlyIn:  # i h
    ASKED = """
  id: it
  sum:
    count: {practice: {}}
    min: 100
    only_in: {period: iso_week, that: {id: seen, sum:
      {count: {supervision: {}}, as: contacts, min: 1}}}
"""

    def test_practice_counts_only_in_supervised_weeks(self):
        rows = direct(
            "from: 2026-02-02, minutes: 60, category: direct",
            "from: 2026-02-09, minutes: 60, category: direct",
        )
        found = line(self.ASKED, rows + hours("day: 2026-02-05, minutes: 30, kind: individual"))
        assert (found.have, found.short_by) == (60, 40)
        assert found.not_counted == (("p2", "period_not_satisfied"),)


class TestCredentials:  # q r s t u
    MORE = """
validity: {lasts: {years: 2}, counted_from: old_expiry}
renewal:
  opens: {days: 90}
  requires: {id: again, sum: {count: {training: {}}, min: 60, within: cycle}}
  grace: {lasts: {days: 60}}
  late: {lasts: {years: 1}, also: {id: sorry, attestation: {statement: late, by: organisation}}}
  extension: {times: 1, lasts: {months: 3}}
  then: back_to_start
"""
    ASKED = "{id: it, sum: {count: {training: {}}, min: 600}}"
    HELD = (
        "awards: [{id: w1, scheme: made-up, granted: 2024-02-01, valid_until: 2026-02-01}]\n"
        + courses(
            "course: a, completed: 2025-03-01, minutes: 60",
            "course: b, completed: 2024-01-01, minutes: 600",
        )
    )

    def at(self, on: str, records: str | None = None, more: str = MORE):
        return judged(self.ASKED, self.HELD if records is None else records, on=on, more=more)

    @pytest.mark.parametrize(
        ("on", "credential", "tree"),
        [
            ("2024-01-31", "none", "it"),
            ("2024-02-01", "valid", "again"),
            ("2026-02-01", "valid", "again"),
            ("2026-02-02", "grace", "again"),
            ("2026-04-02", "grace", "again"),
            ("2026-04-03", "late", "late"),
            ("2027-02-01", "late", "late"),
            ("2027-02-02", "lapsed", "it"),
        ],
    )
    def test_which_tree_is_judged(self, on, credential, tree):
        found = self.at(on)
        assert (found.credential, found.lines[0].id) == (credential, tree)

    def test_before_the_window_opens_it_is_later(self):
        found = self.at("2025-11-02")
        assert (found.state, found.met_on) == ("later", date(2025, 11, 3))
        assert self.at("2025-11-03").state == "met"

    def test_only_what_was_done_in_this_cycle_renews(self):
        line = line_called(self.at("2026-01-01"), "again")
        assert line.not_counted == (("t2", "before_start"),)

    def test_an_extension_asked_in_time_puts_the_end_off(self):
        long = "2026-02-01, extended: [{asked: 2026-01-20, until: 2026-05-01}]}"
        assert (
            self.at("2026-04-30", self.HELD.replace("2026-02-01}", long)).credential == "extended"
        )
        for bad in ("asked: 2026-02-02", "until: 2026-05-02"):
            key = bad.partition(":")[0]
            said = {"asked": "asked: 2026-01-20", "until": "until: 2026-05-01"}[key]
            refused = self.HELD.replace("2026-02-01}", long.replace(said, bad))
            assert self.at("2026-04-30", refused).credential == "late"

    def test_a_break_may_stop_the_clock(self):
        more = self.MORE.replace("old_expiry}", "old_expiry, breaks: stop}")
        rows = "breaks: [{from: 2025-06-01, until: 2025-06-10}]\n" + self.HELD
        assert self.at("2026-02-11", rows, more).credential == "valid"
        assert self.at("2026-02-12", rows, more).credential == "grace"

    def test_a_revoked_one_is_not_held(self):
        rows = self.HELD.replace("2026-02-01}", "2026-02-01, state: revoked}")
        assert self.at("2025-01-01", rows).credential == "revoked"

    def test_another_award_by_its_rank(self):
        asked = "{id: it, award: {family: advocate, at_least: 2}}"
        award = "id: w1, family: advocate, granted: 2026-02-01, valid_until: 2026-05-01"
        row = f"awards: [{{{award}, rank: %d}}]\n"
        assert line(asked, row % 2, on="2026-05-01").state == "met"
        assert line(asked, row % 2, on="2026-05-01").lapses_on == date(2026, 5, 2)
        assert line(asked, row % 2, on="2026-05-02").state == "short"
        assert line(asked, row % 1, on="2026-05-01").state == "short"


class TestHowLongItHolds:  # s
    @pytest.mark.parametrize(
        ("counted_from", "first", "renewed"),
        [
            ("completion", "2027-02-10", "2028-01-20"),
            ("old_expiry", "2027-02-10", "2028-02-10"),
            ('{fixed: "06-30"}', "2026-06-30", "2028-02-10"),
            ('{fixed: "06-30", at_least: {months: 6}}', "2027-06-30", "2028-02-10"),
        ],
    )
    def test_from_the_grant_from_the_old_end_or_on_fixed_dates(self, counted_from, first, renewed):
        more = f"validity: {{lasts: {{years: 1}}, counted_from: {counted_from}}}"
        validity = scheme("{id: it, document: {kind: x}}", more).current.validity
        granted, old, again = (date(2026, 2, 10), date(2027, 2, 10), date(2027, 1, 20))
        assert valid_until(validity, granted=granted) == date.fromisoformat(first)
        assert valid_until(validity, granted=again, renews=old) == date.fromisoformat(renewed)

    def test_for_good(self):
        more = "validity: {lasts: null}"
        validity = scheme("{id: it, document: {kind: x}}", more).current.validity
        assert valid_until(validity, granted=date(2026, 2, 10)) is None


class TestKeeping:  # w; which awards are drawn is in test_sampling.py
    def test_how_long_proof_is_kept_and_which_share_is_looked_at_again(self):
        more = 'evidence: {keep: {years: 2}, audit: {share: "5%"}}'
        keeping = scheme("{id: it, document: {kind: x}}", more).current.keeping
        assert keeping.keep.after(date(2026, 2, 10)) == date(2028, 2, 10)
        assert keeping.audit == Fraction(1, 20)


class TestVersions:  # u
    OLD = """
scheme: made-up
version: 1
title: {en: Made up}
effective: {from: 2020-01-01, until: 2026-01-31}
requires: {id: it, sum: {count: {supervision: {}}, min: 60}}
---
"""
    NEW = """
scheme: made-up
version: 2
title: {en: Made up}
effective: {from: 2026-02-01, until: null}
changeover: {previous: 1, until: 2026-12-31, judged: %s}
requires: {id: it, sum: {count: {supervision: {}}, min: 90}}
"""

    def at(self, on: str, judged_by: str, joined: str = "2026-01-01", minutes: int = 60):

        row = hours(f"day: 2026-02-10, minutes: {minutes}, kind: individual")
        found = scheme_in(self.OLD + self.NEW % judged_by)
        return standing(evidence(row, joined), found, on=date.fromisoformat(on))

    @pytest.mark.parametrize(
        ("judged_by", "state", "under"),
        [("old", "met", 1), ("new", "short", 2), ("either", "met", 1)],
    )
    def test_in_a_change_over(self, judged_by, state, under):
        found = self.at("2026-06-01", judged_by)
        assert (found.state, found.judged_under, found.version) == (state, under, 2)
        assert found.next_change == date(2027, 1, 1)

    def test_afterwards_the_new_one_holds_for_all(self):
        assert self.at("2027-01-01", "either").judged_under == 2

    def test_who_joined_later_is_judged_by_the_new_one(self):
        assert self.at("2026-06-01", "old", joined="2026-02-01").judged_under == 2

    def test_where_both_agree_the_newer_is_named(self):
        assert self.at("2026-06-01", "either", minutes=90).judged_under == 2
