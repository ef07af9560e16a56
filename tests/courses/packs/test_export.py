"""A course of this site as a pack: all that an editor can make, in all its languages."""

import hashlib
import zipfile

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.models import StringTranslation, TranslationSource

from courses import packs
from courses.blocks import LessonBlocks
from courses.models import Course, CoursePage, LessonPage, PackedPage
from tests.courses.activities.conftest import activity_of, own
from tests.courses.builders import make_course, text
from tests.courses.every_block import course_with_every_block
from tests.courses.packs import small, whole
from tests.courses.packs.test_canonical import files

pytestmark = pytest.mark.django_db

IMAGE = {"image": None, "alt": "A door.", "caption": "", "decorative": False}


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "store")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def test_every_block_that_an_editor_can_make_is_in_the_pack(out, picture):
    course = course_with_every_block(picture, activity_of(own()))
    done = packs.export(course, out, licence="CC0-1.0")
    assert [each for each in done.remarks if "captions" not in each] == []
    written = (out / "first/l1.md").read_text()
    kinds = {line.split()[1] for line in written.split("\n") if line.startswith(("::: ", ":::: "))}
    assert LessonBlocks().child_blocks.keys() <= kinds
    assert "::: question #question-1" in (out / "first/module.md").read_text()
    assert {"media/a-card.pdf", "media/card.pdf"} & set(done.files)


def test_a_block_of_an_editor_keeps_its_name_and_its_id(out):
    course = make_course("listening", lessons=1, body=[text("<p>One.</p>"), text("<p>Two.</p>")])
    page = LessonPage.objects.get(slug="l1")
    before = [block.id for block in page.body]
    packs.export(course, out, licence="CC0-1.0")
    page.body = [text("<p>New.</p>"), *page.body.raw_data]
    page.save_revision().publish()
    packs.export(course, out)
    lines = (out / "first/l1.md").read_text().split("\n")
    assert [line for line in lines if ":::" in line and "#" in line] == [
        "::: text #text-3", "::: text #text-1", "::: text #text-2",
    ]  # fmt: skip
    small.change(out, "first/l1.md", "Two.", "Two, and more.")
    packs.load(out)
    after = [block.id for block in LessonPage.objects.get(slug="l1").body]
    assert after[1:] == before and len(Course.objects.all()) == 1


def test_a_zip_is_always_the_same_and_comes_in_elsewhere_the_same(tmp_path):
    packs.load(whole.write(tmp_path / "pack"))
    course = Course.objects.get()
    prints = []
    for name in ("a.zip", "b.zip"):
        packs.export(course, tmp_path / name)
        prints.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert prints[0] == prints[1]
    names = zipfile.ZipFile(tmp_path / "a.zip").namelist()
    assert names == sorted(names) and "locale/es.po" in names
    CoursePage.objects.get(locale__language_code="en").delete()
    PackedPage.objects.all().delete()
    assert packs.load(tmp_path / "a.zip").live == ["es"]
    packs.export(Course.objects.get(), tmp_path / "c.zip")
    assert (tmp_path / "c.zip").read_bytes() == (tmp_path / "a.zip").read_bytes()


def test_drafts_do_not_leave_the_site(out):
    course = make_course("listening", lessons=2)
    page = LessonPage.objects.get(slug="l1")
    page.body = [text("<p>Not yet.</p>")]
    page.save_revision()
    LessonPage.objects.get(slug="l2").unpublish()
    packs.export(course, out, licence="CC0-1.0")
    assert "Not yet" not in (out / "first/l1.md").read_text()
    assert not (out / "first/l2.md").exists()


def test_a_folder_that_holds_something_else_is_left_alone(out):
    course = make_course("listening", lessons=1)
    out.mkdir()
    (out / "diary.txt").write_text("mine")
    with pytest.raises(packs.PackRefused, match="holds something else"):
        packs.export(course, out)
    assert files(out) == {"diary.txt": b"mine"}


def test_what_is_gone_from_the_course_goes_from_the_folder(out, tmp_path):
    packs.load(small.write(tmp_path / "pack"))
    packs.export(Course.objects.get(), out)
    (out / "notes.txt").write_text("mine")
    LessonPage.objects.get(slug="door").unpublish()
    packs.export(Course.objects.get(), out)
    assert not (out / "first/door.md").exists() and not (out / "media/door.svg").exists()
    assert (out / "notes.txt").exists()


def test_what_cannot_come_along_is_said(out):
    empty = {"type": "image", "id": text()["id"], "value": IMAGE}
    course = make_course("listening", lessons=1, body=[text(), empty])
    done = packs.export(course, out)
    assert done.remarks == [
        "first/l1: a block of kind image is not finished.",
        "No licence is known; the pack says “unknown”.",
    ]


LINKED = '<p>See <a linktype="page" id="3">the shelf</a>.</p>'
NESTED = "<ul><li>One<ul><li>Two</li></ul></li></ul>"


@pytest.mark.parametrize(
    ("body", "words"),
    [(LINKED, "a link to a page or file of this site"), (NESTED, "a list within a list")],
    ids=["a link to a page", "a list in a list"],
)
def test_what_rich_text_loses_is_said_on_the_command_line_and_before(out, capsys, body, words):
    course = make_course("listening", lessons=1, body=[text(), text(body)])
    assert [each.split(";")[0] for each in packs.left_out(course)] == [f"first/l1#text-2: {words}"]
    call_command("pack", "export", "listening", str(out), "--licence", "CC0-1.0")
    assert f"first/l1#text-2: {words}" in capsys.readouterr().out


def test_what_is_lost_behind_a_note_is_said_too(out):
    empty = {"type": "image", "id": text()["id"], "value": IMAGE}
    value = {"note": "Hard.", "parts": [text(LINKED), empty], "instead": [text()]}
    noted = {"type": "noted", "id": text()["id"], "value": value}
    course = make_course("listening", lessons=1, body=[noted])
    assert [each.split(":")[0] for each in packs.left_out(course)] == ["first/l1#noted-1"] * 2


def test_a_translation_whose_link_cannot_come_along_is_named(tmp_path, out):
    packs.load(small.in_languages(small.write(tmp_path / "pack"), "es"))
    page = LessonPage.objects.get(slug="window", locale__language_code="en")
    page.body[0].value = RichText(LINKED)
    page.save_revision().publish()
    source = TranslationSource.objects.get(object_id=page.translation_key)
    source.update_from_db()
    segment = source.stringsegment_set.get(string__data__contains="shelf")
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        locale=Locale.objects.get(language_code="es"),
        context=segment.context,
        defaults={"data": 'Vea <a id="a1">el estante</a>.', "tool_name": ""},
    )
    remarks = packs.export(Course.objects.get(), out).remarks
    assert 'msgid "See the shelf."' in (out / "locale/es.po").read_text()
    assert any(each.startswith("es: first/window#light") for each in remarks)


def test_from_the_command_line(out, capsys):
    make_course("listening", lessons=1)
    call_command("pack", "export", "listening", str(out), "--licence", "CC0-1.0")
    assert f"3 files in {out}" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no course “gone”"):
        call_command("pack", "export", "gone", str(out))
