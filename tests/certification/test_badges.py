"""Badges: any byte that was changed is refused, by us and by another's verifier; taken back, they
say so; an old list brings none back; a new key leaves the old badges good."""

import copy
import json
import subprocess
from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certification import hands, settling, sharing
from certification.badges import checking, issuing, picture, status
from certification.models import Award
from office import signing
from tests.certification.conftest import at, on_path, sign
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

    def test_the_picture_holds_it(self, row):
        png = picture.baked(row, at=WHEN)
        checking.check(checking.document_in(png))

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\x89PNG\r\n\x1a\n", b"{}", b"\xff"])
    def test_what_is_none_is_refused(self, content):
        with pytest.raises(checking.Refused):
            checking.share_of(content)


class TestTakenBack:
    def is_on(self, row, *, when=WHEN):
        return checking.is_on_list(row.badge_index, status.signed_list(0, at=WHEN), at=when)

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
        found = status.signed_list(0, at=WHEN)
        for path in places(found):
            with pytest.raises(checking.Refused):
                checking.is_on_list(row.badge_index, changed(found, path), at=WHEN)

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
        for document in (issuing.credential_of(row, at=now), status.signed_list(0, at=now)):
            result = self.verify(document, tmp_path)
            assert result.returncode == 0, result.stderr

    def test_and_refuses_what_was_changed(self, row, tmp_path):
        badge = issuing.credential_of(row, at=datetime.now(UTC))
        path = ("credentialSubject", "achievement", "name")
        assert self.verify(changed(badge, path), tmp_path).returncode == 1


class TestPages:
    def test_the_issuer_the_list_and_the_achievement_are_served(self, client, row):
        assert client.get("/badges/issuer.json").json()["id"].startswith("did:key:")
        listed = client.get("/badges/status/0.json").json()
        assert listed["credentialSubject"]["statusPurpose"] == "revocation"
        assert client.get("/badges/signed.json").json()["names"]["es"] == "Firmado"
        assert client.get("/badges/status/99.json").status_code == 404

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
