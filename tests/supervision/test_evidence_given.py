"""What rules of qualification are told of hours; and that every change of them is a cause."""

from datetime import date

import pytest

from office.models import Due
from people.models import Role
from supervision import answering, practising, qualifying, sessions
from supervision.evidence_given import evidence_of
from supervision.models import Line, Qualification
from supervision.sessions import There
from tests.conftest import person
from tests.supervision.conftest import BEGAN, NOW, agree, later, meeting

pytestmark = pytest.mark.django_db


def hours(who):
    return evidence_of([who]).of[who.pk].hours


def caused():
    """Whom a change made a cause of, and none after that until the next."""
    keys = set(Due.objects.filter(kind="evidence").values_list("key", flat=True))
    Due.objects.filter(kind="evidence").delete()
    return keys


def test_a_session_of_one(bo, ana, pair):
    sessions.log(meeting(bo, ana), by=bo, at=NOW)
    [found] = hours(ana)
    assert (found.day, found.minutes, found.kind) == (date(2026, 6, 19), 60, "individual")
    assert (found.state, found.agreement, found.waits_for) == ("submitted", True, "supervisee")
    assert (found.supervisees, found.everyone) == (1, 2)


def test_heads_are_those_who_were_there(bo, ana, luz, pair):
    more = [person(name, Role.TRAINEE) for name in ("noor", "kim", "lea")]
    for each in (luz, *more):
        agree(bo, each)
    there = [There(ana, 60), There(luz, 30), There(more[0], 0), There(more[1], 60)]
    there.append(There(more[2], 60, facilitated=True))
    sessions.log(meeting(bo, there=tuple(there)), by=bo, at=NOW)
    [found] = hours(ana)
    assert (found.supervisees, found.everyone) == (3, 5)


def test_without_a_live_agreement_it_says_so(bo, ana):
    agree(bo, ana, until_day=date(2026, 5, 1))
    sessions.log(meeting(bo, ana), by=bo, at=NOW)
    assert [each.agreement for each in hours(ana)] == [False]


def test_what_was_called_off_or_taken_back_is_left_out(bo, ana, pair):
    session = sessions.log(meeting(bo, ana), by=bo, at=NOW)
    sessions.take_back(session, by=bo, at=later(minutes=1))
    assert hours(ana) == []


def test_a_supervisor_holds_what_somebody_saw(bo, ana, pair):
    sessions.log(meeting(bo, ana), by=bo, at=NOW)
    row = Qualification.objects.create(
        holder=bo, code="lcsw", name="LCSW", rank="full", from_day=date(2020, 1, 1)
    )
    assert evidence_of([ana]).supervisors[bo.pk].qualifications == ()
    Qualification.objects.filter(pk=row.pk).update(checked_at=NOW, checked_by=ana)
    found = evidence_of([ana]).supervisors[bo.pk]
    assert (found.rank, found.qualifications[0].code) == ("full", "lcsw")


def test_many_people_cost_what_one_costs(bo, ana, pair, django_assert_num_queries):
    people = [person(f"learner{n}", Role.TRAINEE) for n in range(6)]
    sessions.log(meeting(bo, ana), by=bo, at=NOW)
    for n, each in enumerate(people):
        agree(bo, each)
        sessions.log(meeting(bo, each, start=BEGAN.replace(hour=n)), by=bo, at=NOW)
    for some in ([ana], people):
        with django_assert_num_queries(4):
            evidence_of(some)


class TestCauses:
    def test_writing_confirming_disputing_and_correcting(self, bo, ana, pair):
        session = sessions.log(meeting(bo, ana), by=bo, at=NOW)
        assert caused() == {str(ana.pk)}
        answering.dispute(session.lines.get(), reason="length", minutes=50, by=ana, at=NOW)
        assert caused() == {str(ana.pk)}
        sessions.correct(session, meeting(bo, ana, minutes=50), reason="so", by=bo, at=NOW)
        assert caused() == {str(ana.pk)}
        answering.confirm(Line.objects.in_force().get(), by=ana, at=NOW)
        assert caused() == {str(ana.pk)}

    def test_an_agreement_that_makes_hours_count(self, bo, ana):
        from supervision import leaning  # noqa: PLC0415

        agree(bo, ana, until_day=date(2026, 5, 1))
        sessions.log(meeting(bo, ana), by=bo, at=NOW)
        caused()
        agree(bo, ana, since=date(2026, 6, 1))
        leaning.lean_anew(bo, ana)
        assert caused() == {str(ana.pk)}

    def test_practice_logged_and_attested(self, bo, ana, pair):
        week = {("direct", date(2026, 6, 15)): 120}
        practising.log_week(ana, date(2026, 6, 15), week, supervisor=bo, by=ana, at=NOW)
        assert caused() == {str(ana.pk)}
        practising.attest(practising.waiting_for(bo), by=bo, at=NOW)
        assert caused() == {str(ana.pk)}

    def test_a_qualification_that_was_checked(self, bo, ana, kit, pair):
        row = Qualification.objects.create(
            holder=bo, code="lcsw", name="LCSW", from_day=date(2020, 1, 1)
        )
        qualifying.check(row, by=kit, at=NOW)
        assert caused() == {str(ana.pk)}
