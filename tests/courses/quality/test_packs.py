"""What `pack check` advises: file and line, in the text and in its translations."""

import pytest

from courses import packs
from courses.models import Course, CoursePage
from courses.packs.lines import Lines
from tests.courses.packs import small


def advice(folder, word=""):
    found = packs.check(folder)[1]
    assert all(each.is_warning for each in found)
    return [(each.file, each.line) for each in found if word in each.words]


def folder_of(tmp_path, **changes):
    return small.write(tmp_path / "small-steps", **changes)


def test_advice_names_the_line_of_the_word(tmp_path):
    folder = folder_of(tmp_path, first_door=[("- Two", "- Two victims")])
    assert advice(folder, "“victims”") == [("first/door.md", 12)]


def test_a_short_text_and_an_answer_have_lines_of_their_own(tmp_path):
    changes = [
        ("alt: A half-open door.", "alt: door.svg"),
        ("> It may feel closed.", "> A victim."),
        ("\n  > Yes.", ""),
    ]
    folder = folder_of(tmp_path, first_door=changes)
    assert advice(folder, "name of a file") == [("first/door.md", 21)]
    assert advice(folder, "“victim”") == [("first/door.md", 28)]
    assert advice(folder, "says nothing back") == [("first/door.md", 29)]


def test_the_front_matter_and_the_introduction_are_looked_at(tmp_path):
    course = [("summary: How little", "summary: Slaves of how little"), ("[more]", "[here]")]
    folder = folder_of(tmp_path, course=course, first_module=[("Two lessons", "Two victims")])
    assert advice(folder, "“Slaves”") == [("course.md", 9)]
    assert advice(folder, "“here”") == [("course.md", 13)]
    assert advice(folder, "“victims”") == [("first/module.md", 3)]


def test_a_translation_has_the_lines_of_its_catalogue(tmp_path):
    folder = small.in_languages(folder_of(tmp_path), "es")
    small.change(folder, "locale/es.po", "es You can leave", "Las víctimas: es You can leave")
    lines = (folder / "locale/es.po").read_text(encoding="utf-8").split("\n")
    at = advice(folder, "“víctimas”")
    assert at[0][0] == "locale/es.po"
    entry = lines[at[0][1] - 1 :][: lines[at[0][1] - 1 :].index("")]
    assert any("víctimas" in line for line in entry)


def test_a_text_that_waits_for_its_translation_is_let_be(tmp_path):
    folder = folder_of(tmp_path, first_door=[("Breathe.", "Victims.")])
    packs.write_messages(folder)
    assert [file for file, _line in advice(folder, "Is there a better")] == ["first/door.md"]


def test_the_level_of_a_course_is_what_its_texts_are_measured_by(tmp_path):
    sentence = "The worker explains every question before the meeting starts. " * 12
    door = [("You can leave it *open*.", sentence)]
    easy = folder_of(tmp_path / "easy", first_door=door)
    assert advice(easy, "hard to read") == []
    level = [("modules: [first]", "modules: [first]\nlevel: 8")]
    hard = folder_of(tmp_path / "hard", first_door=door, course=level)
    assert advice(hard, "hard to read") == [("first/door.md", 0)]


@pytest.mark.django_db
def test_the_level_comes_in_and_goes_out_again(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "store")
    level = [("modules: [first]", "modules: [first]\nlevel: 8")]
    packs.load(folder_of(tmp_path, course=level))
    assert CoursePage.objects.get(slug="small-steps").level == 8
    packs.export(Course.objects.get(slug="small-steps"), tmp_path / "out")
    assert "level: 8" in (tmp_path / "out/course.md").read_text(encoding="utf-8")


def test_a_pack_with_errors_is_not_advised(tmp_path):
    changes = [("- Two", "- Two victims"), ("tone=care", "tone=loud")]
    folder = folder_of(tmp_path, first_door=changes)
    assert not any("better word" in each.words for each in packs.check(folder)[1])


def test_lines_know_blocks_within_a_note():
    text = "---\n---\n:::: noted #letter\nnote: N\n\n::: text #whole\nThe *letter*.\n:::\n::::\n"
    lines = Lines(text)
    assert lines.find("letter.whole.words", "The letter") == 7
    assert lines.find("letter.note", "") == 3
    assert lines.find("nowhere.text", "The letter") == 0
