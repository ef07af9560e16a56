"""Who hears in time that something is still to be held, and who is left in peace."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from learning import sweep
from office import due, notices
from office.notices import Notice
from people import breaks
from supervision import api, reminding
from supervision.owing_steps import waiting_for
from tests.conftest import person
from tests.supervision.conftest import agree
from tests.supervision.test_owing import held


def at(month, day, hour=12):
    return datetime(2026, month, day, hour, tzinfo=UTC)


def told(who):
    return sorted(Notice.objects.filter(to=who).values_list("kind", flat=True))


def remind(supervisor, *moments):
    for moment in moments:
        reminding.remind(supervisor, at=moment)


def words_of(who):
    return api.write_notice(Notice.objects.get(to=who))


@pytest.fixture
def ninety(bo, ana):
    return agree(bo, ana, minutes=90, since=date(2026, 6, 1))


class TestShortSpans:
    def test_seven_days_before_the_end_and_not_earlier(self, bo, ninety):
        remind(bo, at(6, 22))
        assert told(bo) == []
        remind(bo, at(6, 23))
        assert told(bo) == [reminding.SHORT]

    def test_once_however_often_and_however_many_it_is_about(self, bo, ninety, group):
        remind(bo, at(6, 23), at(6, 23), at(6, 25), at(6, 30))
        assert told(bo) == [reminding.SHORT]

    def test_not_where_everything_was_held(self, bo, ninety):
        held(ninety, date(2026, 6, 10), minutes=90)
        remind(bo, at(6, 25))
        assert told(bo) == []

    def test_of_a_week_only_in_its_last_days(self, bo, ana):
        agree(bo, ana, per="iso_week")
        remind(bo, at(6, 15))  # a Monday; the week before was short
        assert reminding.SHORT not in told(bo)
        remind(bo, at(6, 19))
        assert reminding.SHORT in told(bo)

    def test_it_is_not_sent_once_the_time_was_held(self, bo, ninety):
        remind(bo, at(6, 25))
        held(ninety, date(2026, 6, 26), minutes=90)
        with pytest.raises(notices.NothingToSay):
            words_of(bo)

    def test_the_mail_names_nobody(self, bo, ninety):
        remind(bo, at(6, 25))
        words = words_of(bo)
        assert not {"Ana", "90", "June"} & set(f"{words.subject} {words.body}".split())


class TestGaps:
    @pytest.fixture
    def fortnight(self, bo, ana):
        agreed = agree(bo, ana, minutes=0, every_days=14)
        held(agreed, date(2026, 6, 1))
        return agreed

    def test_on_the_day_after_and_once(self, bo, fortnight):
        remind(bo, at(6, 15))
        assert told(bo) == []
        remind(bo, at(6, 16), at(6, 17), at(6, 22))
        assert told(bo) == [reminding.GAP]

    def test_what_passed_long_ago_is_left_to_the_page(self, bo, fortnight):
        remind(bo, at(6, 23))
        assert told(bo) == []

    def test_a_session_since_ends_it(self, bo, fortnight):
        remind(bo, at(6, 16))
        held(fortnight, date(2026, 6, 16))
        with pytest.raises(notices.NothingToSay):
            words_of(bo)


class TestBreaks:
    def test_in_one_nobody_is_reminded(self, bo, ana, ninety):
        breaks.add(ana, first=date(2026, 6, 16), last=date(2026, 7, 4), at=at(6, 16))
        remind(bo, at(6, 23), at(6, 30), at(7, 1), at(7, 4))
        assert told(bo) == told(ana) == []
        assert waiting_for(bo, on=date(2026, 6, 25)) == []
        remind(bo, at(7, 5))
        assert told(ana) == [reminding.LOOK]

    def test_a_gap_goes_on_after_it(self, bo, ana):
        held(agree(bo, ana, minutes=0, every_days=14), date(2026, 6, 1))
        breaks.add(ana, first=date(2026, 6, 10), last=date(2026, 6, 20), at=at(6, 10))
        remind(bo, at(6, 16), at(6, 20), at(6, 26))
        assert told(bo) == []
        remind(bo, at(6, 27))
        assert told(bo) == [reminding.GAP]

    def test_one_that_begins_before_the_mail_goes_stops_it(self, bo, ana, ninety):
        remind(bo, at(6, 25))
        breaks.add(ana, first=date(2026, 6, 25), last=None, at=at(6, 25))
        with pytest.raises(notices.NothingToSay):
            words_of(bo)


class TestThePersonThemselves:
    def test_once_a_month_and_only_where_time_was_left_owed(self, bo, ana, ninety):
        remind(bo, at(6, 25))
        assert told(ana) == []
        remind(bo, at(7, 1), at(7, 2), at(7, 7), at(7, 20))
        assert told(ana) == [reminding.LOOK]

    def test_two_supervisors_make_no_second_notice(self, bo, cy, ana, ninety):
        agree(cy, ana, since=date(2026, 6, 1))
        remind(bo, at(7, 1))
        remind(cy, at(7, 1))
        assert told(ana) == [reminding.LOOK]

    def test_nothing_where_all_was_held(self, bo, ana, ninety):
        held(ninety, date(2026, 6, 10), minutes=90)
        remind(bo, at(7, 1))
        assert told(ana) == []


class TestEachDay:
    def test_a_row_for_each_supervisor_and_one_for_tomorrow(self, bo, cy, ana, luz, ninety):
        agree(cy, luz)
        agree(bo, luz)
        assert api.settle(reminding.DUE, reminding.DAILY, at=at(6, 23))
        keys = {str(bo.pk), str(cy.pk), reminding.DAILY}
        assert due.waiting(reminding.DUE) == keys

    def test_the_sweep_does_it_and_does_it_again_tomorrow(self, bo, ninety):
        due.add(reminding.DUE, key=reminding.DAILY, at=at(6, 23))
        sweep.run(now=at(6, 24))
        sweep.run(now=at(6, 24))
        assert told(bo) == [reminding.SHORT]
        assert due.waiting(reminding.DUE) == {reminding.DAILY}
        assert due.Due.objects.get(kind=reminding.DUE).at == at(6, 25)

    def test_whoever_signs_in_sees_to_it(self, client, ana):
        assert client.login(username="ana", password="a calm password")
        assert due.waiting(reminding.DUE) == {reminding.DAILY}

    def test_it_is_the_day_where_the_supervisor_is(self, ana):
        kiri = person("kiri", time_zone="Pacific/Kiritimati")  # fourteen hours ahead
        agree(kiri, ana, since=date(2026, 6, 1))
        remind(kiri, at(6, 22, hour=11))
        assert told(kiri) == [reminding.SHORT]

    def test_a_closed_account_is_told_nothing(self, bo, ninety):
        bo.is_active = False
        bo.save()
        reminding.settle(str(bo.pk), at=at(6, 25))
        assert told(bo) == []

    def test_it_costs_no_more_with_more_people(self, bo, ninety, group, django_assert_num_queries):
        remind(bo, at(6, 24))
        with django_assert_num_queries(5):  # four to count, one to tell what is told already
            remind(bo, at(6, 24))


class TestToday:
    def test_a_supervisor_is_led_to_their_people_without_a_figure(self, bo, ninety):
        (step,) = waiting_for(bo, on=date(2026, 6, 25))
        assert "people" in step.url and "90" not in step.title + step.detail

    def test_the_person_reads_what_we_owe_them(self, ana, ninety):
        (step,) = waiting_for(ana, on=date(2026, 6, 25))
        assert step.detail == "We owe you 90 minutes by 30 June 2026."

    def test_earlier_in_the_month_nothing_is_said(self, bo, ana, ninety):
        assert waiting_for(bo, on=date(2026, 6, 15)) == waiting_for(ana, on=date(2026, 6, 15)) == []

    def test_on_other_days_it_costs_one_statement(self, bo, ninety, django_assert_num_queries):
        with django_assert_num_queries(1):
            waiting_for(bo, on=date(2026, 6, 15))


def test_the_first_look_is_a_day_after_the_first_sign_in(db):
    reminding.see_to_it()
    row = due.Due.objects.get(kind=reminding.DUE)
    assert row.at - timezone.now() > timedelta(hours=23)
