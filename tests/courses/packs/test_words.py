"""Blocks of words in a pack: written down, checked, translated, taken in."""

import pytest
from django.core.files.storage import default_storage
from wagtail.documents.models import Document

from courses import packs
from courses.models import LessonPage
from office.pictures import Picture
from tests.courses.packs import small

WORDS = """---
title: The window
minutes: 2
---

::: heading #light
title: Light
:::

::: text #in
It comes in. [Later](#evening).
:::

::: heading #evening level=3
title: In the evening
:::

::: image #frame file=door.svg decorative=yes
:::

::: figure #parts file=door.svg
alt: A window and its frame.
caption: A window
- #pane The pane
- #sill The sill
:::

::: figure #ours drawing=window
alt: A window.
:::

::: callout #first tone=important
Open it first.
:::

::: case_story #lena
title: The second chair
Lena asks.

- Omar moves a chair.
:::

::: term #boundary
term: Boundary
What is **all right**.
:::

::: quotation #saying link=https://example.org/a?b=c
source: A saying
Ask first.

Then wait.
:::

::: download #card file=card.pdf
title: A card for your pocket
:::
"""
PDF = "%PDF-1.7 a card"


@pytest.fixture
def spoken(folder):
    small.put(folder, "first/window.md", WORDS)
    small.put(folder, "media/card.pdf", PDF)
    return folder


def errors(folder):
    return [problem for problem in packs.check(folder)[1] if not problem.is_warning]


def test_each_can_be_written_down(spoken):
    assert errors(spoken) == []


def test_translators_get_the_words_and_nothing_else(spoken):
    packs.write_messages(spoken)
    file = small.polib.pofile(str(spoken / "locale/es.po"))
    here = [(e.msgctxt.partition("#")[2], e.msgid) for e in file if "window" in e.msgctxt]
    assert here == [
        ("title", "The window"),
        ("light.title", "Light"),
        ("in.text", 'It comes in. <a id="a1">Later</a>.'),
        ("evening.title", "In the evening"),
        ("parts.alt", "A window and its frame."),
        ("parts.caption", "A window"),
        ("parts.pane.label", "The pane"),
        ("parts.sill.label", "The sill"),
        ("ours.alt", "A window."),
        ("first.text", "Open it first."),
        ("lena.title", "The second chair"),
        ("lena.text", "Lena asks."),
        ("lena.text", "Omar moves a chair."),
        ("boundary.term", "Boundary"),
        ("boundary.text", "What is <b>all right</b>."),
        ("saying.text", "Ask first."),
        ("saying.text", "Then wait."),
        ("saying.source", "A saying"),
        ("card.title", "A card for your pocket"),
    ]


@pytest.mark.django_db
class TestTakenIn:
    @pytest.fixture(autouse=True)
    def own_store(self, settings, tmp_path):
        settings.MEDIA_ROOT = str(tmp_path / "media")

    @pytest.fixture
    def taken(self, spoken):
        packs.load(small.in_languages(spoken, "es"))
        return {
            code: LessonPage.objects.get(locale__language_code=code, slug="window").body
            for code in ("en", "es")
        }

    def test_words_are_translated_and_the_rest_is_the_same(self, taken):
        by_kind = {block.block_type: block.value for block in taken["es"]}
        assert by_kind["heading"]["title"] == "es In the evening"
        assert by_kind["heading"]["level"] == "3" and by_kind["heading"]["anchor"] == "evening"
        assert by_kind["figure"]["drawing"] == "window"
        assert by_kind["case_story"]["title"] == "es The second chair"
        assert by_kind["term"]["term"] == "es Boundary"
        assert by_kind["quotation"]["link"] == "https://example.org/a?b=c"
        assert by_kind["callout"]["tone"] == "important"

    def test_a_figure_has_its_drawing_and_its_labels(self, taken):
        parts = next(block.value for block in taken["es"] if block.block_type == "figure")
        assert [each["label"] for each in parts["labels"]] == ["es The pane", "es The sill"]
        assert parts["image"] == Picture.objects.get()

    def test_a_download_is_a_document_of_the_site_once(self, taken, spoken):
        document = Document.objects.get()
        assert {b.value["document"] for t in taken.values() for b in t[10:]} == {document}
        assert default_storage.open(document.file.name).read() == PDF.encode()
        assert document.file_size == len(PDF)

    def test_a_second_import_writes_nothing_and_a_new_file_is_a_change(self, taken, spoken):
        assert not packs.load(spoken).has_changes
        small.put(spoken, "media/card.pdf", f"{PDF} in a new edition")
        assert packs.load(spoken).pages["first/window"] == "changed"
        assert Document.objects.count() == 2

    def test_what_was_taken_in_can_be_published_by_an_editor(self, taken):
        for block in taken["en"]:
            block.block.clean(block.value)


# what to replace, with what, the line named, words that are said
BROKEN = [
    ("title: Light\n", "", 6, "“title:” is missing"),
    ("title: Light\n", "title: Light\nmore\n", 6, "nothing below"),
    ("#evening level=3", "#evening level=4", 14, "must be 2 or 3"),
    ("::: heading #light\n", "::: heading #light level=3\n", 6, "smaller heading"),
    ("#evening).", "#morning).", 10, "leads to no heading"),
    ("::: heading #light", "::: heading #main", 6, "uses this anchor itself"),
    ("::: heading #light", "::: heading #trauma", 6, "would stand in addresses"),
    ("decorative=yes\n", "decorative=yes\nalt: A frame.\n", 18, "has no “alt:”"),
    ("decorative=yes", "decorative=no", 18, "“decorative=yes”, or nothing"),
    ("file=door.svg decorative", "file=card.pdf decorative", 18, "one of svg"),
    ("#parts file=door.svg", "#parts", 21, "either “file=…” or “drawing=…”"),
    ("#parts file", "#parts drawing=cup file", 21, "either “file=…” or “drawing=…”"),
    ("#parts file=door.svg", "#parts file=gone.svg", 21, "media/gone.svg is missing"),
    ("drawing=window", "drawing=dragon", 28, "not one of our drawings"),
    ("alt: A window.\n", "", 28, "“alt:” is missing"),
    ("- #pane", "-", 24, "anchor is missing"),
    ("#pane", "#sill", 25, "twice in this figure"),
    ("- #pane The pane", "The pane", 24, "labels only"),
    ("- #pane The pane", f"- #pane {'x' * 121}", 24, "longer than 120"),
    ("The second chair", "x" * 121, 37, "longer than 120"),
    ("Lena asks.", "## Lena asks.", 38, "heading"),
    ("Lena asks.", "[Lena](https://example.org/) asks.", 38, "a link"),
    ("term: Boundary\n", "", 43, "“term:” is missing"),
    ("What is **all right**.\n", "", 43, "no text"),
    ("source: A saying\n", "", 48, "“source:” is missing"),
    ("link=https:", "link=javascript:", 48, "must begin with"),
    ("file=card.pdf", "file=door.svg", 55, "must be one of pdf"),
    ("#card file=card.pdf", "#card", 55, "“file=…” is missing"),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), BROKEN)
def test_what_is_wrong_is_told_by_line_and_in_words(spoken, old, new, line, words):
    small.change(spoken, "first/window.md", old, new)
    said = [(problem.line, problem.words) for problem in errors(spoken)]
    assert any(at == line and words in text for at, text in said), said


@pytest.mark.parametrize("content", ["<html>", "MZ"])
def test_a_file_that_is_not_what_its_name_says_is_refused(spoken, content):
    small.put(spoken, "media/card.pdf", content)
    assert [problem.file for problem in errors(spoken)] == ["media/card.pdf"]


def test_a_file_of_another_kind_is_refused(spoken):
    small.put(spoken, "media/card.exe", "MZ")
    assert "A pack holds drawings" in errors(spoken)[0].words


def test_a_file_that_no_lesson_offers_is_only_a_warning(spoken):
    small.put(spoken, "media/other.pdf", PDF)
    found = [problem for problem in packs.check(spoken)[1] if problem.file == "media/other.pdf"]
    assert [problem.is_warning for problem in found] == [True]


@pytest.mark.parametrize(
    ("context", "longest"),
    [("boundary.term", 120), ("parts.pane.label", 120), ("saying.source", 200)],
)
def test_a_translation_that_does_not_fit_is_told(spoken, context, longest):
    small.in_languages(spoken, "es")
    catalogue = small.polib.pofile(str(spoken / "locale/es.po"))
    entry = next(e for e in catalogue if e.msgctxt == f"first/window#{context}")
    entry.msgstr = "x" * (longest + 1)
    catalogue.save()
    assert f"longer than {longest}" in errors(spoken)[0].words
