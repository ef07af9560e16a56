"""A file that the room's program wrote is opened by a program that shares no line with it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PHRASE = "Seven  small bóats, on the WATER"
NOTES = ["A quiet day.\nThe second line.", "يوم هادئ", "half of a pair \ud83d and 🕊"]
ENTRIES = [{"kind": "note", "on": "2026-11-28", "about": "", "text": text} for text in NOTES] + [
    {"kind": "plan", "on": "2026-11-28", "parts": {"signs": "short nights", "helps": ""}},
    {
        "kind": "check",
        "on": "2026-11-28",
        "check": "our-check",
        "version": "1.0.0",
        "answers": {"rest": 2},
    },
]


def written_by_the_room(path, phrase, entries):
    command = ["tools/node.sh", "node", "tests/wellbeing/room/write-a-file.js", path]
    said = json.dumps({"phrase": phrase, "entries": entries})
    subprocess.run(command, cwd=ROOT, input=said, text=True, check=True, timeout=60)
    return path


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("taken")
    return written_by_the_room(folder / "notes.json", PHRASE, ENTRIES)


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    folder = tmp_path_factory.mktemp("other")
    return written_by_the_room(folder / "notes.json", PHRASE, ENTRIES[:1])


def open_my_vault(path, *, phrase=PHRASE, options=()):
    command = [sys.executable, "tools/open-my-vault", "--phrase-from", "-", *options, path]
    said = phrase.encode()
    return subprocess.run(command, cwd=ROOT, input=said, capture_output=True, check=False)


def assert_refused(path, *, phrase=PHRASE):
    told = open_my_vault(path, phrase=phrase)
    assert (told.returncode, told.stdout) == (1, b"")
    sentence = told.stderr.decode().strip()
    assert sentence.endswith(".") and "\n" not in sentence, sentence


def test_everything_is_opened(taken):
    told = open_my_vault(taken)
    data = json.loads(told.stdout)
    notes = [entry["text"] for entry in data["entries"] if entry["kind"] == "note"]
    assert sorted(notes) == sorted([*NOTES[:2], "half of a pair ? and 🕊"])
    assert {entry["kind"] for entry in data["entries"]} == {"note", "plan", "check"}
    assert (data["v"], data["slots"], told.stderr) == (1, [], b"")


def test_it_can_be_read_as_text(taken):
    lines = open_my_vault(taken, options=["--text"]).stdout.decode().splitlines()
    for line in ("2026-11-28  note", "The second line.", "signs: short nights", "rest: 2"):
        assert line in lines


@pytest.mark.parametrize(
    "typed",
    [
        "seven small boats on the water",
        "SEVEN\tSMALL\nBO\u0301ATS (on) the water!\n",
        "ｓeven small boats on the water",
    ],
)
def test_a_phrase_counts_in_one_form_however_it_is_typed(taken, typed):
    assert open_my_vault(taken, phrase=typed).returncode == 0


def test_arabic_phrases_count_in_one_form_too(tmp_path):
    path = written_by_the_room(tmp_path / "notes.json", "أَوراقٌ هادِئة في ٱلمدرســة، إلى الآن", [])
    told = open_my_vault(path, phrase="\u200fاوراق هاديه  في المدرسه الي الان")
    assert json.loads(told.stdout)["entries"] == []


def test_another_phrase_opens_nothing(taken):
    for phrase in ("seven small boats on the waters", ""):
        assert_refused(taken, phrase=phrase)


@pytest.mark.parametrize("place", [3, 15, 30, 60, 90, 300, 500, 520, 40_000, -3, -4])
def test_one_flipped_bit_opens_nothing(taken, tmp_path, place):
    raw = bytearray(taken.read_bytes())
    raw[place] ^= 1
    (tmp_path / "flipped").write_bytes(raw)
    assert_refused(tmp_path / "flipped")


def test_every_byte_of_the_boxes_counts(taken, tmp_path):
    """The last bytes too, which no letter of base64 may hide."""
    envelope = json.loads(taken.read_text())
    for part in ("slot", "vault"):
        letters = envelope[part]
        for instead in ({"B": "A"}.get(letters[-2], "B"), chr(ord(letters[-2]) + 1)):
            changed = envelope | {part: letters[:-2] + instead + "="}
            (tmp_path / "changed").write_text(json.dumps(changed, separators=(",", ":")))
            assert_refused(tmp_path / "changed")


def test_swapped_parts_open_nothing(taken, other, tmp_path):
    mine, theirs = json.loads(taken.read_text()), json.loads(other.read_text())
    swaps = [
        mine | {"slot": mine["vault"], "vault": mine["slot"]},
        mine | {"slot": theirs["slot"]},
        mine | {"vault": theirs["vault"]},
        mine | {"salt": theirs["salt"]},
        mine | {"slot": theirs["slot"], "salt": theirs["salt"]},
    ]
    for swapped in swaps:
        (tmp_path / "swapped").write_text(json.dumps(swapped, separators=(",", ":")))
        assert_refused(tmp_path / "swapped")


def test_a_file_that_is_cut_or_none_at_all_opens_nothing(taken, tmp_path):
    raw = taken.read_bytes()
    for cut in (raw[:-1], raw[:-3000], raw[:200], b"", b"{}", b"[" * 200_000, b"\xff\xfe", b"null"):
        (tmp_path / "cut").write_bytes(cut)
        assert_refused(tmp_path / "cut")
    assert_refused(tmp_path / "not-there")


def test_another_version_opens_nothing(taken, tmp_path):
    raw = taken.read_bytes()
    first = raw.index(b'"vault":"') + 9  # the first byte of a box is its version
    newer = raw[:first] + b"Ag" + raw[first + 2 :]
    for changed in (raw.replace(b"notes-file/1", b"notes-file/2"), newer):
        (tmp_path / "newer").write_bytes(changed)
        assert_refused(tmp_path / "newer")


def test_white_space_at_the_end_does_no_harm(taken, tmp_path):
    (tmp_path / "edited").write_bytes(taken.read_bytes() + b"\r\n")
    assert open_my_vault(tmp_path / "edited").returncode == 0
