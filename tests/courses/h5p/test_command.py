"""`manage.py h5p`: exit code, one sentence on stderr, a JSON line for each file where asked."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from courses import h5p
from courses.models import H5PLibrary, H5PPackage
from tests.courses.h5p import parcel


@pytest.fixture
def good(tmp_path):
    return written(tmp_path, "steps.h5p", parcel.good())


@pytest.fixture
def spoilt(tmp_path):
    return written(tmp_path, "spoilt.h5p", parcel.adding({"content/a.js": b"x"}))


def written(folder, name, package):
    path = folder / name
    path.write_bytes(package)
    return str(path)


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_check_gives_a_json_line_for_each_file(good, spoilt, capsys, db):
    with pytest.raises(CommandError, match=r"^spoilt\.h5p has 1 to put right\.$"):
        call_command("h5p", "check", good, spoilt, "--json")
    first, second = lines(capsys)
    assert first == {
        "file": "steps.h5p", "ok": True, "title": "Small steps", "main_library": "Mainstay.Steps",
        "version": "1.1.3", "errors": [], "warnings": [],
    }  # fmt: skip
    assert not second["ok"] and second["errors"] == [
        {
            "code": "not-in-whitelist",
            "where": "content/a.js",
            "message": "Files of this kind may not be in a package here.",
        }
    ]


def test_check_says_it_in_words_too(spoilt, capsys, db):
    with pytest.raises(CommandError):
        call_command("h5p", "check", spoilt)
    said = capsys.readouterr().out
    assert "spoilt.h5p: content/a.js: Files of this kind may not be in a package here." in said


def test_check_writes_nothing(good, media, db):
    call_command("h5p", "check", good)
    assert media() == [] and not H5PPackage.objects.exists()


def test_check_needs_no_database(tmp_path, capsys, monkeypatch):
    def gone(version):
        raise DatabaseError

    monkeypatch.setattr(h5p, "admitted", gone)
    with pytest.raises(CommandError, match="2 to put right"):
        call_command("h5p", "check", written(tmp_path, "bare.h5p", parcel.content_only()))


def test_import_keeps_the_package_once(good, media, capsys, db):
    call_command("h5p", "import", good, "--json")
    call_command("h5p", "import", good, "--json")
    assert [line["ok"] for line in lines(capsys)] == [True, True]
    assert H5PPackage.objects.count() == 1


def test_import_of_a_spoilt_package_keeps_nothing(spoilt, media, db):
    with pytest.raises(CommandError, match="1 to put right"):
        call_command("h5p", "import", spoilt)
    assert media() == []


def test_libraries_are_admitted_only_where_the_operator_says_so(good, media, db):
    call_command("h5p", "import", good)
    assert not H5PLibrary.objects.filter(state="admitted").exists()
    call_command("h5p", "import", good, "--admit")
    assert not H5PLibrary.objects.exclude(state="admitted").exists()


def test_a_file_that_is_not_there_is_told_in_one_sentence(db):
    with pytest.raises(CommandError, match=r"There is no file at gone\.h5p"):
        call_command("h5p", "check", "gone.h5p")
