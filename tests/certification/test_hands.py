"""What a coordinator does with an award by hand, and reminders before its last day."""

from datetime import date, timedelta

import pytest

from certification import hands, reminding, settling
from certification.models import Award, AwardKind, AwardState, Path
from learning import sweep
from office.models import Due, Notice
from people import breaks
from supervision.models import Agreement
from tests.certification.conftest import at, on_path, publish, sign
from tests.conftest import come_in
from tests.supervision.conftest import agree

pytestmark = pytest.mark.django_db
MORE = """validity: {lasts: {years: 1}, counted_from: old_expiry}
renewal: {opens: {days: 90}, extension: {times: 1, lasts: {months: 3}}}
reminders: [30, 7]"""
STOPS = MORE.replace("old_expiry}", "old_expiry, breaks: stop}")


@pytest.fixture
def award(ana):
    on_path(ana, publish("yearly", more=MORE))
    sign(ana, "2026-03-02")
    settling.settle_person(str(ana.pk), at=at("2026-03-02"))
    return Award.objects.get(person=ana)


def granted(award, what):
    return f"/en/certificates/granted/{award.pk}/{what}/"


class TestTakingBackAndAnew:
    def test_the_reason_is_told_to_the_holder(self, client, award, ana, kit):
        come_in(client, kit)
        assert client.post(granted(award, "take-back"), {"reason": ""}).status_code == 422
        client.post(granted(award, "take-back"), {"reason": "The course was another."})
        come_in(client, ana)
        page = client.get(f"/en/certificates/mine/{award.pk}/").content.decode()
        assert "The course was another." in page

    def test_granted_anew_it_has_the_same_days_and_one_is_live(self, client, award, kit):
        come_in(client, kit)
        client.post(granted(award, "take-back"), {"reason": "By mistake."})
        client.post(granted(award, "anew"))
        old, new = Award.objects.order_by("granted_at", "state")
        assert {old.state, new.state} == {AwardState.REPLACED, AwardState.VALID}
        assert old.valid_until == new.valid_until == date(2027, 3, 2)
        assert Award.objects.live().count() == 1

    @pytest.mark.parametrize("what", ["take-back", "anew", "more-time"])
    def test_nobody_else_has_such_pages(self, client, award, ana, bo, sam, what):
        for who in (ana, bo, sam):
            come_in(client, who)
            assert client.get(granted(award, what)).status_code == 404
            assert client.post(granted(award, what)).status_code == 404


class TestMoreTime:
    def extend(self, award, kit, day, *, on="2027-02-01"):
        hands.extend(award, until=date.fromisoformat(day), by=kit, at=at(on))

    def test_as_the_rule_gives_it(self, award, kit, ana):
        self.extend(award, kit, "2027-06-02")
        settling.settle_person(str(ana.pk), at=at("2027-04-01"))
        assert ana.standings.get().credential == "extended"

    @pytest.mark.parametrize(
        ("day", "on"),
        [("2027-06-03", "2027-02-01"), ("2027-05-01", "2027-03-03"), ("2027-03-02", "2027-02-01")],
        ids=["too long", "too late", "no more"],
    )
    def test_no_more_than_that(self, award, kit, day, on):
        with pytest.raises(hands.NoMoreTime):
            self.extend(award, kit, day, on=on)

    def test_only_once(self, award, kit):
        self.extend(award, kit, "2027-05-02")
        with pytest.raises(hands.NoMoreTime):
            self.extend(award, kit, "2027-06-02")

    def test_on_the_page_it_comes_back_with_words(self, client, award, kit):
        come_in(client, kit)
        answer = client.post(granted(award, "more-time"), {"until": "2099-01-01"})
        assert answer.status_code == 422
        assert "does not give so much time" in answer.content.decode()


class TestBridges:
    def give(self, client, who, ana, **changed):
        come_in(client, who)
        values = {"kind": "temporary", "until": "2999-01-01", "reason": "New here."} | changed
        return client.post(f"/en/certificates/of/{ana.pk}/signed/bridge/", values)

    def test_it_counts_in_no_rule_and_ends_when_all_is_there(self, ana, kit, signed):
        on_path(ana, signed)
        until, when = date(2026, 9, 1), at("2026-03-02")
        given = {"kind": AwardKind.TEMPORARY, "until": until, "reason": "New here."}
        hands.give(ana, signed, by=kit, at=when, **given)
        settling.settle_person(str(ana.pk), at=when)
        assert ana.standings.get().credential == "none"
        sign(ana, "2026-03-03")
        settling.settle_person(str(ana.pk), at=at("2026-03-03"))
        assert Award.objects.live().get().kind == AwardKind.FULL

    def test_longer_than_a_year_comes_back_with_words(self, client, ana, kit, signed):
        answer = self.give(client, kit, ana)
        assert answer.status_code == 422
        assert "within a year" in answer.content.decode()

    def test_nobody_else_gives_one(self, client, ana, bo, sam, signed):
        for who in (ana, bo, sam):
            assert self.give(client, who, ana).status_code == 404


class TestReminders:
    def told(self, until, **about):
        """Days on which somebody was told, if the sweep runs each day until then."""
        day, last = at("2026-03-02"), at(until)
        while day <= last:
            sweep.run(now=day)
            day += timedelta(days=7)
        rows = Notice.objects.filter(kind__startswith="certification.reminder", **about)
        return [
            moment.date() for moment in rows.order_by("send_at").values_list("send_at", flat=True)
        ]

    def test_they_come_at_the_offsets_of_the_rule(self, award, ana):
        planned = Due.objects.filter(kind=reminding.DUE).order_by("at").values_list("at", flat=True)
        days = [moment.astimezone(ana.zone).date() for moment in planned]
        assert days == [date(2027, 1, 31), date(2027, 2, 23)]
        assert len(self.told("2027-03-02", to=ana)) == 2

    def test_what_was_renewed_is_not_told(self, award, ana):
        sign(ana, "2027-01-10")
        settling.settle_person(str(ana.pk), at=at("2027-01-10"))
        assert self.told("2027-03-10") == []

    def test_what_is_past_is_not_made_up_for(self, award, ana, kit):
        hands.reissue(award, by=kit, at=at("2027-02-28"))
        settling.settle_person(str(ana.pk), at=at("2027-02-28"))
        sweep.run(now=at("2027-02-28"))
        told = Notice.objects.filter(kind=reminding.KIND)
        assert told.count() <= 2  # those that were due before, once each

    def test_what_was_granted_anew_is_told_once(self, award, ana, kit):
        hands.reissue(award, by=kit, at=at("2026-04-01"))
        assert len(self.told("2027-03-02", to=ana)) == 2

    def test_more_time_brings_days_of_its_own(self, award, ana, kit):
        hands.extend(award, until=date(2027, 6, 2), by=kit, at=at("2027-01-20"))
        settling.settle_person(str(ana.pk), at=at("2027-01-20"))
        planned = Due.objects.filter(kind=reminding.DUE, key__contains=":2027-06-02:")
        assert planned.count() == 2
        assert len(self.told("2027-06-02", to=ana)) == 2

    def test_a_supervisor_is_told_only_while_the_holder_wants(self, ana, bo):
        agree(bo, ana)
        path = on_path(ana, publish("yearly", more=MORE))
        sign(ana, "2026-03-02")
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        Path.objects.filter(pk=path.pk).update(tells_supervisor=True)
        assert len(self.told("2027-02-10", to=bo)) == 1
        Path.objects.filter(pk=path.pk).update(tells_supervisor=False)
        assert len(self.told("2027-03-02", to=bo)) == 1

    def test_nobody_is_told_whose_agreement_is_over(self, ana, bo):
        agreement = agree(bo, ana)
        path = on_path(ana, publish("yearly", more=MORE))
        Path.objects.filter(pk=path.pk).update(tells_supervisor=True)
        sign(ana, "2026-03-02")
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        Agreement.objects.filter(pk=agreement.pk).update(until_day=date(2026, 6, 1))
        assert self.told("2027-03-02", to=bo) == []

    def test_a_break_moves_them(self, ana):
        on_path(ana, publish("yearly", more=STOPS))
        sign(ana, "2026-03-02")
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        breaks.add(ana, first=date(2026, 6, 1), last=date(2026, 6, 30), at=at("2026-06-01"))
        settling.settle_person(str(ana.pk), at=at("2026-06-01"))
        assert Due.objects.filter(kind=reminding.DUE, key__contains=":2027-04-01:").count() == 2
        assert [day.month for day in self.told("2027-04-01", to=ana)] == [3, 3]
