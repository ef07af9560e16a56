"""An award: granted when all is there, once, and never changed after."""

from datetime import date

import pytest

from certification import hands, settling
from certification.models import Award, AwardState, Standing
from learning import sweep
from office.models import Due, Notice
from people.models import Role
from tests.certification.conftest import at, on_path, publish, sign

pytestmark = pytest.mark.django_db


def settle(person, day):
    settling.settle_person(str(person.pk), at=at(day))


def test_what_is_met_is_granted_by_the_sweep(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    sweep.run(now=at("2026-03-02"))
    award = Award.objects.get(person=ana)
    assert (award.granted_on, award.valid_until) == (date(2026, 3, 2), date(2028, 3, 2))
    assert award.grounds["answer"]["state"] == "met"


def test_twice_is_once(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    for _ in range(2):
        settle(ana, "2026-03-02")
    assert Award.objects.filter(person=ana).count() == 1
    assert Notice.objects.filter(to=ana, kind="certification.granted").count() == 1


def test_what_is_short_is_kept_and_not_granted(ana, signed):
    on_path(ana, signed)
    settle(ana, "2026-03-02")
    kept = Standing.objects.get(person=ana)
    assert (kept.state, kept.credential, kept.short) == ("short", "none", ["code"])
    assert not Award.objects.exists()


def test_the_list_knows_the_credential_after_the_grant(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    settle(ana, "2026-03-02")
    kept = Standing.objects.get(person=ana)
    assert (kept.credential, kept.valid_until) == ("valid", date(2028, 3, 2))


def test_the_day_of_the_next_change_is_a_cause(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    settle(ana, "2026-03-02")
    waiting = Due.objects.get(kind="evidence", key=str(ana.pk))
    assert waiting.at.astimezone(ana.zone).date() <= date(2028, 3, 3)


def test_a_path_belongs_to_a_role(ana):
    scheme = publish(for_roles=[Role.TRAINEE])
    settle(ana, "2026-03-02")
    assert ana.paths.get().scheme == scheme


def test_after_a_revocation_nothing_is_granted_by_itself(ana, kit, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    settle(ana, "2026-03-02")
    hands.revoke(Award.objects.get(), reason="by mistake", by=kit, at=at("2026-03-03"))
    settle(ana, "2026-03-03")
    assert [award.state for award in Award.objects.all()] == [AwardState.REVOKED]


def test_a_renewal_follows_the_old_expiry_and_comes_once(ana):
    scheme = publish(
        more="validity: {lasts: {years: 1}, counted_from: old_expiry}\nrenewal: {opens: {days: 60}}"
    )
    on_path(ana, scheme)
    sign(ana, "2026-03-02")
    settle(ana, "2026-03-02")
    settle(ana, "2027-02-01")
    assert Award.objects.count() == 1, "nothing has happened since"
    sign(ana, "2027-02-02")
    for day in ("2027-02-03", "2027-02-04"):
        settle(ana, day)
    ends = list(Award.objects.order_by("cycle").values_list("cycle", "valid_until"))
    assert ends == [(1, date(2027, 3, 2)), (2, date(2028, 3, 2))]


def test_a_newer_version_changes_no_award(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    settle(ana, "2026-03-02")
    before = Award.objects.values().get()
    publish(version=2, more="validity: {lasts: {months: 1}}")
    settling.settle_scheme(str(signed.pk), at=at("2026-03-05"))
    assert Award.objects.values().get() == before
