"""In the room: a code for three minutes, which opens one's own card and nothing else."""

from datetime import datetime, timedelta
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from supervision import codes, sessions
from supervision.answering import confirm
from tests.conftest import come_in
from tests.supervision.conftest import NOW, later, meeting


@pytest.fixture
def session(bo, group):
    return sessions.log(meeting(bo, *group), by=bo, at=NOW)


def here(token):
    return reverse("supervision:here", args=[token])


def fresh(session):
    return codes.token_of(session.pk, at=timezone.now())


class TestToken:
    @given(st.uuids(), st.integers(0, 179))
    def test_it_names_its_session_for_three_minutes(self, key, seconds):
        token = codes.token_of(key, at=NOW)
        assert codes.session_of(token, at=NOW + timedelta(seconds=seconds)) == key
        with pytest.raises(codes.TooOld):
            codes.session_of(token, at=NOW + timedelta(seconds=181 + seconds))

    @given(st.integers(0, 200), st.characters(codec="utf-8"))
    def test_one_changed_sign_opens_nothing(self, place, sign):
        token = codes.token_of(UUID(int=7), at=NOW)
        place %= len(token)
        changed = token[:place] + sign + token[place + 1 :]
        if changed != token:
            with pytest.raises(codes.NotOurs):
                codes.session_of(changed, at=NOW)

    def test_what_was_signed_for_something_else_opens_nothing(self):
        until = int(later(minutes=3).timestamp())
        other = signing.Signer(salt="another").sign(f"{uuid4().hex}.{until}")
        with pytest.raises(codes.NotOurs):
            codes.session_of(other, at=NOW)


class TestSquare:
    def page(self, client, who, session):
        return come_in(client, who).get(reverse("supervision:qr", args=[session.pk]))

    def test_it_stands_on_the_supervisors_screen_and_says_until_when(self, client, bo, session):
        response = self.page(client, bo, session)
        assert "code__square" in response.text and "It works until" in response.text
        assert "style=" not in response.text.partition("code__square")[2].partition("</svg>")[0]
        assert "no-store" in response["Cache-Control"]

    def test_it_is_small_enough_for_an_old_camera(self, bo, session):
        link = f"https://mainstay.example.org{here(fresh(session))}"
        assert codes.segno.make_qr(link, error="m").version <= 9

    def test_the_time_is_that_of_whoever_looks_at_it(self, client, bo, session):
        bo.time_zone = "Asia/Tokyo"
        bo.save()
        until = self.page(client, bo, session).context["until"]
        soon = timezone.now() + codes.LASTS
        there = [(soon - timedelta(seconds=n)).astimezone(bo.zone).minute for n in range(9)]
        assert until.minute in there and until.hour == soon.astimezone(bo.zone).hour

    def test_nobody_else_finds_it(self, client, group, cy, kit, sam, session):
        for other in (group[0], cy, kit, sam):
            assert self.page(client, other, session).status_code == 404

    def test_when_everybody_answered_there_is_none(self, client, bo, session):
        for line in session.lines.all():
            confirm(line, by=line.supervisee, at=NOW)
        response = self.page(client, bo, session)
        assert "Everybody has answered" in response.text and "code__square" not in response.text


class TestOpening:
    def test_whoever_was_there_sees_their_card_alone_and_says_yes(self, client, group, session):
        come_in(client, group[0])
        shown = client.get(here(fresh(session)))
        assert shown.context["card"].line.supervisee == group[0]
        assert not any(each.name in shown.text for each in group[1:])
        line = session.lines.get(supervisee=group[0])
        assert line.state == "submitted"  # looking changes nothing
        client.post(reverse("supervision:answer_yes", args=[line.pk]))
        line.refresh_from_db()
        assert line.state == "confirmed"

    def test_a_visitor_signs_in_and_comes_back(self, client, session):
        address = here(fresh(session))
        assert address in unquote(client.get(address)["Location"])

    def test_afterwards_it_says_so_and_leads_on(self, client, group, session):
        come_in(client, group[0])
        token = codes.token_of(session.pk, at=timezone.now() - timedelta(minutes=4))
        response = client.get(here(token))
        assert response.status_code == 410
        assert reverse("supervision:answers") in response.text

    def test_it_gives_nobody_else_a_right(self, client, bo, cy, sam, session):
        for other in (bo, cy, sam):
            response = come_in(client, other).get(here(fresh(session)))
            assert "card" not in response.context
            assert "Member" not in response.text

    def test_a_link_that_nobody_signed_says_the_same_as_an_old_one(self, client, group, session):
        come_in(client, group[0])
        assert client.get(here("x:y")).status_code == 404


def test_the_moment_in_a_token_is_whole_seconds():
    token = codes.token_of(UUID(int=1), at=datetime(2026, 6, 19, 18, 0, 0, 999999, NOW.tzinfo))
    assert codes.session_of(token, at=later(minutes=3)) == UUID(int=1)
