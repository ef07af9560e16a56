"""Badges: any byte that was changed is refused, by us and by another's verifier; taken back, they
say so; an old list brings none back; a new key leaves the old badges good."""

import copy
import json
import subprocess
from datetime import UTC, date, datetime, timedelta
from importlib import resources

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openbadgeslib import ob3
from openbadgeslib.errors import LibOpenBadgesException

from certification import hands, settling, sharing
from certification.badges import checking, issuing, picture, status
from certification.models import Award, Scheme
from office import signing
from people import breaks
from tests.certification.conftest import at, on_path, publish, sign
from tests.conftest import come_in

pytestmark = pytest.mark.django_db
WHEN = at("2026-03-03")
KEY = "YmFkZ2VzLWZha2Uta2V5LWZvci10ZXN0cy0zMi1iISE="
NODE = [str(site.ROOT / "tools" / "node.sh"), "node", "tools/verifier/verify.mjs"]


@pytest.fixture
def award(ana, signed):
    on_path(ana, signed)
    sign(ana, "2026-03-02")
    settling.settle_person(str(ana.pk), at=at("2026-03-02"))
    return Award.objects.get(person=ana)


@pytest.fixture
def row(award):
    given = {"printed": "chosen", "languages": ["ar", "en"], "with_badge": True}
    return sharing.share(award, by=award.person, at=WHEN, **given)[0]


@pytest.fixture
def badge(row):
    return issuing.credential_of(row, at=WHEN)


@pytest.fixture
def old_badge(ana):
    """Signed in March 2026 and good for thirty days; nobody touched it since."""
    on_path(ana, publish("brief", more="validity: {lasts: {days: 30}}"))
    sign(ana, "2026-03-02")
    settling.settle_person(str(ana.pk), at=at("2026-03-02"))
    given = {"printed": "chosen", "languages": ["en"], "with_badge": True}
    row, _code = sharing.share(Award.objects.get(scheme__slug="brief"), by=ana, at=WHEN, **given)
    return row, issuing.credential_of(row, at=WHEN)


def list_named_in(badge, client):
    """As whoever checks the badge fetches it."""
    address = badge["credentialStatus"]["statusListCredential"].removeprefix(site.SITE_URL)
    return client.get(address)


def bring(client, document):
    file = SimpleUploadedFile("badge.json", json.dumps(document).encode())
    return client.post("/verify/", {"file": file})


def places(value, path=()):
    """Every text and number in it, but the proof's own moment."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from places(each, (*path, key))
    elif isinstance(value, list):
        for n, each in enumerate(value):
            yield from places(each, (*path, n))
    else:
        yield path


def changed(document, path, by="x"):
    other = copy.deepcopy(document)
    *way, last = path
    at_ = other
    for step in way:
        at_ = at_[step]
    at_[last] = f"{at_[last]}{by}"
    return other


class TestABadge:
    def test_it_says_what_was_granted_and_names_whom_the_holder_chose(self, badge):
        checking.check(badge)
        subject = badge["credentialSubject"]
        assert subject["achievement"]["name"] == "موقّع"
        assert subject["id"].startswith("urn:uuid:")
        assert '"Ana"' in json.dumps(subject)
        assert badge["proof"]["cryptosuite"] == "eddsa-rdfc-2022"

    def test_without_a_name_it_holds_none(self, award):
        given = {"printed": "none", "languages": ["en"], "with_badge": True}
        row, _code = sharing.share(award, by=award.person, at=WHEN, **given)
        assert '"Ana"' not in json.dumps(issuing.credential_of(row, at=WHEN))

    def test_a_change_anywhere_is_refused(self, badge):
        for path in places(badge):
            with pytest.raises(checking.Refused):
                checking.check(changed(badge, path))

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(st.text(min_size=1, max_size=8))
    def test_so_is_anything_added(self, badge, words):
        with pytest.raises(checking.Refused):
            checking.check(badge | {"name": words})

    def test_somebody_elses_is_refused(self, badge, settings):
        settings.SIGNING_KEYS = [KEY]
        with pytest.raises(checking.Refused, match="somebody else"):
            checking.check(badge)

    def test_a_new_key_leaves_the_old_ones_good(self, badge, settings):
        settings.SIGNING_KEYS = [f"badges:{KEY}", *settings.SIGNING_KEYS]
        checking.check(badge)
        assert signing.ring()[0]["purpose"] == "badges"

    def test_its_last_day_counts_no_break_that_is_still_to_come(self, ana):
        more = "validity: {lasts: {years: 2}, breaks: stop}"
        on_path(ana, publish("resting", more=more))
        sign(ana, "2026-03-02")
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        breaks.add(ana, first=date(2026, 4, 1), last=None, at=at("2026-04-01"))
        given = {"printed": "none", "languages": ["en"], "with_badge": True}
        award = Award.objects.get(scheme__slug="resting")
        row, _code = sharing.share(award, by=ana, at=at("2026-04-03"), **given)
        found = issuing.credential_of(row, at=at("2026-04-03"))["validUntil"]
        assert found.startswith("2028-03-05"), "two days of the break are over, and the day ends"

    def test_the_picture_holds_it(self, row):
        png = picture.baked(row, at=WHEN)
        checking.check(checking.document_in(png))

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\x89PNG\r\n\x1a\n", b"{}", b"\xff"])
    def test_what_is_none_is_refused(self, content):
        with pytest.raises(checking.Refused):
            checking.share_of(content)


class TestPastItsDays:
    def test_an_untouched_one_is_known_and_the_page_says_that_it_is_over(self, client, old_badge):
        row, badge = old_badge
        answer = bring(client, badge)
        assert answer["Location"] == f"/verify/{row.code}/"
        page = client.get(answer["Location"], headers={"accept-language": "en"})
        assert "No longer valid" in page.content.decode()

    def test_a_change_anywhere_is_still_refused(self, old_badge):
        for path in places(old_badge[1]):
            with pytest.raises(checking.Refused):
                checking.check(changed(old_badge[1], path))

    def test_so_is_one_that_is_hidden_under_anothers_number(self, row, old_badge):
        """The same statements are signed, yet the page of another showing would be opened."""
        other = {"id": f"urn:uuid:{row.pk}", "@included": [old_badge[1]]}
        for kept in (("@context", "proof"), ("@context", "proof", "type"), tuple(old_badge[1])):
            with pytest.raises(checking.Refused):
                checking.check({name: old_badge[1][name] for name in kept} | other)


class TestTakenBack:
    def is_on(self, row, *, when=WHEN):
        return checking.is_on_list(row.badge_index, self.listed(), at=when)

    def listed(self):
        return status.signed_list(0, signing.signer(signing.BADGES), at=WHEN)

    def test_the_list_says_so(self, row, award, kit):
        assert not self.is_on(row)
        hands.revoke(award, reason="x", by=kit, at=WHEN)
        assert self.is_on(row)

    def test_a_showing_that_was_ended_too(self, row, ana):
        sharing.take_back(row, by=ana, at=WHEN)
        assert self.is_on(row)

    def test_an_old_list_says_nothing(self, row):
        with pytest.raises(checking.Refused, match="too old"):
            self.is_on(row, when=WHEN + timedelta(days=8))

    def test_a_changed_list_is_refused(self, row):
        found = self.listed()
        for path in places(found):
            with pytest.raises(checking.Refused):
                checking.is_on_list(row.badge_index, changed(found, path), at=WHEN)

    def test_badge_and_list_are_of_one_issuer_also_after_a_new_key(
        self, client, row, badge, settings, kit
    ):
        settings.SIGNING_KEYS = [f"badges:{KEY}", *settings.SIGNING_KEYS]
        newer = issuing.credential_of(row, at=WHEN)
        assert newer["issuer"]["id"] != badge["issuer"]["id"]
        for each in (badge, newer):
            assert list_named_in(each, client).json()["issuer"] == each["issuer"]["id"]
        hands.revoke(row.award, reason="x", by=kit, at=WHEN)
        for each in (badge, newer):
            found = list_named_in(each, client).json()
            assert checking.is_on_list(row.badge_index, found, at=datetime.now(UTC))

    def test_a_reader_without_our_keys_follows_a_badge_to_its_list(
        self, client, row, badge, settings, kit
    ):
        """It checks no proof of a list (it knows them as JWT only), but all that the list says."""
        settings.SIGNING_KEYS = [f"badges:{KEY}", *settings.SIGNING_KEYS]

        def verify():
            return ob3.OB3LdpVerifier().verify(
                badge,
                check_status=True,
                verify_status_list=False,
                download=lambda address: client.get(address.removeprefix(site.SITE_URL)).content,
            )

        assert verify().id == badge["id"]
        hands.revoke(row.award, reason="x", by=kit, at=WHEN)
        with pytest.raises(LibOpenBadgesException, match="'revocation' is set"):
            verify()

    def test_a_key_that_is_gone_has_no_list(self, client, badge, settings):
        assert list_named_in(badge, client).status_code == 200
        settings.SIGNING_KEYS = [KEY]
        assert list_named_in(badge, client).status_code == 404

    def test_a_list_is_no_badge_though_we_signed_it(self, client):
        assert bring(client, self.listed()).status_code == 404

    def test_places_are_drawn_and_never_twice(self):
        taken = set()
        for _ in range(200):
            taken.add(status.draw_index(taken))
        assert len(taken) == 200
        assert max(taken) > 1000


def contexts():
    """Those that the library brings, by their address."""
    found = {}
    for file in resources.files("openbadgeslib.ob3").joinpath("contexts").iterdir():
        if file.name.endswith(".json"):
            found[file.name] = json.loads(file.read_text(encoding="utf-8"))
    known = {
        "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
        "https://w3id.org/security/data-integrity/v2": "security-data-integrity-v2.json",
        "https://w3id.org/security/multikey/v1": "security-multikey-v1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-v3p0-extensions.json",
    }
    for version in ("3.0.1", "3.0.2", "3.0.3"):
        address = f"https://purl.imsglobal.org/spec/ob/v3p0/context-{version}.json"
        known[address] = f"ob-v3p0-context-{version}.json"
    return {address: found[name] for address, name in known.items()}


class TestAnothersVerifier:
    def verify(self, document, tmp_path):
        file = tmp_path / "given.json"
        file.write_text(json.dumps({"document": document, "contexts": contexts()}))
        return subprocess.run(
            [*NODE, str(file)], cwd=site.ROOT, capture_output=True, text=True, check=False
        )

    def test_it_takes_what_we_issued(self, row, tmp_path):
        now = datetime.now(UTC)
        key = signing.signer(signing.BADGES)
        for document in (issuing.credential_of(row, at=now), status.signed_list(0, key, at=now)):
            result = self.verify(document, tmp_path)
            assert result.returncode == 0, result.stderr

    def test_and_refuses_what_was_changed(self, row, tmp_path):
        badge = issuing.credential_of(row, at=datetime.now(UTC))
        path = ("credentialSubject", "achievement", "name")
        assert self.verify(changed(badge, path), tmp_path).returncode == 1


class TestPages:
    def test_the_issuer_the_list_and_the_achievement_are_served(self, client, badge):
        assert client.get("/badges/issuer.json").json()["id"].startswith("did:key:")
        listed = list_named_in(badge, client).json()
        assert listed["credentialSubject"]["statusPurpose"] == "revocation"
        assert client.get("/badges/signed.json").json()["names"]["es"] == "Firmado"

    @pytest.mark.parametrize("place", ["0", "nobody/0", "{key}/64", "{key}/-1", "{key}/x"])
    def test_other_lists_there_are_none(self, client, place):
        key = signing.key_id(signing.public_keys(signing.BADGES)[0])
        assert client.get(f"/badges/status/{place.format(key=key)}.json").status_code == 404

    def test_what_it_is_for_can_be_read_after_it_was_put_away(self, client, badge):
        Scheme.objects.update(archived_at=WHEN)
        address = badge["credentialSubject"]["achievement"]["id"].removeprefix(site.SITE_URL)
        told = client.get(address).json()
        assert told["name"] == "Signed"
        rule = client.get(told["criteria"]["id"].removeprefix(site.SITE_URL))
        assert rule.status_code == 200

    def test_the_issuer_stays_whatever_a_rule_is_called(self, client):
        scheme = publish("other")
        Scheme.objects.filter(pk=scheme.pk).update(slug="issuer")
        assert client.get("/badges/issuer.json").json()["type"] == ["Profile"]

    def test_of_what_was_taken_back_none_is_made_anew(self, client, row, award, ana, kit):
        come_in(client, ana)
        for state in ("revoked", "replaced"):
            Award.objects.filter(pk=award.pk).update(state=state)
            for name in ("badge.json", "badge.png"):
                address = f"/en/certificates/shown/{row.pk}/{name}"
                assert client.get(address).status_code == 404

    def test_a_holder_fetches_theirs_and_nobody_else_does(self, client, row, ana, cy):
        for name, start in (("badge.json", b"{"), ("badge.png", b"\x89PNG")):
            address = f"/en/certificates/shown/{row.pk}/{name}"
            come_in(client, cy)
            assert client.get(address).status_code == 404
            come_in(client, ana)
            assert client.get(address).content.startswith(start)

    def test_whoever_brings_one_sees_what_its_code_shows(self, client, row):
        png = SimpleUploadedFile("b.png", picture.baked(row, at=WHEN))
        answer = client.post("/verify/", {"file": png})
        assert answer["Location"] == f"/verify/{row.code}/"
