"""What a coordinator does with an award by hand, and reminders before its last day."""

from datetime import date

import pytest

from certification import hands, settling
from certification.models import Award, AwardKind, AwardState, Path
from learning import sweep
from office.models import Notice
from tests.certification.conftest import at, on_path, publish, sign
from tests.conftest import come_in
from tests.supervision.conftest import agree

pytestmark = pytest.mark.django_db
MORE = """validity: {lasts: {years: 1}, counted_from: old_expiry}
renewal: {opens: {days: 90}, extension: {times: 1, lasts: {months: 3}}}
reminders: [30, 7]"""


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
    def told(self, **about):
        rows = Notice.objects.filter(kind__startswith="certification.reminder", **about)
        return list(rows.order_by("send_at").values_list("send_at", flat=True))

    def test_they_stand_for_their_days_from_the_beginning(self, award, ana):
        days = [moment.astimezone(ana.zone).date() for moment in self.told(to=ana)]
        assert days == [date(2027, 1, 31), date(2027, 2, 23)]

    def test_what_was_renewed_is_not_told(self, award, ana):
        sign(ana, "2027-01-10")
        settling.settle_person(str(ana.pk), at=at("2027-01-10"))
        sweep.run(now=at("2027-03-01"))
        closed = Notice.objects.filter(kind="certification.reminder", state="closed")
        assert closed.count() == 2

    def test_more_time_brings_days_of_its_own(self, award, ana, kit):
        hands.extend(award, until=date(2027, 6, 2), by=kit, at=at("2027-02-01"))
        assert len(self.told(to=ana)) == 4

    def test_a_supervisor_is_told_only_if_the_holder_wants(self, ana, bo):
        agree(bo, ana)
        path = on_path(ana, publish("yearly", more=MORE))
        Path.objects.filter(pk=path.pk).update(tells_supervisor=True)
        sign(ana, "2026-03-02")
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        assert len(self.told(to=bo)) == 2

    def test_and_not_if_nothing_was_said(self, award, bo):
        assert self.told(to=bo) == []
