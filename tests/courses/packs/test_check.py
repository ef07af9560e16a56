"""What `pack check` says of broken packs: the file, the line, and words."""

import json

import pytest
from django.conf import settings

from courses import packs
from courses.packs import checking, front
from tests.courses.packs import small

SHIPPED = sorted(file.parent for file in (settings.ROOT / "content").glob("*/course.md"))


def errors(folder):
    return [problem for problem in packs.check(folder)[1] if not problem.is_warning]


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_every_shipped_pack_is_sound(folder):
    assert errors(folder) == []


def test_a_good_pack_has_no_problems(folder):
    reading = checking.look(folder)  # advice is told apart (tests/courses/quality/test_packs.py)
    assert (reading.pack.title, reading.notebook.problems) == ("Small steps", [])


# file, what to replace, with what, the line named, words that are said
BROKEN = [
    ("course", "format: mainstay-pack/1", "format: other/2", 2, "mainstay-pack/1"),
    ("course", small.KEY, "not-a-uuid", 3, "UUID"),
    ("course", small.KEY, "0f0c3a52-0d4e-1f6c-9a41-3f6f0c1d2e3a", 3, "version 4"),
    ("course", "slug: small-steps", "slug: Small Steps", 4, "small letters"),
    ("course", "audience: members", "audience: all", 6, "members or assigned or public"),
    ("course", "licence: CC-BY-4.0", "license: CC-BY-4.0", 1, "“licence” is missing"),
    ("course", "licence: CC-BY-4.0", "license: CC-BY-4.0", 7, "“license” is not known"),
    ("course", "source: en", "slug: twice", 5, "twice"),
    ("course", "title: Small steps", "title: A: B: [", 8, "not YAML"),
    ("course", "---\nformat", "format", 1, "must open with front matter"),
    ("course", "modules: [first]", "modules: [first, first]", 10, "twice"),
    ("course", "modules: [first]", "modules: [first, second]", 0, "missing"),
    ("course", "Come in", "# Come in", 13, "##"),
    ("course", "Come in", "<b>Come</b> in", 13, "raw HTML"),
    ("course", "Come in", "![a](b.png)", 13, "picture in the text"),
    ("course", "Come in", "`Come` in", 13, "code"),
    ("course", "Stay", "> Stay", 15, "quotation"),
    ("course", "Stay as", "Stay  \nas", 15, "forced line break"),
    ("course", "Stay as long as you like.", "| a |\n|---|\n| b |", 15, "a table"),
    ("course", "https://example.org/", "javascript:alert(1)", 13, "must begin with"),
    ("course", "https://example.org/", "/en/courses/", 13, "must begin with"),
    ("course", "modules: [first]", "modules: [first]\nin_order: often", 11, "true or false"),
    ("course", "modules: [first]", "modules: [first]\nneeded: {z: 1}", 11, "how many of a group"),
    ("course", "modules: [first]", "modules: [first]\ncomes_first: [small-steps]", 0, "this very"),
    ("first_module", "title: First", "title: First\ngroup: z", 3, "a or b or c"),
    ("first_module", "title: First", "title: First\ngroup: a\noptional: true", 1, "Choose one"),
    ("first_door", "minutes: 3", "minutes: 3\ntopics: {ethics: 4}", 1, "more minutes than"),
    ("first_door", "minutes: 3", "minutes: 3\ntopics: [ethics]", 4, "minutes to names of topics"),
    ("first_module", "lessons: [door, window]", "lessons: [door]", 0, "Nothing in the pack names"),
    ("first_module", "summary: Two lessons.\n", "", 1, "“summary” is missing"),
    ("first_door", "minutes: 3", "minutes: three", 3, "whole number"),
    ("first_door", "minutes: 3", "minutes: true", 3, "whole number"),
    ("first_door", "::: text #why", "::: poem #why", 6, "poem"),
    ("first_door", "::: text #why", "::: text", 6, "anchor is missing"),
    ("first_door", "::: text #why", "::: text #Why_not", 6, "#Why_not"),
    ("first_door", "::: text #why", "::: text #why loud=yes", 6, "loud"),
    ("first_door", "#pause", "#why", 15, "twice in this lesson"),
    ("first_door", "- Two\n:::", "- Two\n", 6, "not closed"),
    ("first_door", "Yes.\n:::", "Yes.", 24, "not closed"),
    ("first_door", "- Two\n:::", "- Two\n:::\n\nlost words", 15, "outside any block"),
    ("first_door", "- Two", "  - Two", 12, "list inside a list"),
    ("first_door", "- Two", "\n  Two", 13, "one paragraph"),
    ("first_door", "tone=care", "tone=loud", 15, "note, care, try"),
    ("first_door", "Breathe.", "## Breathe.", 17, "heading"),
    ("first_door", "file=door.svg", "file=gone.svg", 20, "media/gone.svg is missing"),
    ("first_door", "alt: A half-open door.", "", 20, "“alt:” is missing"),
    ("first_door", "alt: A half-open door.", f"alt: {'x' * 301}", 21, "longer than 300"),
    ("first_door", "- [x] #ask", "- [ ] #ask", 24, "here are 0"),
    ("first_door", "- [ ] #shut", "- [x] #shut", 24, "here are 2"),
    ("first_door", "#ask", "#shut", 24, "twice in this question"),
    ("first_door", "- [x] #ask Ask", "- [x] Ask", 29, "anchor is missing"),
    ("first_door", "  > Yes.", "  > Yes.\nand more", 31, "one line"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "words"), BROKEN)
def test_a_broken_pack_is_told_by_line_and_in_words(tmp_path, file, old, new, line, words):
    folder = small.write(tmp_path, **{file: [(old, new)]})
    said = [(problem.line, problem.words) for problem in errors(folder)]
    assert any(at == line and words in text for at, text in said), said


DRAWINGS = [
    ("<path", "<script>alert(1)</script><path"),
    ("<path", "<foreignObject/><path"),
    ("<path", '<path onload="alert(1)"'),
    ("<path", '<use href="https://example.org/x.svg#a"/><path'),
    ("<path", '<path style="fill:url(https://example.org/a)"'),
    ("<path", '<path style="fill:u\\72l(https://example.org/a)"'),
    ("<path", "<style>@import 'x'</style><path"),
    ("<path", '<?xml-stylesheet href="x"?><path'),
    ("<svg", '<!DOCTYPE svg [<!ENTITY a "b">]><svg'),
    ("/></svg>", ">"),
    ('viewBox="0 0 9 9"', ""),
]


@pytest.mark.parametrize(("old", "new"), DRAWINGS)
def test_a_drawing_that_is_more_than_a_drawing_is_refused(folder, old, new):
    small.change(folder, "media/door.svg", old, new)
    assert [problem.file for problem in errors(folder)] == ["media/door.svg"]


def test_a_drawing_may_point_to_its_own_parts(folder):
    small.change(folder, "media/door.svg", "<path", '<use href="#a"/><path fill="url(#b)"')
    assert errors(folder) == []


def test_a_drawing_that_no_lesson_shows_is_only_a_warning(folder):
    small.put(folder, "media/other.svg", small.DRAWING)
    assert [problem.is_warning for problem in checking.look(folder).notebook.problems] == [True]


def test_a_file_that_is_not_text_is_told(folder):
    (folder / "first/door.md").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in errors(folder)[0].words


def test_a_broken_module_is_told_once(folder):
    small.change(folder, "first/module.md", "title: First\n", "")
    assert [problem.file for problem in errors(folder)] == ["first/module.md"]


def test_an_empty_folder_is_told_in_words(tmp_path):
    assert errors(tmp_path)[0].words == "The file is missing."


# --- what is kept beside it
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("locale/es.md", b"\xff\xfe", "not text in UTF-8"),
        ("locale/es.md", b"a\x00b", "not text in UTF-8"),
        ("README.md", b"x" * 200_001, "larger than 200 kB"),
        ("locale/glossary.md", b"x", "named after the language"),
        ("locale/en.md", b"x", "named after the language"),
        ("locale/es.txt", b"x", "Nothing in the pack names this"),
    ],
)
def test_what_cannot_be_kept_is_told(translated, name, content, words):
    (translated / name).write_bytes(content)
    found = errors(translated)
    assert [problem.file for problem in found] == [name]
    assert words in found[0].words


def test_notes_for_translators_may_stand_beside_a_catalogue(translated):
    small.put(translated, "locale/es.md", "# Glosario\n")
    assert errors(translated) == []


# --- translations
def entry(folder, context, text, **values):
    catalogue = small.polib.pofile(str(folder / "locale/es.po"))
    found = next(e for e in catalogue if e.msgctxt == context and text in e.msgid)
    for name, value in values.items():
        setattr(found, name, value)
    catalogue.save()


TRANSLATIONS = [
    ("#intro", "Come", {"msgstr": "Pase y <b>siéntese</b>. Lea más."}, "same marks"),
    ("#intro", "Come", {"msgstr": "Pase. <a id='a1'>Lea</a> más"}, "same marks"),
    ("#intro", "Stay", {"msgstr": "<script>alert(1)</script>"}, "markup other than"),
    ("#intro", "Stay", {"msgstr": '<b class="x">Quédese</b>'}, "markup other than"),
    ("#intro", "Stay", {"msgstr": "<b>Quédese"}, "opened and not closed"),
    ("#intro", "Stay", {"msgstr": "Quédese %(name)s"}, "placeholders"),
    ("#intro", "Stay", {"msgstr": "  "}, "empty space"),
    ("#summary", "How", {"msgstr": "x" * 301}, "longer than 300"),
    ("first/door#choice.ask.text", "Ask", {"msgstr": "x" * 301}, "longer than 300"),
    ("#title", "Small", {"msgctxt": "#titel"}, "nothing at “#titel”"),
    ("#title", "Small", {"msgid": "Small steps, once"}, "another one now"),
]


@pytest.mark.parametrize(("context", "text", "values", "words"), TRANSLATIONS)
def test_a_translation_that_would_do_harm_is_refused(translated, context, text, values, words):
    entry(translated, context, text, **values)
    found = errors(translated)
    assert any(words in problem.words and problem.line for problem in found), found


def test_what_is_not_translated_is_a_warning(translated):
    entry(translated, "#intro", "Stay", msgstr="")
    problems = checking.look(translated).notebook.problems
    assert [problem.is_warning for problem in problems] == [True]
    assert "1 of" in problems[0].words


def test_a_file_that_is_no_catalogue_is_told(translated):
    small.put(translated, "locale/es.po", "msgid oops\n")
    assert [problem.file for problem in errors(translated)] == ["locale/es.po"]


@pytest.mark.parametrize("kind", ["course", "module", "lesson"])
def test_the_published_schema_names_the_same_keys(kind):
    schema = json.loads((settings.ROOT / "docs/schemas/pack.schema.json").read_text())
    wanted, may = getattr(front, kind.upper()), getattr(front, f"{kind.upper()}_MAY")
    assert list(schema["$defs"][kind]["required"]) == list(wanted)
    assert list(schema["$defs"][kind]["properties"]) == [*wanted, *may]
