"""A zip is taken like a folder, and never writes outside its own."""

import stat
import zipfile

import pytest

from courses import packs
from courses.packs import parcel


def zipped(folder, file, *, top=""):
    with zipfile.ZipFile(file, "w") as archive:
        for path in folder.rglob("*"):
            archive.write(path, top + path.relative_to(folder).as_posix())
    return file


@pytest.mark.parametrize("top", ["", "small-steps/"])
def test_a_zip_is_checked_like_a_folder(folder, tmp_path, top):
    title, problems = packs.check(zipped(folder, tmp_path / "p.zip", top=top))
    assert (title, problems) == ("Small steps", packs.check(folder)[1])
    assert all(problem.is_warning for problem in problems)


def link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    "name", ["../course.md", "/etc/course.md", "a/../../b", "C:\\x", "a\\..\\b", link("course.md")]
)
def test_a_zip_that_reaches_outside_is_refused(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr(name, "x")
    _, problems = packs.check(tmp_path / "p.zip")
    assert "outside its folder" in problems[0].words


def test_a_zip_that_would_fill_the_disk_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(parcel, "LARGEST", 1000)
    with zipfile.ZipFile(tmp_path / "p.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("course.md", "x" * 2000)
    assert "more than a course pack may" in packs.check(tmp_path / "p.zip")[1][0].words


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(parcel, "MOST_FILES", 2)
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        for name in "abc":
            archive.writestr(name, "x")
    assert "more than a course pack may" in packs.check(tmp_path / "p.zip")[1][0].words


def test_what_is_no_zip_is_refused_in_words(tmp_path):
    (tmp_path / "p.zip").write_bytes(b"PK\x03\x04 nothing")
    assert packs.check(tmp_path / "p.zip")[1][0].words == "p.zip is not a zip that can be read."


def spoilt(file):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("course.md", "words " * 500)
    content = bytearray(file.read_bytes())
    content[45:50] = b"\xff" * 5
    file.write_bytes(content)


def holding(*names):
    def made(file):
        with zipfile.ZipFile(file, "w") as archive:
            for name in names:
                archive.writestr(name, "x")

    return made


@pytest.mark.parametrize(
    "made",
    [spoilt, holding("a", "a/b"), holding("a/b", "a/./b"), holding("a" * 300)],
    ids=["spoilt", "a file for a folder", "one place twice", "a long name"],
)
def test_a_zip_that_cannot_be_unpacked_is_refused_in_words(tmp_path, made):
    made(tmp_path / "p.zip")
    assert packs.check(tmp_path / "p.zip")[1][0].words == "p.zip is not a zip that can be read."


@pytest.mark.parametrize("words", ["*" * 2000 + "a" + "*" * 2000, "credits: " + "[" * 5000])
def test_what_stands_too_deep_is_refused_in_words(folder, words):
    file = folder / "course.md"
    text = file.read_text()
    is_front = words.startswith("credits")
    file.write_text(text.replace("---\n", f"---\n{words}\n", 1) if is_front else text + words)
    assert any(not problem.is_warning for problem in packs.check(folder)[1])


def test_what_is_not_there_is_refused_in_words(tmp_path):
    assert "There is no pack" in packs.check(tmp_path / "gone")[1][0].words
