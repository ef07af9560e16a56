"""Clocks that go back, leap and change with the season: days are those of the holder (F10)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from certification import settling
from certification.models import Attestation, Award, Standing
from people.models import User
from tests.certification.conftest import on_path, publish

pytestmark = pytest.mark.django_db
YEAR = "validity: {lasts: {years: 1}}"


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def granted_to(ana):
    """Signed and judged at this moment, where the holder lives in this zone."""

    def grant(zone, moment):
        User.objects.filter(pk=ana.pk).update(time_zone=zone)
        ana.refresh_from_db()
        on_path(ana, publish(more=YEAR), day="2020-01-01")
        Attestation.objects.create(
            person=ana,
            statement="code-of-conduct",
            by_whom="self",
            by=ana,
            day=ana.day(moment),
            at=moment,
        )
        settling.settle_person(str(ana.pk), at=moment)
        return Award.objects.get()

    return grant


@pytest.mark.parametrize(
    ("zone", "moment", "first", "last"),
    [
        ("UTC", "2026-03-02T12:00", "2026-03-02", "2027-03-02"),
        ("UTC", "2026-12-31T23:59", "2026-12-31", "2027-12-31"),
        ("UTC", "2024-02-29T12:00", "2024-02-29", "2025-02-28"),
        ("UTC", "2027-02-28T12:00", "2027-02-28", "2028-02-28"),
        ("Pacific/Kiritimati", "2026-03-02T11:00", "2026-03-03", "2027-03-03"),
        ("Pacific/Pago_Pago", "2026-03-02T10:00", "2026-03-01", "2027-03-01"),
        ("Europe/Paris", "2026-03-28T23:30", "2026-03-29", "2027-03-29"),
        ("Europe/Paris", "2026-03-29T00:59", "2026-03-29", "2027-03-29"),
        ("Europe/Paris", "2026-10-25T00:30", "2026-10-25", "2027-10-25"),
        ("Europe/Paris", "2026-10-24T21:59", "2026-10-24", "2027-10-24"),
        ("America/Sao_Paulo", "2026-01-01T02:59", "2025-12-31", "2026-12-31"),
        ("Asia/Kathmandu", "2026-03-01T18:15", "2026-03-02", "2027-03-02"),
    ],
)
def test_the_days_are_those_of_the_holder(granted_to, zone, moment, first, last):
    award = granted_to(zone, utc(moment))
    assert award.granted_on == date.fromisoformat(first)
    assert award.valid_until == date.fromisoformat(last)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Paris"])
def test_it_holds_until_the_last_minute_of_its_last_day(granted_to, ana, zone):
    award = granted_to(zone, utc("2026-03-02T12:00"))
    midnight = datetime.combine(
        award.valid_until + timedelta(days=1), datetime.min.time(), ana.zone
    )
    for moment, credential in ((midnight - timedelta(minutes=1), "valid"), (midnight, "lapsed")):
        settling.settle_person(str(ana.pk), at=moment)
        assert Standing.objects.get().credential == credential


def test_a_clock_that_goes_back_grants_and_takes_nothing(granted_to, ana):
    award = granted_to("UTC", utc("2026-03-02T00:30"))
    before = Award.objects.values().get()
    settling.settle_person(str(ana.pk), at=utc("2026-03-01T23:30"))
    settling.settle_person(str(ana.pk), at=utc("2026-03-02T00:31"))
    assert Award.objects.values().get() == before
    assert Standing.objects.get().valid_until == award.valid_until
