"""`manage.py pack`: exit code, one sentence on stderr, JSON where asked."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.courses.packs import small


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_check_says_file_line_and_words(folder, capsys):
    small.change(folder, "first/door.md", "minutes: 3", "minutes: none")
    with pytest.raises(CommandError, match="small-steps has 1 to put right"):
        call_command("pack", "check", str(folder))
    assert "small-steps/first/door.md:3: “minutes” must be" in capsys.readouterr().out


def test_check_names_what_is_no_pack_once(folder, capsys):
    with pytest.raises(CommandError, match="nothing has 1 to put right"):
        call_command("pack", "check", str(folder / "nothing"))
    assert capsys.readouterr().out.startswith("nothing: There is no pack at ")


def test_check_gives_a_json_line_for_each_pack(folder, capsys):
    call_command("pack", "check", str(folder), str(folder), "--json")
    assert [line["ok"] for line in lines(capsys)] == [True, True]


def test_messages_counts_what_is_translated(folder, capsys):
    call_command("pack", "messages", str(folder), "--json")
    assert lines(capsys)[0] == {
        "pack": "small-steps", "language": "es", "texts": 21, "translated": 0
    }  # fmt: skip


@pytest.mark.django_db
def test_import_shows_life_and_then_nothing_to_change(folder, capsys):
    small.change(
        folder,
        "first/door.md",
        "::: image #picture file=door.svg\nalt: A half-open",
        "::: text #x\nA",
    )
    (folder / "media/door.svg").unlink()
    call_command("pack", "import", str(folder))
    assert "  first/window: new en" in capsys.readouterr().out
    call_command("pack", "import", str(folder))
    assert "nothing to change" in capsys.readouterr().out


def test_import_of_a_broken_pack_is_refused_in_one_sentence(folder, capsys):
    small.change(folder, "first/door.md", "- [x]", "- [ ]")
    with pytest.raises(CommandError, match=r"can’t be used: first/door\.md:24"):
        call_command("pack", "import", str(folder), "--json")
    assert lines(capsys)[0]["problems"][0]["line"] == 24
