"""Months that are over: closing one, or all at once, opening one again; and who reads of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from office.audit import Entry
from people.models import Role, RoleHeld, Team
from supervision import locking, sessions
from supervision.answering import confirm
from supervision.models import Lock
from tests.conftest import come_in, person
from tests.supervision.conftest import NOW, agree, later, meeting

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
PAGE = "supervision:months"


@pytest.fixture
def session(bo, ana, pair):
    """In June, which is long over where the tests run."""
    return sessions.log(meeting(bo, ana), by=bo, at=NOW)


def page(client, who):
    return come_in(client, who).get(reverse(PAGE)).text


def close(client, **data):
    return client.post(reverse("supervision:months_close"), {"month": "2026-06", **data})


class TestClosing:
    def test_a_month_is_over_where_both_of_them_live(self, bo, ana, pair):
        bo.time_zone, ana.time_zone = "Pacific/Auckland", "America/Lima"
        eve = NOW.replace(month=6, day=30, hour=20)  # July in Auckland, June in Lima
        with pytest.raises(locking.NotTheirs):
            locking.close(ana, JUNE, by=bo, at=eve)
        assert locking.close(ana, JUNE, by=bo, at=eve + timedelta(days=1))

    def test_only_while_an_agreement_holds(self, bo, ana, pair, session):
        pair.until_day = date(2026, 6, 30)
        pair.save()
        with pytest.raises(locking.NotTheirs):
            locking.close(ana, JUNE, by=bo, at=later(days=15))

    def test_one_person(self, client, bo, ana, session):
        come_in(client, bo)
        assert close(client, who=ana.pk).status_code == 302
        assert Lock.objects.get().supervisee == ana
        assert "Closed on" in client.get(reverse(PAGE)).text

    def test_all_at_once(self, client, bo, group):
        sessions.log(meeting(bo, *group), by=bo, at=NOW)
        assert "Close June 2026 for all 5" in page(client, bo)
        close(client)
        assert Lock.objects.count() == 5
        assert "Close June 2026" not in client.get(reverse(PAGE)).text

    def test_twice_is_once_and_the_second_finds_nothing(self, client, bo, session):
        come_in(client, bo)
        assert [close(client).status_code for _ in range(2)] == [302, 404]
        assert Lock.objects.count() == 1

    @pytest.mark.parametrize("month", ["", "2026", "2026-13", "x", "2099-01"])
    def test_what_is_no_month_of_theirs_is_not_found(self, client, bo, session, month):
        come_in(client, bo)
        assert close(client, month=month).status_code == 404

    def test_nobody_closes_what_is_not_theirs(self, client, ana, cy, bo, session):
        for other in (ana, cy):
            come_in(client, other)
            assert close(client).status_code == close(client, who=ana.pk).status_code == 404
        assert not Lock.objects.exists()


class TestOpeningAgain:
    @pytest.fixture
    def lock(self, bo, ana, session):
        return locking.close(ana, JUNE, by=bo, at=later(days=15))

    def address(self, lock):
        return reverse("supervision:month_reopen", args=[lock.pk])

    def test_with_a_reason_which_both_read(self, client, bo, ana, lock):
        come_in(client, bo)
        assert "reason" in client.get(self.address(lock)).context["form"].fields
        client.post(self.address(lock), {"reason": "A session was missing."})
        lock.refresh_from_db()
        assert lock.reopened_by == bo
        for who in (bo, ana):
            assert "A session was missing." in page(client, who)
        assert ana.notices.filter(kind=locking.REOPENED).exists()
        assert Entry.objects.filter(verb="reopened month", about=ana).count() == 1

    def test_without_one_it_comes_back_with_words(self, client, bo, lock):
        come_in(client, bo)
        response = client.post(self.address(lock), {"reason": " "})
        assert "Please have another look" in response.text

    def test_others_do_not_find_it(self, client, ana, cy, kit, sam, lock):
        for other in (ana, cy, kit, sam):
            come_in(client, other)
            assert client.get(self.address(lock)).status_code == 404

    def test_nor_does_whose_agreement_is_over(self, client, bo, ana, pair, lock):
        pair.until_day = date(2026, 6, 30)
        pair.save()
        come_in(client, bo)
        assert client.get(self.address(lock)).status_code == 404
        assert "Closed on" not in client.get(reverse(PAGE)).text

    def test_opened_twice_it_is_not_found(self, client, bo, lock):
        locking.reopen(lock, reason="So.", by=bo, at=later(days=16))
        come_in(client, bo)
        assert client.get(self.address(lock)).status_code == 404


class TestReading:
    def test_it_says_what_is_still_open(self, client, bo, ana, session):
        assert "1 waits for an answer." in page(client, bo)
        confirm(session.lines.get(), by=ana, at=NOW)
        assert "All confirmed by both." in client.get(reverse(PAGE)).text

    def test_the_supervised_person_reads_theirs_and_closes_nothing(self, client, bo, ana, session):
        locking.close(ana, JUNE, by=bo, at=later(days=15))
        shown = page(client, ana)
        assert "Bo" in shown and "Closed on" in shown and "Open it again" not in shown

    def test_whoever_coordinates_reads_amounts_and_locks_and_no_reason(
        self, client, bo, ana, kit, session
    ):
        lock = locking.close(ana, JUNE, by=bo, at=later(days=15))
        locking.reopen(lock, reason="kestrel", by=bo, at=later(days=16))
        shown = page(client, kit)
        assert "60 minutes" in shown and "Opened again on" in shown
        assert "kestrel" not in shown and "Close the month" not in shown

    def test_others_read_nothing_of_it(self, client, cy, sam, session):
        lou, hill = person("lou"), Team.objects.create(name="Hill")
        since = date(2020, 1, 1)
        RoleHeld.objects.create(person=lou, role=Role.COORDINATOR, team=hill, from_day=since)
        for other in (cy, sam, lou):
            assert "No month is over yet" in page(client, other)

    def test_a_visitor_signs_in_first(self, client, db):
        assert client.get(reverse(PAGE)).status_code == 302

    def test_it_costs_the_same_for_many(self, client, bo, group, django_assert_max_num_queries):
        for days, who in enumerate(group[1:], start=1):
            sessions.log(meeting(bo, who, start=NOW - timedelta(days=days)), by=bo, at=NOW)
        extra = [person(f"more-{n}", Role.TRAINEE) for n in range(10)]
        for n, who in enumerate(extra):
            agree(bo, who)
            start = NOW - timedelta(days=31, hours=2 * n + 2)
            sessions.log(meeting(bo, who, start=start), by=bo, at=NOW)
        come_in(client, bo)
        with django_assert_max_num_queries(14):
            client.get(reverse(PAGE))
