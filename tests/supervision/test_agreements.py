"""Who supervises whom: made by one it is a proposal; terms change from a day on; hours follow."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning import sweep
from office.audit import Entry
from people.groups import derive_groups
from people.models import Role, RoleHeld, Team
from supervision import agreeing, answering, asking, leaning, locking, seeing, sessions
from supervision.agreeing import Terms
from supervision.models import Agreement, AgreementState, Kind, LineState, Outside, Workplace
from supervision.retiring import retire_person
from tests.conftest import person
from tests.office.test_due import in_threads
from tests.supervision.conftest import BEGAN, NOW, agree, later, meeting

TODAY = date(2026, 6, 19)
TERMS = Terms(Kind.INDIVIDUAL, TODAY)


@pytest.fixture
def asked(bo, ana):
    return agreeing.agree(bo, ana, TERMS, by=bo, at=NOW)


@pytest.fixture
def lou(db):
    """She coordinates Harbour, where nobody else of the cast works."""
    lou = person("lou")
    harbour = Team.objects.create(name="Harbour")
    RoleHeld.objects.create(person=lou, role=Role.COORDINATOR, team=harbour, from_day=TODAY)
    return lou


def log(supervisor, supervisee, day, **more):
    start = BEGAN.replace(year=day.year, month=day.month, day=day.day)
    at = more.pop("at", NOW)
    return sessions.log(meeting(supervisor, supervisee, start=start), by=supervisor, at=at)


class TestByASupervisorAlone:
    def test_it_gives_no_right(self, bo, ana, asked):
        assert asked.state == AgreementState.PROPOSED
        assert not seeing.supervises(bo, ana, on=TODAY)
        assert not seeing.supervisees_of(bo, on=TODAY) and not seeing.supervisors_of(ana, on=TODAY)
        with pytest.raises(sessions.NotTheirs):
            sessions.log(meeting(bo, ana), by=bo, at=NOW)
        with pytest.raises(locking.NotTheirs):
            locking.close(ana, date(2026, 5, 1), by=bo, at=NOW)

    def test_it_holds_once_the_other_says_yes(self, bo, ana, asked):
        agreeing.accept(asked, by=ana, at=later(hours=1))
        assert seeing.supervises(bo, ana, on=TODAY)
        assert bo.notices.filter(kind=agreeing.AGREED).count() == 1

    def test_whoever_coordinates_may_say_yes_instead(self, bo, ana, kit, asked):
        agreeing.accept(asked, by=kit, at=NOW)
        assert seeing.supervises(bo, ana, on=TODAY)

    def test_nobody_else_may(self, bo, cy, lou, sam, asked):
        for who in (bo, cy, lou, sam):
            with pytest.raises(agreeing.NotTheirs):
                agreeing.accept(asked, by=who, at=NOW)

    def test_nor_a_supervisor_who_coordinates_everybody(self, ana, kit):
        RoleHeld.objects.create(person=kit, role=Role.SUPERVISOR, from_day=TODAY)
        mine = agreeing.agree(kit, ana, TERMS, by=kit, at=NOW)
        assert mine.state == AgreementState.PROPOSED
        with pytest.raises(agreeing.NotTheirs):
            agreeing.accept(mine, by=kit, at=NOW)

    def test_a_no_is_told_to_nobody(self, bo, ana, asked):
        agreeing.decline(asked, by=ana, at=NOW)
        assert not bo.notices.exists()
        assert not Entry.objects.for_person(bo)
        assert not seeing.supervises(bo, ana, on=TODAY)
        with pytest.raises(agreeing.NotTheirs):
            agreeing.accept(asked, by=ana, at=NOW)

    def test_only_who_is_supervisor_today_may(self, bo, ana, luz):
        with pytest.raises(agreeing.NotTheirs):
            agreeing.agree(luz, ana, TERMS, by=luz, at=NOW)
        RoleHeld.objects.filter(person=bo).update(until_day=TODAY - timedelta(days=1))
        with pytest.raises(agreeing.NotTheirs):
            agreeing.agree(bo, ana, TERMS, by=bo, at=NOW)

    def test_what_nobody_answers_is_gone_after_sixty_days(self, bo, ana, asked, pair):
        sweep.run(now=later(days=59))
        assert Agreement.objects.count() == 2
        sweep.run(now=later(days=61))
        assert Agreement.objects.get() == pair

    def test_a_guest_may_and_needs_a_second_step(self, ana):
        gil = person("gil", Role.GUEST)
        assert agreeing.agree(gil, ana, TERMS, by=gil, at=NOW)
        derive_groups(gil, TODAY)
        assert gil.needs_second_factor and not gil.groups.exists()

    def test_nobody_supervises_themselves_nor_speaks_for_another(self, bo, cy, ana):
        for supervisor, supervisee in ((bo, bo), (cy, ana)):
            with pytest.raises(agreeing.NotTheirs):
                agreeing.agree(supervisor, supervisee, TERMS, by=bo, at=NOW)


def test_a_role_that_ended_opens_nothing_whatever_is_agreed(bo, ana, pair):
    RoleHeld.objects.filter(person=bo).update(until_day=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    assert seeing.supervises(bo, ana, on=TODAY) and not seeing.supervises(bo, ana, on=tomorrow)
    assert not seeing.supervisees_of(bo, on=tomorrow)
    with pytest.raises(agreeing.NotTheirs):
        agreeing.end(pair, on=tomorrow, by=bo, at=later(days=1))


class TestAskedByName:
    def test_the_one_of_that_name_is_asked(self, bo, ana, luz):
        asking.ask(["ana", "luz@example.org", "nobody"], TERMS, by=bo, at=NOW)
        assert {each.supervisee for each in Agreement.objects.all()} == {ana, luz}
        assert ana.notices.get().kind == agreeing.ASKED

    def test_a_chosen_name_must_be_exact_and_only_one_persons(self, bo, ana, luz):
        ana.chosen_name = "Lena"
        ana.save()
        asking.ask(["Len", "Lena "], TERMS, by=bo, at=NOW)
        assert [each.supervisee for each in Agreement.objects.all()] == [ana]
        Agreement.objects.all().delete()
        luz.chosen_name = "Lena"
        luz.save()
        asking.ask(["Lena"], TERMS, by=bo, at=NOW)
        assert not Agreement.objects.exists()

    def test_the_asker_reads_nowhere_whether_there_is_such_a_person(self, bo, ana):
        asking.ask(["ana"], TERMS, by=bo, at=NOW)
        row = Agreement.objects.get()
        assert not seeing.proposals_by(bo) and not seeing.agreements(bo)
        assert row not in seeing.readable_agreements(bo, on=TODAY)

    def test_of_people_they_know_they_do(self, bo, ana, pair):
        asked = agreeing.agree(bo, ana, Terms(Kind.GROUP, TODAY), by=bo, at=NOW)
        assert list(seeing.proposals_by(bo)) == [asked]

    def test_whoever_said_no_is_left_alone(self, bo, ana, asked):
        agreeing.decline(asked, by=ana, at=NOW)
        asking.ask(["ana"], TERMS, by=bo, at=later(days=9))
        assert Agreement.objects.count() == 1

    def test_whoever_is_asked_is_not_asked_again_under_another_kind(self, bo, ana, asked):
        asking.ask(["ana"], Terms(Kind.GROUP, TODAY), by=bo, at=NOW)
        assert Agreement.objects.count() == 1


class TestByACoordinator:
    def test_it_holds_at_once_and_both_are_told(self, bo, ana, kit):
        agreeing.agree(bo, ana, TERMS, by=kit, at=NOW)
        assert seeing.supervises(bo, ana, on=TODAY)
        assert bo.notices.count() == ana.notices.count() == 1
        assert Entry.objects.for_person(ana).get().verb == "made agreement"

    def test_only_among_people_in_their_sight(self, bo, ana, lou):
        with pytest.raises(agreeing.NotTheirs):
            agreeing.agree(bo, ana, TERMS, by=lou, at=NOW)
        harbour = Team.objects.get()
        RoleHeld.objects.filter(person=ana).update(team=harbour)
        with pytest.raises(agreeing.NotTheirs):
            agreeing.agree(bo, ana, TERMS, by=lou, at=NOW)
        RoleHeld.objects.filter(person=bo).update(team=harbour)
        assert agreeing.agree(bo, ana, TERMS, by=lou, at=NOW)

    def test_an_administrator_makes_none(self, bo, ana, sam):
        with pytest.raises(agreeing.NotTheirs):
            agreeing.agree(bo, ana, TERMS, by=sam, at=NOW)


class TestTime:
    def test_the_same_is_not_agreed_twice_for_one_day(self, bo, ana, kit):
        until = Terms(Kind.INDIVIDUAL, TODAY, until_day=date(2026, 8, 31))
        agreeing.agree(bo, ana, until, by=kit, at=NOW)
        for again in (TERMS, Terms(Kind.INDIVIDUAL, date(2026, 8, 31))):
            with pytest.raises(agreeing.Already):
                agreeing.agree(bo, ana, again, by=kit, at=NOW)
        agreeing.agree(bo, ana, Terms(Kind.INDIVIDUAL, date(2026, 9, 1)), by=kit, at=NOW)
        agreeing.agree(bo, ana, Terms(Kind.GROUP, TODAY, group="Thursdays"), by=kit, at=NOW)

    def test_new_terms_begin_and_the_old_ones_stay_true(self, bo, ana, pair):
        Agreement.objects.update(minutes=60)
        new = agreeing.change(
            pair, Terms(Kind.INDIVIDUAL, date(2026, 7, 1), minutes=90), by=bo, at=NOW
        )
        pair.refresh_from_db()
        assert (pair.until_day, pair.minutes) == (date(2026, 6, 30), 60)
        assert (new.from_day, new.minutes, new.state) == (date(2026, 7, 1), 90, "agreed")
        assert ana.notices.filter(kind=agreeing.CHANGED).count() == 1

    def test_a_slip_is_put_right_in_place(self, bo, ana, kit):
        row = agreeing.agree(bo, ana, TERMS, by=kit, at=NOW)
        fixed = agreeing.change(row, Terms(Kind.GROUP, TODAY), by=bo, at=later(days=1))
        assert fixed.pk == row.pk and Agreement.objects.get().kind == Kind.GROUP

    def test_not_once_hours_lean_on_it_nor_after_two_weeks(self, bo, ana, kit, pair):
        log(bo, ana, TODAY)
        begins = Terms(Kind.INDIVIDUAL, pair.from_day, minutes=0)
        with pytest.raises(agreeing.NeedsADay):
            agreeing.change(pair, begins, by=kit, at=NOW)
        old = agree(kit, ana)
        with pytest.raises(agreeing.NeedsADay):
            agreeing.change(old, begins, by=kit, at=later(days=15))

    def test_a_supervisor_alone_makes_it_no_longer(self, bo, ana, kit):
        row = agree(bo, ana, until_day=date(2026, 6, 30))
        for longer in (
            Terms(Kind.INDIVIDUAL, date(2026, 6, 25)),
            Terms(Kind.INDIVIDUAL, date(2026, 6, 25), until_day=date(2026, 7, 1)),
            Terms(Kind.INDIVIDUAL, date(2025, 1, 1), until_day=date(2026, 6, 30)),
        ):
            with pytest.raises(agreeing.LongerThanAgreed):
                agreeing.change(row, longer, by=bo, at=NOW)
        assert agreeing.change(row, Terms(Kind.INDIVIDUAL, date(2026, 6, 25)), by=kit, at=NOW)

    def test_it_ends_with_its_last_day_and_nobody_lengthens_it_so(self, bo, ana, pair):
        agreeing.end(pair, on=date(2026, 6, 19), by=bo, at=NOW)
        assert seeing.supervises(bo, ana, on=TODAY)
        assert not seeing.supervises(bo, ana, on=TODAY + timedelta(days=1))
        with pytest.raises(agreeing.BadDays):
            agreeing.end(pair, on=date(2026, 12, 31), by=bo, at=NOW)

    def test_who_supervised_once_changes_nothing_any_more(self, bo, ana):
        over = agree(bo, ana, until_day=TODAY - timedelta(days=1))
        with pytest.raises(agreeing.NotTheirs):
            agreeing.end(over, on=date(2026, 2, 1), by=bo, at=NOW)

    def test_the_person_supervised_and_strangers_change_nothing(self, ana, cy, lou, sam, pair):
        for who in (ana, cy, lou, sam):
            with pytest.raises(agreeing.NotTheirs):
                agreeing.end(pair, on=TODAY, by=who, at=NOW)


class TestHoursOutside:
    def test_each_says_why(self, bo, ana):
        agree(bo, ana, since=date(2026, 5, 1), until_day=date(2026, 5, 31))
        assert log(bo, ana, date(2026, 4, 10)).lines.get().outside == Outside.NOT_BEGUN
        assert log(bo, ana, date(2026, 6, 10)).lines.get().outside == Outside.ENDED
        inside = log(bo, ana, date(2026, 5, 10)).lines.get()
        assert inside.agreement and not inside.outside
        assert leaning.why_not([], TODAY) == Outside.NO_AGREEMENT
        declined = Agreement(state=AgreementState.DECLINED, from_day=TODAY)
        assert leaning.why_not([declined], TODAY) == Outside.DECLINED

    def test_they_count_once_an_agreement_covers_their_day(self, bo, ana, kit):
        agree(bo, ana, since=date(2026, 6, 1))
        line = log(bo, ana, date(2026, 5, 10)).lines.get()
        terms = Terms(Kind.INDIVIDUAL, date(2026, 5, 1), until_day=date(2026, 5, 31))
        row = agreeing.agree(bo, ana, terms, by=kit, at=NOW)
        line.refresh_from_db()
        assert (line.agreement, line.outside) == (row, "")

    def test_they_stop_when_it_ends_before_them(self, bo, ana, pair):
        line = log(bo, ana, date(2026, 6, 10)).lines.get()
        agreeing.end(pair, on=date(2026, 5, 31), by=bo, at=NOW)
        line.refresh_from_db()
        assert (line.agreement, line.outside) == (None, Outside.ENDED)

    def test_what_is_sealed_stays_as_it_was_sealed(self, bo, ana, pair):
        line = log(bo, ana, date(2026, 6, 10)).lines.get()
        answering.confirm(line, by=ana, at=NOW)
        agreeing.end(pair, on=date(2026, 5, 31), by=bo, at=NOW)
        line.refresh_from_db()
        assert (line.agreement, line.state) == (pair, LineState.CONFIRMED)

    def test_in_a_closed_month_nothing_changes_until_it_is_opened(self, bo, ana, pair):
        line = log(bo, ana, date(2026, 5, 20)).lines.get()
        lock = locking.close(ana, date(2026, 5, 1), by=bo, at=NOW)
        agreeing.end(pair, on=date(2026, 4, 30), by=bo, at=NOW)
        line.refresh_from_db()
        assert line.agreement == pair
        agree(bo, ana, since=date(2026, 6, 1))  # only whoever supervises today opens it again
        locking.reopen(lock, reason="It ended before.", by=bo, at=NOW)
        line.refresh_from_db()
        assert line.outside == Outside.ENDED

    @given(
        spans=st.lists(
            st.tuples(
                st.integers(0, 40), st.none() | st.integers(0, 40), st.sampled_from(AgreementState)
            ),
            max_size=5,
        ),
        day=st.integers(0, 60),
    )
    def test_a_line_leans_on_what_is_agreed_for_its_day_or_says_why_not(self, spans, day):
        first = date(2026, 1, 1)
        rows = [
            Agreement(
                kind=Kind.INDIVIDUAL,
                state=state,
                from_day=first + timedelta(days=begin),
                until_day=None if length is None else first + timedelta(days=begin + length),
            )
            for begin, length, state in sorted(spans, key=lambda span: span[0])
        ]
        on = first + timedelta(days=day)
        found = leaning.fitting(rows, Kind.GROUP, on)
        live = [
            row
            for row in rows
            if row.state == "agreed"
            and row.from_day <= on
            and (row.until_day is None or on <= row.until_day)
        ]
        assert (found in live) if live else (found is None)
        assert leaning.why_not(rows, on) in Outside


def test_a_session_in_a_place_of_work_is_sealed_with_it(bo, ana):
    place = Workplace.objects.create(name="Lighthouse")
    agree(bo, ana, workplace=place)
    line = log(bo, ana, TODAY).lines.get()
    answering.confirm(line, by=ana, at=NOW)
    assert str(place.uuid) in line.seals.get().content


def test_leaving_for_good_ends_what_was_agreed_asked_and_planned(bo, cy, ana, pair):
    asked = agreeing.agree(cy, ana, TERMS, by=cy, at=NOW)
    planned = agree(cy, ana, kind=Kind.GROUP, since=date(2026, 9, 1))
    retire_person(ana, at=NOW)
    for row in (pair, asked, planned):
        row.refresh_from_db()
    assert pair.until_day == TODAY
    assert asked.state == planned.state == AgreementState.DECLINED


@pytest.mark.django_db(transaction=True)
def test_of_many_who_agree_the_same_at_once_one_does(bo, ana, kit):
    def make():
        with contextlib.suppress(agreeing.Already):
            agreeing.agree(bo, ana, TERMS, by=kit, at=NOW)

    in_threads(4, make)
    assert Agreement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_yes_and_a_no_at_once_leave_one_answer(ana, kit, asked):
    answers = iter([(agreeing.accept, ana), (agreeing.decline, kit)])

    def answer():
        verb, who = next(answers)
        with contextlib.suppress(agreeing.NotTheirs):
            verb(asked, by=who, at=NOW)

    in_threads(2, answer)
    said = Entry.objects.filter(verb__in=("accepted agreement", "declined agreement"))
    assert said.count() == 1
