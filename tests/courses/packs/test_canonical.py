"""The one form of a pack: `export(import(p)) == fmt(p)`, byte for byte."""

import shutil

import polib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from hypothesis import example, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from courses import packs
from courses.models import Course
from courses.packs.markdown import to_html
from courses.packs.marking import to_markdown
from courses.packs.problems import Margin, Notebook
from tests.courses.packs import small, whole
from tests.courses.packs.test_check import SHIPPED

WORDS = st.text(st.sampled_from("ab12 *_[]()<>#-+.:!&;\\`~|=\"'\u00a0é"), max_size=12)


def files(folder):
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "store")


@pytest.mark.parametrize("name", ["whole", *(folder.name for folder in SHIPPED)])
@pytest.mark.django_db
@pytest.mark.usefixtures("own_store")
def test_an_export_of_an_import_is_the_canonical_form(tmp_path, name):
    pack = tmp_path / "pack"
    if name == "whole":
        whole.write(pack)
    else:
        shutil.copytree(settings.ROOT / "content" / name, pack)
    packs.fmt(pack)
    packs.load(pack)
    done = packs.export(Course.objects.get(), tmp_path / "out")
    assert done.remarks == []
    assert files(tmp_path / "out") == files(pack)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_what_ships_stands_in_its_canonical_form(folder):
    assert [str(p) for p in packs.check(folder)[1] if "canonical" in p.words] == []


def test_once_is_enough_and_meaning_stays(tmp_path):
    folder = small.write(tmp_path)
    small.change(
        folder, "first/door.md", "title: The door\nminutes: 3", "minutes: 3\ntitle: 'The door'"
    )
    small.change(folder, "first/door.md", "- One\n- Two", "* One\n\n* Two")
    small.in_languages(folder, "es")
    assert packs.fmt(folder) == ["first/door.md"]
    assert (folder / "first/door.md").read_text() == small.DOOR
    assert packs.fmt(folder) == []


def test_what_is_not_canonical_is_a_warning_with_its_line(tmp_path):
    folder = small.write(tmp_path)
    small.change(folder, "first/door.md", "- One", "* One")
    small.change(folder, "first/door.md", "- Two", "* Two")
    found = [p for p in packs.check(folder)[1] if "canonical" in p.words]
    assert [(p.file, p.line, p.is_warning) for p in found] == [("first/door.md", 11, True)]


def test_obsolete_entries_go_and_doubtful_ones_stay_doubtful(tmp_path):
    folder = small.in_languages(small.write(tmp_path), "es")
    small.change(folder, "first/window.md", "Light comes in.", "Air comes in.")
    packs.write_messages(folder)
    file = folder / "locale/es.po"
    entries = polib.pofile(str(file))
    entries[0].flags.append("fuzzy")
    entries.save()
    packs.fmt(folder)
    after = polib.pofile(str(file))
    assert not after.obsolete_entries() and after[0].fuzzy


def test_a_catalogue_wrapped_and_ordered_by_another_program_comes_in_the_same(tmp_path):
    folder = small.in_languages(small.write(tmp_path), "es")
    before = files(folder)
    file = folder / "locale/es.po"
    entries = polib.pofile(str(file), wrapwidth=40)
    entries.metadata |= {"PO-Revision-Date": "2026-05-01 10:00+0000", "X-Generator": "Poedit 3"}
    entries.sort(key=lambda entry: entry.msgid, reverse=True)
    entries.save(str(file))
    assert packs.fmt(folder) == ["locale/es.po"]
    assert files(folder) == before


MARKED = st.recursive(
    WORDS.map(lambda text: BeautifulSoup("", "html.parser").new_string(text).output_ready()),
    lambda inner: st.one_of(
        st.builds("<b>{}</b>".format, inner),
        st.builds("<i>{}</i>".format, inner),
        st.builds('<a href="https://example.org/">{}</a>'.format, WORDS.map(lambda _: "x")),
        st.builds("{}{}".format, inner, inner),
        st.builds("{}<br/>{}".format, inner, inner),
    ),
    max_leaves=4,
)


@hypothesis(max_examples=150, deadline=None)
@given(inside=MARKED)
@example(inside="<b>1<br/> 1</b>")
def test_what_an_editor_writes_is_the_same_words_in_markdown_and_stays(inside):
    text = to_markdown(f"<p>{inside}</p>")
    notebook = Notebook()
    back = to_html(text, margin=Margin(notebook, ""), is_lesson=True)
    assert notebook.problems == []
    assert " ".join(words(back)) == " ".join(words(f"<p>{inside}</p>"))
    assert to_markdown(back) == text


def words(html):
    return BeautifulSoup(html.replace("<br/>", " "), "html.parser").get_text().split()
