"""`guide.md`: what a course says to whoever leads it in a group, beside `course.md`."""

import pytest

from courses import packs
from courses.models import Course, CoursePage
from courses.packs import checking, duplicating, messages, source
from courses.packs.comparing import What
from tests.courses.packs import small

TEXT = "## Before you begin\n\nRead it *all* first.\n\n- Chairs\n- Water\n"


@pytest.fixture
def guided(folder):
    small.put(folder, "guide.md", TEXT)
    return small.in_languages(folder, "es")


@pytest.fixture
def own_store(db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "store")


def page(language="en"):
    return CoursePage.objects.get(slug="small-steps", locale__language_code=language)


def problems(folder):
    return [(p.file, p.line, p.words) for p in checking.check(folder)[1] if not p.is_warning]


def warnings(folder):
    return [(p.file, p.line) for p in checking.check(folder)[1] if p.is_warning]


def what(folder):
    return {
        each.name: each.what
        for each in packs.compare(folder)
        if each.what != What.SAME and not each.language
    }


# --- reading it
def test_it_is_read_as_the_introduction_is(guided):
    pack = source.readable(guided)
    assert pack.guide.startswith("<h2>Before you begin</h2><p>Read it <i>all</i> first.</p><ul>")
    assert problems(guided) == []


def test_its_texts_stand_in_the_catalogues_after_those_of_the_introduction(guided):
    texts = [m.text for m in messages.of_pack(source.readable(guided)) if m.context == "#guide"]
    assert texts == ["Before you begin", "Read it <i>all</i> first.", "Chairs", "Water"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\ntitle: A guide\n---\n", 1, "Markdown alone"),
        ("", 0, "says nothing"),
        ("\n  \n", 0, "says nothing"),
        ("Fine.\n\n| a | b |\n|---|---|\n", 3, "a table"),
        ("Fine.\n\n![A door](door.svg)\n", 3, "a picture"),
        ("<script>alert(1)</script>\n", 1, "raw HTML"),
        ("Fine.\n\n[x](javascript:alert(1))\n", 3, "A link must begin"),
        ("# Too large\n", 1, "## or ###"),
    ],
)
def test_what_it_cannot_be_is_told_with_its_line(folder, text, line, words):
    small.put(folder, "guide.md", text)
    [(file, at, said)] = problems(folder)
    assert (file, at) == ("guide.md", line) and words in said


def test_what_is_not_text_is_told_once(folder):
    (folder / "guide.md").write_bytes(b"\xff\xfe")
    assert problems(folder) == [("guide.md", 0, "The file is not text in UTF-8.")]


def test_advice_names_its_file_and_line(guided):
    small.put(guided, "guide.md", f"{TEXT}\nRead [here](https://example.org/guide).\n")
    assert ("guide.md", 8) in warnings(guided)


def test_it_is_brought_to_one_form(guided):
    small.put(guided, "guide.md", TEXT.replace("- ", "* "))
    assert ("guide.md", 5) in warnings(guided)
    assert packs.fmt(guided) == ["guide.md"]
    assert (guided / "guide.md").read_text() == TEXT


# --- coming in and going out
def test_it_comes_in_in_every_language_and_goes_out_again(guided, tmp_path, own_store):
    packs.load(guided)
    assert "<h2>Before you begin</h2>" in page().guide
    assert "<h2>es Before you begin</h2>" in page("es").guide
    assert what(guided) == {}
    out = tmp_path / "out"
    packs.export(Course.objects.get(), out)
    assert (out / "guide.md").read_text() == TEXT


def test_a_course_without_one_has_no_such_file(folder, tmp_path, own_store):
    packs.load(folder)
    packs.export(Course.objects.get(), tmp_path / "out")
    assert not (tmp_path / "out/guide.md").exists()


def test_a_guide_that_was_taken_off_leaves_an_older_export(guided, tmp_path, own_store):
    packs.load(guided)
    packs.export(Course.objects.get(), tmp_path / "out")
    here = page()
    here.guide = ""
    here.save_revision().publish()
    packs.export(Course.objects.get(), tmp_path / "out")
    assert not (tmp_path / "out/guide.md").exists()


def test_a_copy_of_a_course_has_it(guided, own_store):
    packs.load(guided)
    key = duplicating.duplicate(Course.objects.get())
    copy = CoursePage.objects.get(translation_key=key, locale__language_code="en")
    assert copy.get_latest_revision_as_object().guide == page().guide


def test_what_learners_read_says_what_could_not_come_along(guided, tmp_path, own_store):
    packs.load(guided)
    here = page()
    here.guide = f'<p><a linktype="page" id="{here.pk}">The course</a></p>'
    here.save_revision().publish()
    done = packs.export(Course.objects.get(), tmp_path / "out")
    assert [each for each in done.remarks if each.startswith("guide: ")]


# --- merging
def test_one_that_is_new_in_a_pack_comes_to_a_course_that_had_none(folder, own_store):
    packs.load(folder)
    small.put(folder, "guide.md", TEXT)
    assert what(folder) == {"#guide": What.THEIRS}
    assert packs.load(folder).pages[""] == "changed"
    assert "Before you begin" in page().guide
    assert what(folder) == {}


def test_one_that_was_edited_here_stays_and_theirs_can_be_chosen(guided, own_store):
    packs.load(guided)
    here = page()
    here.guide = "<p>Our own.</p>"
    here.save_revision().publish()
    assert what(guided) == {"#guide": What.OURS}
    small.put(guided, "guide.md", TEXT.replace("Water", "Tea"))
    packs.write_messages(guided)
    assert what(guided) == {"#guide": What.BOTH}
    packs.load(guided)
    assert page().guide == "<p>Our own.</p>"
    packs.load(guided, choices={"#guide": "theirs"})
    assert "Tea" in page().guide


def test_one_that_is_no_longer_in_the_pack_goes(guided, own_store):
    packs.load(guided)
    (guided / "guide.md").unlink()
    packs.write_messages(guided)
    assert what(guided) == {"#guide": What.THEIRS}
    packs.load(guided)
    assert page().guide == ""
