"""The one address that keeps: exact bytes in, exact bytes out, refusals without words."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import come_in
from tests.people.test_lock import leave_alone, sign_in
from tests.wellbeing import conftest
from tests.wellbeing.conftest import BOTH, BOX, BYTES, KINDS, OF_OUR_PAGE, ask, box, place
from wellbeing import boxes, limits, protocol
from wellbeing.models import Slot, Vault
from wellbeing.protocol import HEAD, LONGEST, NONE_YET, SIZES, VAULT, Ask, Malformed

pytestmark = BOTH
OPS = st.sampled_from([b"g", b"p", b"d"])
LOCATORS, ETAGS = (st.binary(min_size=size, max_size=size) for size in (32, 16))


def is_understood(body):
    try:
        return bool(protocol.parse(body))
    except Malformed:
        return False


class TestBytes:
    @given(OPS, st.sampled_from(KINDS), LOCATORS, ETAGS)
    def test_what_is_asked_is_read_as_it_was_meant(self, op, kind, where, etag):
        body = box(kind) if op == b"p" else b""
        assert protocol.parse(op + kind + where + etag + body) == Ask(op, kind, where, etag, body)

    @given(OPS, st.sampled_from(KINDS), st.integers(0, LONGEST + 100))
    def test_one_length_each_is_understood(self, op, kind, length):
        right = HEAD + (SIZES[kind] if op == b"p" else 0)
        assert is_understood((op + kind).ljust(length, b"x")[:length]) == (length == right)

    @pytest.mark.parametrize("more", [-1, 1])
    @pytest.mark.parametrize("kind", KINDS)
    def test_a_byte_more_or_less_is_not(self, kind, more):
        for whole in (conftest.get(kind), conftest.put(kind), conftest.delete(kind)):
            assert is_understood(whole)
            assert not is_understood((whole + b"x")[: len(whole) + more])

    @given(st.binary(max_size=200))
    def test_noise_is_refused_in_one_way(self, noise):
        if noise[:1] not in b"gpds":
            assert not is_understood(noise)

    @given(st.binary(min_size=1, max_size=64))
    def test_the_salt_is_asked_for_by_two_bytes(self, more):
        assert protocol.parse(b"s-") == Ask(b"s")
        assert not is_understood(b"s-" + more)


class TestKeeping:
    def test_the_salt_is_that_of_the_account(self, signed_in, ana):
        assert ask(signed_in, b"s-").content == bytes(ana.private_salt)
        assert len(ana.private_salt) == 16

    @pytest.mark.parametrize("kind", KINDS)
    def test_what_is_put_is_read_again(self, signed_in, kind):
        etag = ask(signed_in, conftest.put(kind)).content
        assert len(etag) == 16 and etag != NONE_YET
        assert ask(signed_in, conftest.get(kind)).content == etag + box(kind)

    @pytest.mark.parametrize("kind", KINDS)
    def test_where_nothing_lies_the_answer_is_as_long(self, signed_in, kind):
        ask(signed_in, conftest.put(kind))
        there = ask(signed_in, conftest.get(kind))
        nowhere = [ask(signed_in, conftest.get(kind, place(2))) for _ in range(2)]
        assert {len(each.content) for each in (there, *nowhere)} == {16 + SIZES[kind]}
        assert {each.content[:16] for each in nowhere} == {NONE_YET}
        assert nowhere[0].content != nowhere[1].content
        assert {*there.headers.items()} == {*nowhere[0].headers.items()}

    def test_a_slot_is_not_a_vault(self, signed_in):
        ask(signed_in, conftest.put(VAULT))
        assert ask(signed_in, conftest.get(protocol.SLOT)).content[:16] == NONE_YET

    def test_a_new_state_takes_the_place_of_the_one_that_was_seen(self, signed_in):
        first = ask(signed_in, conftest.put()).content
        second = ask(signed_in, conftest.put(etag=first, body=box(fill=b"y"))).content
        assert second != first
        assert ask(signed_in, conftest.get()).content == second + box(fill=b"y")

    def test_who_saw_an_older_state_changes_nothing(self, signed_in):
        first = ask(signed_in, conftest.put()).content
        second = ask(signed_in, conftest.put(etag=first)).content
        for seen in (first, NONE_YET, b"?" * 16):
            answer = ask(signed_in, conftest.put(etag=seen, body=box(fill=b"y")))
            assert (answer.status_code, answer.content) == (409, b"")
        assert ask(signed_in, conftest.get()).content == second + box()

    def test_what_was_deleted_elsewhere_does_not_come_back(self, signed_in):
        etag = ask(signed_in, conftest.put()).content
        ask(signed_in, conftest.delete())
        assert ask(signed_in, conftest.put(etag=etag)).status_code == 409
        assert not Vault.objects.exists()

    @pytest.mark.parametrize("kind", KINDS)
    def test_deleting_twice_says_the_same(self, signed_in, kind):
        ask(signed_in, conftest.put(kind))
        for _ in range(2):
            answer = ask(signed_in, conftest.delete(kind))
            assert (answer.status_code, answer.content) == (200, b"")
        assert not Slot.objects.exists() and not Vault.objects.exists()

    def test_the_table_does_not_hold_the_place(self, signed_in):
        ask(signed_in, conftest.put())
        row = Vault.objects.get()
        assert bytes(row.key) != place() and len(bytes(row.key)) == 32
        assert place() not in b"".join(map(bytes, (row.key, row.etag, row.body)))

    def test_who_holds_the_place_reads_it_whoever_they_are(self, signed_in, bo):
        """The bytes belong to nobody that the server knows."""
        ask(signed_in, conftest.put())
        other = come_in(Client(), bo)
        assert ask(other, conftest.get()).content[16:] == box()


class TestRefusals:
    """A status, and nothing else."""

    def is_refused(self, answer, status):
        assert (answer.status_code, answer.content) == (status, b"")
        assert not answer.cookies
        assert not Vault.objects.exists()

    @pytest.mark.parametrize("body", [b"s", b"s-x", b"gv", b"xx" + b"x" * 48])
    def test_what_is_not_understood(self, signed_in, body):
        self.is_refused(ask(signed_in, body), 400)

    def test_what_is_too_long_is_not_even_read(self, signed_in):
        self.is_refused(ask(signed_in, b"p" * (3 * 1024 * 1024)), 400)

    @pytest.mark.parametrize("length", ["many", "-1", "1e3"])
    def test_a_length_that_is_none(self, signed_in, length):
        answer = signed_in.generic(
            "POST", BOX, b"s-", BYTES, headers=OF_OUR_PAGE, CONTENT_LENGTH=length
        )
        self.is_refused(answer, 400)

    def test_who_is_not_signed_in(self, client, room_is_open):
        for body in (b"s-", conftest.get(), conftest.put(), b"nonsense"):
            self.is_refused(ask(client, body), 401)

    def test_who_still_owes_a_second_step(self, client, kit, room_is_open):
        client.force_login(kit)
        self.is_refused(ask(client, conftest.put()), 401)
        come_in(client, kit)
        assert ask(client, b"s-").status_code == 200

    def test_a_shared_device_that_locked_itself(self, client, ana, room_is_open):
        sign_in(client, ana)
        leave_alone(client)
        self.is_refused(ask(client, conftest.put()), 423)

    @pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
    def test_a_page_elsewhere(self, signed_in, site):
        self.is_refused(ask(signed_in, conftest.put(), **{"Sec-Fetch-Site": site}), 403)

    @pytest.mark.parametrize(
        ("origin", "status"),
        [
            ("http://testserver", 200),
            ("http://evil.example", 403),
            ("http://testserver.evil.example", 403),
            ("http://testserver:81", 403),
            ("null", 403),
            ("", 403),
        ],
    )
    def test_an_old_browser_says_by_the_origin_where_it_stands(self, signed_in, origin, status):
        answer = signed_in.post(BOX, b"s-", content_type=BYTES, headers={"Origin": origin})
        assert answer.status_code == status

    def test_who_says_nothing_of_where_they_stand(self, signed_in):
        self.is_refused(signed_in.post(BOX, conftest.put(), content_type=BYTES), 403)

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json", ""]
    )
    def test_what_a_form_could_send(self, signed_in, kind):
        answer = signed_in.generic("POST", BOX, conftest.put(), kind, headers=OF_OUR_PAGE)
        self.is_refused(answer, 403)

    def test_a_form_with_parts(self, signed_in):
        self.is_refused(signed_in.post(BOX, {"a": "b", "parked": "1"}, headers=OF_OUR_PAGE), 403)

    @pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
    def test_another_verb(self, signed_in, method):
        self.is_refused(signed_in.generic(method, BOX, b"s-", BYTES, headers=OF_OUR_PAGE), 405)

    def test_too_often(self, signed_in, monkeypatch):
        monkeypatch.setattr(limits, "MOST_REQUESTS", 0)
        self.is_refused(ask(signed_in, conftest.put()), 429)

    def test_a_room_that_is_full(self, signed_in, monkeypatch):
        monkeypatch.setattr(limits, "BOXES_PER_ACCOUNT", 0)
        monkeypatch.setattr(limits, "BOXES_BESIDE", 0)
        self.is_refused(ask(signed_in, conftest.put()), 507)

    def test_an_account_that_left(self, signed_in, ana):
        ana.is_active = False
        ana.save()
        self.is_refused(ask(signed_in, conftest.get()), 401)

    @pytest.mark.parametrize("path", ["/notes/", "/notes/nowhere", "/notes/box/", "/notes/-/x.js"])
    def test_an_address_that_is_none(self, client, db, path):
        self.is_refused(client.get(path), 404)


def test_a_request_without_trouble_opens_nothing_to_the_next(signed_in):
    """No answer is kept by anybody on the way."""
    assert ask(signed_in, b"s-")["Cache-Control"] == "no-store"
    assert boxes.total() == 0
