"""Signing: for oneself, as somebody's supervisor, for the organisation; and nobody else."""

from datetime import date

import pytest

from certification import attesting, settling
from certification.models import Attestation, Award, By
from people.models import Role
from people.roles import give_role
from tests.certification.conftest import at, on_path, publish
from tests.conftest import come_in
from tests.supervision.conftest import agree

pytestmark = pytest.mark.django_db
SIGN = "/en/certificates/sign/code-of-conduct/"
LETTER = "attestation: {statement: code-of-conduct, by: supervisor}"


def sign_for(by_whom, person):
    return f"{SIGN}{by_whom}/{person.pk}/"


class TestOneself:
    def test_the_words_are_read_before_they_are_signed(self, client, ana):
        come_in(client, ana)
        page = client.get(SIGN).content.decode()
        assert "I treat everybody here with respect" in page

    def test_what_was_signed_keeps_its_words(self, client, ana):
        come_in(client, ana)
        client.post("/es/certificates/sign/code-of-conduct/")
        row = Attestation.objects.get()
        assert (row.person, row.by_whom, row.language) == (ana, "self", "es")
        assert row.words.startswith("Trato con respeto")

    def test_twice_on_one_day_is_once(self, client, ana):
        come_in(client, ana)
        for _ in range(2):
            client.post(SIGN)
        assert Attestation.objects.count() == 1

    def test_words_that_nobody_wrote_are_not_signed(self, client, ana):
        come_in(client, ana)
        assert client.post("/en/certificates/sign/no-such-words/").status_code == 404

    def test_a_visitor_signs_in_first(self, client):
        assert "/login/" in client.get(SIGN)["Location"]

    def test_it_is_taken_back_by_whoever_signed(self, client, ana, cy):
        row = attesting.sign(ana, "code-of-conduct", by_whom="self", by=ana, at=at("2026-03-02"))
        address = f"/en/certificates/signed/{row.pk}/take-back/"
        come_in(client, cy)
        assert client.post(address).status_code == 404
        come_in(client, ana)
        client.post(address)
        row.refresh_from_db()
        assert row.taken_back_at


class TestOthers:
    def test_a_supervisor_signs_for_whom_they_supervise(self, client, ana, bo):
        agree(bo, ana)
        come_in(client, bo)
        client.post(sign_for("supervisor", ana))
        assert Attestation.objects.get().by_whom == By.SUPERVISOR

    @pytest.mark.parametrize("by_whom", ["supervisor", "organisation", "self", "god"])
    def test_nobody_else_does(self, client, ana, cy, by_whom):
        come_in(client, cy)
        assert client.post(sign_for(by_whom, ana)).status_code == 404
        assert not Attestation.objects.exists()

    def test_a_coordinator_signs_for_the_organisation(self, client, ana, kit):
        come_in(client, kit)
        client.post(sign_for("organisation", ana))
        assert Attestation.objects.get().by_whom == By.ORGANISATION

    def test_a_coordinator_is_no_supervisor(self, client, ana, kit):
        come_in(client, kit)
        assert client.post(sign_for("supervisor", ana)).status_code == 404

    def test_a_letter_makes_the_award(self, ana, bo):
        agree(bo, ana)
        on_path(ana, publish("letter", asks=LETTER))
        code = "code-of-conduct"
        attesting.sign(ana, code, by_whom="supervisor", by=bo, at=at("2026-03-02"))
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        assert Award.objects.get(person=ana).granted_on == date(2026, 3, 2)


class TestAsked:
    def asked(self, client, who):
        come_in(client, who)
        return client.get("/en/certificates/asked/")

    def test_a_supervisor_sees_what_is_asked(self, client, ana, bo):
        agree(bo, ana)
        on_path(ana, publish("letter", asks=LETTER))
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        assert "The code of conduct" in self.asked(client, bo).content.decode()

    def test_nobody_else_does(self, client, ana, bo, cy):
        agree(bo, ana)
        on_path(ana, publish("letter", asks=LETTER))
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        assert "Nothing is asked of you" in self.asked(client, cy).content.decode()

    def test_it_costs_the_same_for_many(self, client, bo, django_assert_max_num_queries):
        scheme = publish("letter", asks=LETTER)
        give_role(bo, Role.SUPERVISOR, by=None, from_day=date(2020, 1, 1))
        for n in range(12):
            who = learner(n)
            agree(bo, who)
            on_path(who, scheme)
            settling.settle_person(str(who.pk), at=at("2026-03-02"))
        come_in(client, bo)
        with django_assert_max_num_queries(30):
            page = self.asked(client, bo)
        assert page.content.decode().count("/sign/code-of-conduct/supervisor/") == 12


def learner(n):
    from tests.conftest import person  # noqa: PLC0415

    return person(f"learner{n}", Role.TRAINEE)
