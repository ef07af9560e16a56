"""A proof holds from the file alone; whatever byte of it is another, it holds no more."""

import base64
import json
from io import StringIO
from string import ascii_letters

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from office import pdf
from supervision import links, sealing
from supervision.canonical import canonical
from supervision.models import Party
from supervision.papers import proof, signing, taking
from supervision.papers.checking import NotProven, check, read_key
from supervision.retiring import retire_person
from supervision.sessions import correct
from tests.supervision.conftest import NOW, agree, meeting
from tests.supervision.papers import asked, proof_of, sealed

OTHER = base64.urlsafe_b64encode(b"o" * 32).decode()


@pytest.fixture
def content(bo, ana, pair):
    sealed(bo, ana, times=3)
    return proof_of(ana, with_details=True)


@pytest.fixture
def paper(bo, ana, pair):
    sealed(bo, ana, times=2)
    return taking.as_pdf(asked(ana), at=NOW)


def resigned(content, change):
    """Changed, and signed again with the site's key, as only the site could."""
    value = json.loads(content)
    del value["signature"]
    change(value)
    signature = base64.b64encode(sealing.signing_key().sign(canonical(value))).decode()
    return canonical({**value, "signature": signature})


def fails(content, **more):
    with pytest.raises(NotProven) as caught:
        check(content, **more)
    return str(caught.value)


def every_change_shows(content, places):
    for at in places:
        for bit in (1, 0x20, 0x80):
            changed = bytearray(content)
            changed[at] ^= bit
            fails(bytes(changed))


class TestWhatHolds:
    def test_it_says_whose_hours_and_how_many_minutes(self, ana, content):
        proven = check(content)
        assert (proven.name, proven.minutes, proven.links) == ("Ana", 180, 3)
        assert proven.is_whole and not proven.pinned

    def test_the_key_of_the_site_can_be_given(self, content):
        assert check(content, pins=sealing.public_keys()).pinned

    def test_another_key_does_not_do(self, content):
        key = Ed25519PrivateKey.from_private_bytes(b"x" * 32).public_key()
        assert "another key" in fails(content, pins=[key])

    def test_a_new_key_over_old_links_still_proves_both(self, bo, ana, pair, settings):
        sealed(bo, ana)
        settings.SIGNING_KEYS = [OTHER, *settings.SIGNING_KEYS]
        assert len(check(proof_of(ana), pins=sealing.public_keys()).keys) == 2

    def test_a_correction_stands_for_what_it_corrects(self, bo, ana, pair):
        [line] = sealed(bo, ana)
        held = meeting(bo, ana, minutes=45)
        new = correct(line.session, held, reason="It was shorter", by=bo, at=NOW).lines.get()
        proven = check(proof_of(ana))
        assert [each["line"] for each in proven.lines] == [str(new.pk)]
        assert (proven.minutes, proven.links) == (0, 2)

    def test_nothing_sealed_is_proven_too(self, ana):
        assert check(proof_of(ana)).minutes == 0

    def test_no_name_stands_below_the_cover(self, ana, bo, content):
        value = json.loads(content)
        del value["cover"]
        below = json.dumps(value)
        for name in ('"Ana"', '"Bo"', "example.org"):  # signatures may hold the letters
            assert name not in below

    def test_whoever_left_breaks_nothing(self, bo, ana, content):
        bo.retired_at = NOW
        bo.save()
        retire_person(bo, at=NOW)
        assert "Somebody who left" in json.loads(proof_of(ana))["cover"]["names"].values()
        assert check(proof_of(ana)).minutes == 180

    def test_details_are_opened_only_where_that_is_wished(self, ana, content):
        assert len(json.loads(content)["opened"]) == 3
        assert json.loads(proof_of(ana))["opened"] == {}

    def test_what_a_supervisor_takes_along_holds_their_sessions_only(self, bo, cy, ana, pair):
        agree(cy, ana)
        sealed(bo, ana)
        proven = check(proof_of(ana, by=bo))
        assert (proven.is_whole, proven.links) == (False, 1)


class TestOneByte:
    def test_of_a_proof_whichever_it_is(self, content):
        every_change_shows(content, range(0, len(content), 7))

    def test_nor_may_one_be_added_or_taken_out(self, content):
        for changed in (content[:-1], content[1:], content + b" ", content + b"\n", b" " + content):
            fails(changed)

    def test_of_a_signature_that_means_the_same_written_otherwise(self, content):
        """The last sign of 64 bytes in base64 has four bits that nobody reads."""
        signed = json.loads(content)["signature"]
        others = [f"{signed[:-3]}{sign}==" for sign in ascii_letters if sign != signed[-3]]
        same = [each for each in others if base64.b64decode(each) == base64.b64decode(signed)]
        assert same
        for each in same:
            fails(content.replace(signed.encode(), each.encode()))

    def test_of_the_paper_whichever_it_is(self, paper):
        assert check(paper).kind == "pdf"
        places = range(0, len(paper), 149)
        every_change_shows(paper, places)

    def test_of_the_signature_itself(self, paper):
        begins = paper.index(b"/Contents <")
        ends = paper.index(b">", begins)
        every_change_shows(paper, range(begins, ends + 1, 11))

    def test_nothing_may_follow_the_paper(self, paper):
        for changed in (paper[:-1], paper + b"\n", paper + b"%%EOF", paper[: len(paper) // 2]):
            fails(changed)


class TestWhoeverHoldsAnotherKey:
    """A forger signs well, with a key of their own."""

    @pytest.fixture
    def forged(self, bo, ana, pair, settings):
        sealed(bo, ana)
        keys = list(settings.SIGNING_KEYS)
        settings.SIGNING_KEYS = [OTHER]
        made = taking.as_pdf(asked(ana), at=NOW)
        settings.SIGNING_KEYS = keys
        return made

    def test_shows_where_the_key_of_the_site_is_given(self, forged):
        fails(forged, pins=sealing.public_keys())

    def test_a_true_proof_in_a_paper_of_their_own_shows(self, ana, bo, pair, settings):
        sealed(bo, ana)
        true = proof_of(ana)
        settings.SIGNING_KEYS = [OTHER]
        page = "<!doctype html><html lang=en><title>x</title><body>900 hours"
        made = signing.signed(pdf.render(page, data={signing.PROOF_NAME: true}))
        assert "another key than the site" in fails(made)


class TestTheChain:
    def test_in_another_order(self, content):
        assert "chain" in fails(resigned(content, lambda value: value["chain"].reverse()))

    def test_with_a_link_left_out(self, content):
        assert "chain" in fails(resigned(content, lambda value: value["chain"].pop(1)))

    def test_with_a_link_twice(self, content):
        fails(resigned(content, lambda value: value["chain"].append(value["chain"][-1])))

    def test_cut_at_its_end(self, content):
        assert "code" in fails(resigned(content, lambda value: value["chain"].pop()))

    def test_of_another_person(self, ana, luz, content):
        def swap(value):
            value["cover"]["whose"] = str(Party.objects.create(person=luz).uuid)
            value["cover"]["names"][value["cover"]["whose"]] = "Luz"

        assert "another person" in fails(resigned(content, swap))

    def test_with_more_minutes_than_were_sealed(self, content):
        def more(value):
            value["chain"][0]["content"]["minutes"] = 600

        assert "changed" in fails(resigned(content, more))

    def test_a_line_that_nobody_sealed(self, content):
        def add(value):
            line = dict(value["cover"]["lines"][0], line="00000000-0000-4000-8000-000000000000")
            value["cover"]["lines"].append(line)

        assert "sealed" in fails(resigned(content, add))

    def test_another_kind_than_was_sealed(self, content):
        def other(value):
            next(iter(value["opened"].values()))["private"]["kind"] = "debrief"

        assert "not what was sealed" in fails(resigned(content, other))

    def test_a_key_under_another_name(self, content):
        def rename(value):
            [(name, key)] = value["keys"].items()
            value["keys"] = {"0" * 16: key, name: key}

        fails(resigned(content, rename))


class TestWhateverItIsGiven:
    @given(st.binary(max_size=300))
    def test_bytes(self, content):
        for each in (content, b"%PDF-1.7\n" + content, b'{"format":"mainstay-proof/1"}'):
            fails(each)

    @given(st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=5))
    def test_parts_of_another_shape(self, part):
        names = ("format", "signed_by", "keys", "cover", "chain", "opened", "signature")
        value = dict.fromkeys(names, part) | {"format": proof.FORMAT}
        try:
            content = canonical(value)
        except ValueError:
            return
        fails(content)

    def test_a_deep_nest(self):
        fails(b"[" * 100_000)


class TestTheCommand:
    @pytest.fixture
    def file(self, content, tmp_path):
        path = tmp_path / "proof.json"
        path.write_bytes(content)
        return path

    def run(self, *args):
        out = StringIO()
        call_command("hours", "verify", *args, stdout=out)
        return out.getvalue()

    def test_it_needs_no_database(self, file):
        def refuse(*args, **more):
            raise AssertionError("A database was asked.")

        with connection.execute_wrapper(refuse):
            said = json.loads(self.run(str(file), "--json"))
        assert said["holds"] and not said["pinned"]

    def test_it_says_that_a_key_is_wanted(self, file):
        assert "No key was given" in self.run(str(file))

    def test_a_key_pins_it(self, file):
        key = base64.b64encode(sealing.public_keys()[0].public_bytes_raw()).decode()
        assert read_key(key)
        assert "with the key you gave" in self.run(str(file), "--key", key)

    def test_one_changed_byte_ends_badly(self, file):
        file.write_bytes(file.read_bytes().replace(b'"minutes":60', b'"minutes":61'))
        with pytest.raises(CommandError, match="changed"):
            self.run(str(file), "--json")

    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(CommandError, match="No such file"):
            self.run(str(tmp_path / "none.pdf"))


def test_the_code_is_the_beginning_of_the_last_seal(ana, content):
    digest = sealing.chain_of(ana)[-1].digest
    assert check(content).code.replace("-", "").lower() == digest[:16]


def test_the_same_site_has_the_same_certificate():
    assert signing.certificate() == signing.certificate()
    assert links.key_id(sealing.signing_key().public_key())
