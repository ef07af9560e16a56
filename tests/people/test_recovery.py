"""A lost second step: two administrators take it off together, and nobody does it alone."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from office.models import Entry, Notice
from people import api as people
from people import recovery
from people.models import Closure, FactorRecovery, Role, Session
from tests.conftest import PASSWORD, come_in, person

PAGE = "/en/people/recoveries/"
CLOSED = "/en/account/closed/"
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def pat(db):
    return person("pat", Role.ADMINISTRATOR)


@pytest.fixture
def bo(bo):
    """Bo with an app, and with codes on paper."""
    TOTP.activate(bo, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(bo)
    return bo


def paper(who):
    return who.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()


def told(who):
    return list(Notice.objects.filter(to=who).order_by("pk").values_list("kind", flat=True))


def sure(client, who):
    come_in(client, who)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


class TestTwoTogether:
    def test_it_is_told_to_the_person_at_once_and_noted(self, bo, sam):
        row = recovery.ask(bo, by=sam, at=NOW)
        assert told(bo) == ["people.recovery_asked"]
        assert Entry.objects.get(about=bo).roles == "administrator"
        assert row.expires_at == NOW + timedelta(days=7)

    def test_asking_twice_gives_back_the_first(self, bo, sam, pat):
        assert recovery.ask(bo, by=sam, at=NOW) == recovery.ask(bo, by=pat, at=NOW)
        assert told(bo) == ["people.recovery_asked"]

    def test_another_one_agrees_and_all_of_it_is_gone(self, client, bo, sam, pat):
        come_in(client, bo)
        recovery.agree(recovery.ask(bo, by=sam, at=NOW), by=pat, at=NOW)
        assert not Authenticator.objects.filter(user=bo).exists()
        assert not Session.objects.filter(person=bo).exists()
        assert people.is_closed(bo)
        assert told(bo) == ["people.recovery_asked", "people.recovery_done"]

    def test_the_next_sign_in_must_set_up_a_new_one(self, client, bo, sam, pat):
        recovery.agree(recovery.ask(bo, by=sam, at=NOW), by=pat, at=NOW)
        client.post("/en/account/login/", {"login": "bo", "password": PASSWORD})
        assert client.get("/en/").url.startswith("/en/account/second-step/")


class TestMisuse:
    """Each is tried, and nothing has changed afterwards."""

    @pytest.fixture(autouse=True)
    def nothing_changes(self, bo):
        yield
        assert Authenticator.objects.filter(user=bo).count() == 2
        assert not people.is_closed(bo)

    def test_one_alone(self, bo, sam):
        row = recovery.ask(bo, by=sam, at=NOW)
        with pytest.raises(recovery.OneIsNotEnough):
            recovery.agree(row, by=sam, at=NOW)

    @pytest.mark.parametrize("who", ["ana", "bo", "cy", "eve", "kit"])
    def test_nobody_but_administrators_asks_or_agrees(self, request, bo, sam, who):
        who = request.getfixturevalue(who)
        with pytest.raises(recovery.NotAllowed):
            recovery.ask(bo, by=who, at=NOW)
        with pytest.raises(recovery.NotAllowed):
            recovery.agree(recovery.ask(bo, by=sam, at=NOW), by=who, at=NOW)

    def test_an_administrator_for_themselves(self, bo, sam, pat):
        TOTP.activate(sam, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        with pytest.raises(recovery.NotForOneself):
            recovery.ask(sam, by=sam, at=NOW)
        row = recovery.ask(sam, by=pat, at=NOW)
        with pytest.raises(recovery.NotForOneself):
            recovery.agree(row, by=sam, at=NOW)

    def test_after_its_days(self, bo, sam, pat):
        row = recovery.ask(bo, by=sam, at=NOW)
        with pytest.raises(recovery.NoLongerOpen):
            recovery.agree(row, by=pat, at=NOW + timedelta(days=7))

    def test_after_the_person_stopped_it(self, bo, sam, pat):
        row = recovery.ask(bo, by=sam, at=NOW)
        recovery.stop(row, by=bo, at=NOW)
        with pytest.raises(recovery.NoLongerOpen):
            recovery.agree(row, by=pat, at=NOW)

    def test_after_who_asked_is_no_administrator_any_more(self, bo, sam, pat):
        row = recovery.ask(bo, by=sam, at=NOW)
        sam.roles_held.update(until_day="2021-01-01")
        with pytest.raises(recovery.OneIsNotEnough):
            recovery.agree(row, by=pat, at=NOW)
        assert not FactorRecovery.objects.exclude(agreed_at=None).exists()

    def test_where_there_is_nothing_to_take_off(self, cy, sam):
        with pytest.raises(recovery.NothingToRecover):
            recovery.ask(cy, by=sam, at=NOW)

    @pytest.mark.parametrize("who", ["ana", "cy", "kit"])
    def test_a_stranger_stops_nothing(self, request, bo, sam, who):
        row = recovery.ask(bo, by=sam, at=NOW)
        with pytest.raises(recovery.NotAllowed):
            recovery.stop(row, by=request.getfixturevalue(who), at=NOW)
        row.refresh_from_db()
        assert row.stopped_at is None


def test_what_was_agreed_to_is_not_agreed_to_again(bo, sam, pat):
    row = recovery.ask(bo, by=sam, at=NOW)
    recovery.agree(row, by=pat, at=NOW)
    TOTP.activate(bo, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    with pytest.raises(recovery.NoLongerOpen):
        recovery.agree(row, by=pat, at=NOW)
    assert Authenticator.objects.filter(user=bo).exists()


class TestClosedNotes:
    def test_the_old_paper_opens_them_once(self, bo, sam, pat):
        code, other, *_ = paper(bo)
        recovery.agree(recovery.ask(bo, by=sam, at=NOW), by=pat, at=NOW)
        assert not recovery.open_with_code(bo, "00000000")
        assert recovery.open_with_code(bo, f"{code[:4]} {code[4:]}")
        assert not people.is_closed(bo)
        assert not recovery.open_with_code(bo, other)
        assert told(bo)[-1] == "people.notes_opened"
        assert Entry.objects.filter(about=bo, verb="opened notes", actor=bo).exists()

    def test_the_codes_are_kept_sealed(self, bo):
        recovery.close_notes(bo, why="factor")
        raw = Closure.objects.raw("SELECT id, codes AS token FROM people_closure")
        assert paper(bo)[0] not in raw[0].token

    def test_new_codes_of_whoever_came_in_open_nothing(self, bo, sam, pat):
        recovery.agree(recovery.ask(bo, by=sam, at=NOW), by=pat, at=NOW)
        RecoveryCodes.activate(bo)
        people.close_notes(bo, why="card")  # a reset card on top of it
        assert not any(recovery.open_with_code(bo, code) for code in paper(bo))
        assert people.is_closed(bo)

    def test_codes_made_after_a_card_open_nothing(self, ana):
        people.close_notes(ana, why="card")
        RecoveryCodes.activate(ana)
        assert not recovery.open_with_code(ana, paper(ana)[0])

    def test_after_a_card_the_paper_one_still_has_opens_them(self, bo):
        people.close_notes(bo, why="card")
        code = paper(bo)[0]
        assert recovery.open_with_code(bo, code)
        assert code not in paper(bo)

    def test_the_other_party_opens_them_and_never_oneself(self, bo, ana):
        people.close_notes(bo, why="card")
        with pytest.raises(recovery.NotForOneself):
            people.open_by_other_party(bo, by=bo)
        assert people.open_by_other_party(bo, by=ana)
        assert not people.open_by_other_party(bo, by=ana)
        assert Entry.objects.get(about=bo, verb="opened notes").actor == ana

    def test_the_page_takes_the_code(self, client, bo):
        code = paper(bo)[0]
        people.close_notes(bo, why="card")
        come_in(client, bo)
        wrong = client.post(CLOSED, {"code": "12345678"}).content.decode()
        assert "none of the codes from before" in wrong
        right = client.post(CLOSED, {"code": code}, follow=True).content.decode()
        assert "Your notes are open" in right

    def test_guessing_is_slowed_down(self, client, bo, settings):
        settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}
        people.close_notes(bo, why="card")
        come_in(client, bo)
        answers = [client.post(CLOSED, {"code": f"{n:08}"}).status_code for n in range(6)]
        assert answers == [200] * 5 + [429]


class TestPages:
    def test_it_goes_from_one_administrator_to_another(self, client, bo, sam, pat):
        page = sure(client, sam).post(PAGE, {"person": bo.pk}, follow=True).content.decode()
        assert "Another administrator must agree" in page
        row = FactorRecovery.objects.get()
        client.post(f"{PAGE}{row.pk}/agree/")
        assert Authenticator.objects.filter(user=bo).exists()
        client.logout()
        done = sure(client, pat).post(f"{PAGE}{row.pk}/agree/", follow=True).content.decode()
        assert "Bo sets up a new second step" in done
        assert not Authenticator.objects.filter(user=bo).exists()

    def test_the_person_sees_it_and_stops_it(self, client, bo, sam, pat):
        row = recovery.ask(bo, by=sam)
        page = come_in(client, bo).get("/en/account/2fa/").content.decode()
        assert "Somebody asked to take your second step off" in page
        client.post(f"{PAGE}{row.pk}/stop/")
        assert "Somebody asked" not in client.get("/en/account/2fa/").content.decode()
        with pytest.raises(recovery.NoLongerOpen):
            recovery.agree(row, by=pat)

    def test_the_person_is_led_to_what_is_closed(self, client, bo):
        people.close_notes(bo, why="card")
        page = come_in(client, bo).get("/en/account/2fa/").content.decode()
        assert CLOSED in page

    def test_agreeing_asks_for_the_password(self, client, bo, sam, pat):
        row = recovery.ask(bo, by=sam)
        answer = come_in(client, pat).post(f"{PAGE}{row.pk}/agree/")
        assert "reauthenticate" in answer["Location"]
        assert Authenticator.objects.filter(user=bo).exists()

    def test_a_visitor_signs_in_first(self, client, db):
        assert "login" in client.get(PAGE)["Location"]
        assert "login" in client.get(CLOSED)["Location"]

    @pytest.mark.parametrize("who", ["ana", "bo", "eve", "kit"])
    def test_for_others_there_is_no_such_page(self, client, request, bo, sam, who):
        row = recovery.ask(bo, by=sam)
        who = request.getfixturevalue(who)
        come_in(client, who)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, {"person": bo.pk}).status_code == 404
        stranger = who.pk != bo.pk
        answer = client.post(f"{PAGE}{row.pk}/stop/")
        assert answer.status_code == (404 if stranger else 302)

    def test_who_has_no_second_step_is_not_in_the_list(self, client, bo, ana, sam):
        page = come_in(client, sam).get(PAGE).content.decode()
        assert f'value="{bo.pk}"' in page and f'value="{ana.pk}"' not in page
        answer = client.post(PAGE, {"person": ana.pk})
        assert answer.context["form"].errors and not FactorRecovery.objects.exists()

    def test_more_rows_cost_no_more_queries(self, client, bo, sam, django_assert_max_num_queries):
        for number in range(6):
            one = person(f"p{number}", Role.SUPERVISOR)
            TOTP.activate(one, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
            recovery.ask(one, by=sam)
        come_in(client, sam).get(PAGE)
        with django_assert_max_num_queries(8):
            client.get(PAGE)
