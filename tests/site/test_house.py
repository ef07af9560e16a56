"""What holds for the whole house: migrations, catalogues, files, languages, the way out."""

import socket
import subprocess
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

from tests.conftest import WayOut
from tools import messages

ROOT = Path(settings.ROOT)
LARGEST = 1_000_000
MACHINES = ["/" + "work/", "/" + "root/", "/" + "tmp/w/", "/home" + "/runner"]


@pytest.mark.django_db(databases="__all__")
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_message_is_translated():
    assert messages.check() == []


def entry(msgid, msgstr, **more):
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


@pytest.mark.parametrize(
    "wrong",
    [
        entry("Courses", ""),
        entry("Courses", "Cursos", flags=["fuzzy"]),
        entry("%(n)s of %(all)s", "%(n)s de %(al)s"),
        entry("A", "B", obsolete=True),
        polib.POEntry(msgid="%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "x", 1: ""}),
    ],
)
def test_a_message_that_is_not_well_translated_is_seen(wrong):
    assert list(messages.problems_of(wrong))


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_large_file_is_kept():
    assert [path.name for path in tracked() if path.stat().st_size > LARGEST] == []


def test_no_path_of_one_machine_is_kept():
    found = [
        path.name for path in tracked() for place in MACHINES if place.encode() in path.read_bytes()
    ]
    assert found == []


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_language_says_which_way_it_reads(client, db, language):
    page = client.get(f"/{language}/").content.decode()
    way = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{way}">' in page


@pytest.mark.parametrize("place", [("192.0.2.1", 80), ("example.org", 443)])
def test_a_way_out_is_seen_and_refused(no_way_out, place):
    with socket.socket() as door, pytest.raises(WayOut):
        door.connect(place)
    assert no_way_out == [place]
    no_way_out.clear()
