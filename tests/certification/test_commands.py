"""Schemes and evidence from the command line; no database is touched."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from certification.models import Scheme
from tests.certification.conftest import CODE, SIGNED, on_path, sign

WORKED = Path(__file__).parent / "worked"
SHIPPED = sorted((settings.ROOT / "content" / "schemes").glob("*.yaml"))


def said(*arguments) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_scheme_that_can_be_used_says_which_versions_it_has():
    told = json.loads(said("scheme", "check", WORKED / "asw-like.yaml", "--json"))
    assert told == {"file": "asw-like.yaml", "ok": True, "scheme": "asw-like", "versions": [2]}


def test_a_scheme_that_is_wrong_says_where(tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text((WORKED / "bacp-like.yaml").read_text().replace("min: 90", "mni: 90"))
    with pytest.raises(CommandError, match=r"requires\.each\.min: this is missing"):
        said("scheme", "check", file)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: [", b"", b"[1, 2]", b"evidence: 1"])
def test_what_is_no_scheme_is_refused_in_a_sentence(tmp_path, content):
    file = tmp_path / "wrong.yaml"
    file.write_bytes(content)
    with pytest.raises(CommandError):
        said("scheme", "check", file)


def test_evidence_is_judged_a_line_for_each_document():
    file = WORKED / "bacp-like.yaml"
    told = said("standing", "--evidence", file, file, "--on", "2026-05-10", "--json")
    (answer,) = map(json.loads, told.splitlines())
    assert (answer["state"], answer["next_change"]) == ("short", "2026-06-01")
    assert answer["lines"][0]["short_by"] == 5


def test_the_same_in_words():
    file = WORKED / "bacp-like.yaml"
    told = said("standing", "--evidence", file, file, "--on", "2026-05-10")
    assert "monthly: short, 85 of 90 minutes, short by 5" in told


class TestOnASite:
    def test_a_scheme_is_loaded_once(self, tmp_path, db):
        path = tmp_path / "s.yaml"
        path.write_text(SIGNED.format(slug="signed", version=1, asks=CODE, more=""))
        assert "published" in said("scheme", "load", path)
        assert "there already" in said("scheme", "load", path)

    def test_what_is_published_never_changes(self, tmp_path, db):
        path = tmp_path / "s.yaml"
        path.write_text(SIGNED.format(slug="signed", version=1, asks=CODE, more=""))
        said("scheme", "load", path)
        path.write_text(SIGNED.format(slug="signed", version=1, asks=CODE, more="reminders: [7]"))
        with pytest.raises(CommandError, match="give it a new number"):
            said("scheme", "load", path)

    @pytest.mark.parametrize("slug", ["new", "issuer", "Issuer"])
    def test_a_name_that_the_site_needs_is_refused(self, tmp_path, db, slug):
        path = tmp_path / "s.yaml"
        path.write_text(SIGNED.format(slug=slug, version=1, asks=CODE, more=""))
        with pytest.raises(CommandError, match=f"scheme: the name {slug} is taken by the site"):
            said("scheme", "load", path)
        assert not Scheme.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "where"),
        [
            ({"slug": "two words"}, "scheme"),
            ({"slug": "x" * 61}, "scheme"),
            ({"version": 40_000}, "version"),
            ({"asks": "attestation: {statement: a b, by: self}"}, "code.statement"),
            ({"asks": "document: {kind: a/b}"}, "code.kind"),
            ({"more": "ladder: {family: a b, rank: 1}"}, "ladder.family"),
            ({"more": "ladder: {family: a, rank: 99999}"}, "ladder.rank"),
            ({"more": "renewal: {requires: {id: a/b, document: {kind: x}}}"}, "id a/b"),
            ({"asks": "all: [{id: a/b, document: {kind: x}}]"}, "id a/b"),
        ],
    )
    def test_names_that_no_address_can_hold_are_refused_with_their_place(
        self, tmp_path, db, wrong, where
    ):
        path = tmp_path / "s.yaml"
        values = {"slug": "signed", "version": 1, "asks": CODE, "more": ""} | wrong
        path.write_text(SIGNED.format(**values))
        with pytest.raises(CommandError, match=f"s.yaml: {where}: "):
            said("scheme", "load", path)
        assert not Scheme.objects.exists()

    @pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
    def test_every_rule_that_ships_is_loaded(self, db, path):
        assert "published" in said("scheme", "load", path)

    @pytest.mark.parametrize("content", [b"[" * 3000, b"- " * 3000, b"a: \x00", b"x" * 5_000_000])
    def test_what_would_hurt_is_refused_in_a_sentence(self, tmp_path, db, content):
        path = tmp_path / "s.yaml"
        path.write_bytes(content)
        for verb in ("check", "load"):
            with pytest.raises(CommandError) as refusal:
                said("scheme", verb, path)
            assert len(str(refusal.value)) < 200

    def test_a_person_is_judged(self, ana, signed):
        on_path(ana, signed)
        sign(ana, "2026-03-02")
        told = said("standing", "ana", "signed", "--on", "2026-03-02", "--json")
        assert json.loads(told)["state"] == "met"

    @pytest.mark.parametrize(
        ("names", "words"),
        [
            (["nobody", "signed"], "Nobody signs in"),
            (["ana", "none"], "No such scheme"),
            (["ana"], "Give a person and a scheme"),
        ],
    )
    def test_what_is_not_there_is_said_in_a_sentence(self, ana, signed, names, words):
        with pytest.raises(CommandError, match=words):
            said("standing", *names)
