"""The private room is copied apart from all else, and only by who says so."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.wellbeing.conftest import BOTH, KINDS, box, place
from wellbeing import boxes
from wellbeing.protocol import NONE_YET

pytestmark = BOTH
DAY = date(2026, 11, 28)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "room.sqlite3"


def test_the_room_comes_back_from_its_own_copy(file, capsys):
    etags = [boxes.put(kind, place(), NONE_YET, box(kind), on=DAY) for kind in KINDS]
    call_command("backup", private_room=str(file))
    assert "2 locked boxes" in capsys.readouterr().out
    for kind in KINDS:
        boxes.remove(kind, place())
    call_command("room", "restore", str(file))
    assert [boxes.read(kind, place())[0] for kind in KINDS] == etags


def test_a_copy_overwrites_nothing(file):
    file.write_text("something dear")
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", private_room=str(file))
    assert file.read_text() == "something dear"


@pytest.mark.parametrize("words", [[], ["site.zip"]])
def test_of_the_site_there_is_none_and_it_says_so(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match="Only the private room"):
        call_command("backup", *words)
    assert not any(tmp_path.iterdir())
