"""A share of the awards is looked at again: chance to people, and the same again for the site."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification import sampling, settling
from certification.models import Award
from tests.certification.conftest import at, on_path, publish, sign
from tests.conftest import come_in

AGAIN = "/en/certificates/again/"
SHARE = st.fractions(0, 1)


@given(st.uuids(), SHARE, SHARE)
def test_a_larger_share_holds_all_of_a_smaller_one(key, one, other):
    small, large = sorted((one, other))
    assert not sampling.is_drawn(key, small) or sampling.is_drawn(key, large)


def test_it_is_about_the_share():
    drawn = sum(sampling.is_drawn(UUID(int=n), Fraction(1, 20)) for n in range(4000))
    assert 120 < drawn < 280  # 200, give or take more than five times its spread


def test_another_site_draws_others(settings):
    def drawn():
        return [n for n in range(500) if sampling.is_drawn(UUID(int=n), Fraction(1, 10))]

    here = drawn()
    assert drawn() == here
    settings.SECRET_KEY = "another key of another site, as long as it has to be, for this test"
    assert drawn() != here


@pytest.fixture
def granted(ana):
    on_path(ana, publish(more='evidence: {audit: {share: "100%"}}'))
    sign(ana, "2026-11-02")
    settling.settle_person(str(ana.pk), at=at("2026-11-02"))
    return Award.objects.get()


class TestThePage:
    def test_whoever_coordinates_looks_and_says_so(self, client, granted, kit):
        assert [row.pk for row in sampling.to_look_at(kit, on=granted.granted_on)] == [granted.pk]
        come_in(client, kit)
        client.post(f"{AGAIN}{granted.pk}/")
        granted.refresh_from_db()
        assert granted.looked_by == kit
        assert sampling.to_look_at(kit, on=granted.granted_on) == []

    def test_nobody_else_has_it(self, client, granted, ana, bo, sam):
        for who in (ana, bo, sam):
            come_in(client, who)
            assert client.get(AGAIN).status_code == 404
            assert client.post(f"{AGAIN}{granted.pk}/").status_code == 404

    def test_without_a_share_nothing_is_drawn(self, ana, kit, signed):
        on_path(ana, signed)
        sign(ana, "2026-11-02")
        settling.settle_person(str(ana.pk), at=at("2026-11-02"))
        assert sampling.to_look_at(kit, on=kit.day(at("2026-11-02"))) == []
