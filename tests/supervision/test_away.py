"""What a phone seals, the site opens: once, for whom it is, and while its key is there."""

import json
import uuid
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.urls import reverse
from django.utils import timezone

from office import rotation
from office.due import Due
from people.sessions import KIND
from supervision import api, away, entries, limits, sessions
from supervision.models import Kind, Line, LineState, Mailbox, Session
from tests.conftest import come_in
from tests.supervision.conftest import BEGAN, NOW, agree, later, meeting

IV = b"twelve bytes"


def entry(*agreements, start=BEGAN, minutes=60, **more):
    said = {
        "agreements": [str(each.pk) for each in agreements],
        "start": start.replace(tzinfo=None).isoformat(timespec="minutes"),
        "zone": "UTC",
        "minutes": minutes,
        "mode": "video",
        "device_at": start.isoformat(),
    }
    return said | more


def seal(said, person, *, key, name=None):
    """As static/js/away/seal.js does it."""
    name = name or uuid.uuid4()
    pair = ec.generate_private_key(away.CURVE)
    half, site = away._raw(pair.public_key()), away.from_text(key.public)
    point = ec.EllipticCurvePublicKey.from_encoded_point(away.CURVE, site)
    secret = away.key_from(pair.exchange(ec.ECDH(), point), half=half, site=site)
    box = away.Box(name, key.pk, half, IV, b"")
    bound = away.bound_to(box, away.tag_of(person))
    sealed = AESGCM(secret).encrypt(IV, json.dumps(said).ljust(1024).encode(), bound)
    return away.Box(name, key.pk, half, IV, sealed)


def as_sent(box):
    raw = {name: away.to_text(getattr(box, name)) for name in ("half", "iv", "sealed")}
    return {"v": 1, "uuid": str(box.uuid), "key": str(box.key), **raw}


def take_in(box, *, by, at=NOW):
    return entries.receive(box.uuid, entries.read(box, by=by), by=by, at=at)


@pytest.fixture
def key(db):
    return away.current_key(at=NOW)


class TestABox:
    def test_opens_for_whoever_wrote_it(self, bo, pair, key):
        read = entries.read(seal(entry(pair), bo, key=key), by=bo)
        assert (read.agreements, read.minutes) == ((str(pair.pk),), 60)

    def test_opens_for_nobody_else(self, bo, cy, pair, key):
        with pytest.raises(away.CannotOpen):
            entries.read(seal(entry(pair), bo, key=key), by=cy)

    @pytest.mark.parametrize("change", [{"uuid": uuid.uuid4()}, {"iv": b"other bytes!"}])
    def test_opens_only_as_it_was_sealed(self, bo, pair, key, change):
        box = seal(entry(pair), bo, key=key)
        with pytest.raises(away.CannotOpen):
            away.open_box(away.Box(**{**box.__dict__, **change}), by=bo)

    def test_opens_after_the_keys_of_the_site_have_turned(self, bo, pair, key, settings):
        box = seal(entry(pair), bo, key=key)
        new = "bmV3LWtleS1mb3ItdGVzdHMtb25seS0zMi1ieXRlcyE="
        settings.FIELD_ENCRYPTION_KEYS = [new, *settings.FIELD_ENCRYPTION_KEYS]
        rotation.rotate()
        settings.FIELD_ENCRYPTION_KEYS = [new]
        assert away.open_box(box, by=bo)

    @pytest.mark.parametrize("half", [b"", b"\x04" + b"1" * 64])
    def test_with_a_point_that_is_none_does_not_open(self, bo, pair, key, half):
        box = seal(entry(pair), bo, key=key)
        with pytest.raises(away.CannotOpen):
            away.open_box(away.Box(box.uuid, box.key, half, box.iv, box.sealed), by=bo)

    @pytest.mark.parametrize("said", [None, [], {}, {"v": 1}, {"v": 2}, {"v": 1, "uuid": 3}])
    def test_that_is_none_is_refused(self, said):
        with pytest.raises(away.CannotOpen):
            away.read_box(said)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"minutes": "many"},
            {"start": "today"},
            {"mode": "dream"},
            {"agreements": [1]},
            {"device_at": "2026-06-19T16:00"},
        ],
    )
    def test_with_nonsense_in_it_is_refused(self, bo, pair, key, wrong):
        with pytest.raises(away.CannotOpen):
            entries.read(seal(entry(pair) | wrong, bo, key=key), by=bo)


class TestAKey:
    def test_is_the_same_for_thirty_days(self, key):
        assert away.current_key(at=later(days=29)) == key
        assert away.current_key(at=later(days=30)) != key

    def test_opens_for_ninety_days_more_and_then_goes(self, bo, pair, key):
        box = seal(entry(pair), bo, key=key)
        api.settle(away.MAILBOX_DUE, str(key.pk), at=later(days=119))
        assert take_in(box, by=bo).result == "kept"
        api.settle(away.MAILBOX_DUE, str(key.pk), at=later(days=120))
        with pytest.raises(away.TooOld):
            away.open_box(box, by=bo)

    def test_names_its_own_end(self, key):
        row = Due.objects.get(kind=away.MAILBOX_DUE, key=str(key.pk))
        assert row.at == later(days=120)

    def test_stands_wrapped_in_the_database(self, key, django_assert_num_queries):
        plain = Mailbox.objects.get().private
        raw = Mailbox.objects.extra(select={"raw": "private"}).values_list("raw", flat=True)[0]
        assert plain not in raw and raw != plain


class TestAnEntry:
    def test_sent_twice_is_one_session(self, bo, pair, key):
        box = seal(entry(pair), bo, key=key)
        assert [take_in(box, by=bo).result for _ in range(2)] == ["kept", "already"]
        assert Session.objects.get().pk == box.uuid

    def test_waits_for_the_other_one(self, bo, pair, key):
        take_in(seal(entry(pair), bo, key=key), by=bo)
        assert Line.objects.get().state == LineState.OPEN

    def test_can_be_written_by_who_is_supervised(self, ana, bo, pair, key):
        session = take_in(seal(entry(pair), ana, key=key), by=ana).session
        assert (session.supervisor, session.logged_by) == (bo, ana)

    def test_of_a_group_is_one_session_with_a_line_for_each(self, bo, group, key):
        agreements = list(bo.agreements_given.filter(group="Thursdays"))
        session = take_in(seal(entry(*agreements), bo, key=key), by=bo).session
        assert (session.kind, session.lines.count()) == (Kind.GROUP, 5)

    def test_of_two_who_come_alone_as_a_rule_is_two_together(self, bo, luz, pair, key):
        session = take_in(seal(entry(pair, agree(bo, luz)), bo, key=key), by=bo).session
        assert session.kind == Kind.TRIADIC

    def test_that_overlaps_another_waits_and_neither_counts(self, bo, pair, key):
        first = seal(entry(pair), bo, key=key)
        second = seal(entry(pair, start=BEGAN + timedelta(minutes=30)), bo, key=key)
        results = [take_in(box, by=bo).result for box in (first, second, second, first)]
        assert results == ["kept", "clash", "clash", "clash"]
        assert set(Line.objects.values_list("state", flat=True)) == {LineState.CLASHING}

    def test_of_a_clock_that_was_ahead_is_refused(self, bo, pair, key):
        said = entry(pair, device_at=later(minutes=6).isoformat())
        with pytest.raises(entries.ClockAhead):
            take_in(seal(said, bo, key=key), by=bo)

    def test_is_held_to_the_time_it_comes_in(self, bo, pair, key):
        box = seal(entry(pair, start=NOW), bo, key=key)
        with pytest.raises(limits.NotYet):
            take_in(box, by=bo)
        assert take_in(box, by=bo, at=later(hours=1)).result == "kept"

    def test_about_strangers_is_refused(self, bo, cy, luz, pair, key):
        theirs = agree(cy, luz)
        for which in ((theirs,), (pair, theirs), ()):
            with pytest.raises(sessions.NotTheirs):
                take_in(seal(entry(*which), bo, key=key), by=bo)

    def test_in_a_zone_we_do_not_know_is_read_by_their_own(self, bo, pair, key):
        bo.time_zone = "Asia/Tehran"
        read = entries.read(seal(entry(pair, zone="Mars/North"), bo, key=key), by=bo)
        assert read.zone == "Asia/Tehran"


class TestSending:
    URL = "/en/supervision/offline/send/"

    def send(self, client, box):
        return client.post(self.URL, as_sent(box), content_type="application/json")

    def said(self, pair, **more):
        began = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=2)
        return entry(pair, start=began, **more)

    @pytest.fixture
    def key(self, db):
        return away.current_key(at=timezone.now())

    def test_says_who_is_here_and_gives_a_token(self, client, bo):
        come_in(client, bo)
        said = client.get(self.URL).json()
        assert said["tag"] == away.tag_of(bo) and said["token"]

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_tells_a_visitor_nothing(self, client, db, method):
        answer = getattr(client, method)(self.URL)
        assert (answer.status_code, answer.json()) == (401, {})

    def test_says_what_became_of_it(self, client, bo, pair, key):
        come_in(client, bo)
        box = seal(self.said(pair), bo, key=key)
        assert [self.send(client, box).json()["result"] for _ in range(2)] == ["kept", "already"]

    def test_gives_back_what_is_to_be_put_right(self, client, bo, pair, key):
        come_in(client, bo)
        said = self.send(client, seal(self.said(pair, minutes=721), bo, key=key)).json()
        assert said["result"] == "refused" and said["entry"]["minutes"] == 721
        assert "twelve hours" in said["words"]

    def test_someone_elses_is_refused_unopened(self, client, bo, cy, pair, key):
        come_in(client, cy)
        said = self.send(client, seal(self.said(pair), bo, key=key)).json()
        assert (said["result"], said["entry"]) == ("refused", None)

    @pytest.mark.parametrize("body", ["", "[]", "{", "x" * 20_000])
    def test_refuses_nonsense_in_words(self, client, bo, body):
        come_in(client, bo)
        answer = client.post(self.URL, body, content_type="application/json")
        assert answer.status_code == 400 and answer.json()["words"]

    def test_needs_the_token(self, bo, client):
        client.handler.enforce_csrf_checks = True
        come_in(client, bo)
        assert client.post(self.URL, "{}", content_type="application/json").status_code == 403

    def test_costs_the_same_for_a_large_group(self, client, bo, group, pair, key):
        come_in(client, bo)
        agreements = bo.agreements_given.filter(group="Thursdays")
        said = self.said(pair) | {"agreements": [str(each.pk) for each in agreements]}
        assert self.send(client, seal(said, bo, key=key)).json()["result"] == "kept"


class TestTheForm:
    URL = "/en/supervision/offline/form/"

    def on_own_device(self, client, person):
        come_in(client, person)
        session = client.session
        session[KIND] = "mine"
        session.save()
        return client

    def test_is_not_there_on_a_device_that_others_use(self, client, bo, pair):
        come_in(client, bo)
        assert client.get(self.URL).status_code == 404
        page = client.get(reverse("supervision:offline")).text
        assert "others use this device" in page and "away.js" not in page

    def test_shows_initials_and_no_name(self, client, bo, pair, ana):
        page = self.on_own_device(client, bo).get(self.URL).text
        assert f'value="{pair.pk}"' in page and "<bdi>A</bdi>" in page
        assert not any(f"{each.chosen_name}<" in page for each in (ana, bo))

    def test_shows_names_where_one_chose_so(self, client, bo, pair, ana):
        page = self.on_own_device(client, bo).get(f"{self.URL}?show=names").text
        assert f"<bdi>{ana.chosen_name}</bdi>" in page

    def test_has_both_sides_of_whoever_has_both(self, client, bo, cy, pair):
        agree(cy, bo)
        page = self.on_own_device(client, bo).get(self.URL).text
        assert 'data-side="given"' in page and 'data-side="had"' in page

    def test_holds_no_word_of_what_is_over(self, client, bo, pair):
        pair.until_day = timezone.now().date() - timedelta(days=2)
        pair.save()
        assert str(pair.pk) not in self.on_own_device(client, bo).get(self.URL).text

    def test_a_visitor_is_asked_to_sign_in(self, client, db):
        assert client.get(self.URL).status_code == 302


class TestTheWorker:
    URL = "/en/supervision/sw.js"

    def test_is_for_own_devices(self, client, bo):
        TestTheForm().on_own_device(client, bo)
        assert "respondWith" in client.get(self.URL).text

    def test_takes_itself_away_elsewhere(self, client, bo):
        assert "unregister" in client.get(self.URL).text
        come_in(client, bo)
        assert "unregister" in client.get(self.URL).text

    def test_asks_for_no_wider_scope(self, client, bo):
        answer = client.get(self.URL)
        assert not answer.has_header("Service-Worker-Allowed")
        assert answer["Content-Type"].startswith("text/javascript")
        assert "no-store" in answer["Cache-Control"]


def test_meetings_written_here_and_there_are_compared(bo, ana, pair, key):
    sessions.log(meeting(bo, ana), by=bo, at=NOW)
    assert take_in(seal(entry(pair), bo, key=key), by=bo).result == "clash"
