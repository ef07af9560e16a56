"""Our own content types: packed to the same bytes, sound by our rules, in every language."""

import io
import json
import re
import zipfile

import pytest
from django.conf import settings
from django.core.management import call_command

from courses.h5p import build, check
from courses.h5p.building import as_json, packed, words

HOME = settings.ROOT / "content" / "h5p"
BUILT = {built.name: built.package for built in build(HOME)}
LIBRARIES = sorted(HOME.glob("Mainstay.*"))
SOURCES = sorted(HOME.glob("*/*.js"))
SAID = {"label", "description", "default", "entity"}
each_library = pytest.mark.parametrize("library", LIBRARIES, ids=lambda path: path.name)
each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)


def files(package):
    archive = zipfile.ZipFile(io.BytesIO(package))
    return {name: archive.read(name) for name in archive.namelist()}


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", BUILT)
def test_what_we_build_passes_our_own_check(name):
    report = check(io.BytesIO(BUILT[name]), name=name, shelf=lambda version: None)
    assert report.errors == [] and report.warnings == []


def test_building_twice_gives_the_same_bytes():
    assert {built.name: built.package for built in build(HOME)} == BUILT


def test_the_order_and_the_hour_of_files_leave_no_trace():
    assert packed({"b": b"1", "a": b"2"}) == packed({"a": b"2", "b": b"1"})
    archive = zipfile.ZipFile(io.BytesIO(packed({"a": b"2"})))
    assert archive.getinfo("a").date_time == (1980, 1, 1, 0, 0, 0)


def test_every_example_is_there_in_every_language():
    examples = {name.split(".")[0] for name in BUILT}
    assert set(BUILT) == {
        f"{example}.{code}.h5p" for example in examples for code in settings.ALL_LANGUAGES
    }


def test_every_type_has_an_example():
    mains = {read(path)["mainLibrary"] for path in HOME.glob("examples/*/*/h5p.json")}
    assert mains == {read(library / "library.json")["machineName"] for library in LIBRARIES}


def test_a_package_brings_its_library_and_nothing_else():
    names = set(files(BUILT["what-can-wait.en.h5p"]))
    folders = {name.split("/")[0] for name in names}
    assert folders == {"h5p.json", "content", "Mainstay.Sorting-1.1"}


@each_library
def test_a_type_needs_no_other_and_old_hosts_play_it(library):
    head = read(library / "library.json")
    assert library.name == f"{head['machineName']}-{head['majorVersion']}.{head['minorVersion']}"
    assert min(head["majorVersion"], head["minorVersion"]) > 0, "H5P drops a zero from the name"
    assert not [key for key in head if key.endswith("Dependencies")]
    assert head["coreApi"]["majorVersion"] == 1 and head["coreApi"]["minorVersion"] <= 28


@each_library
def test_every_language_says_everything_that_the_form_says(library):
    form = said(read(library / "semantics.json"))
    for code in settings.ALL_LANGUAGES:
        assert shape(read(library / "language" / f"{code}.json")["semantics"]) == shape(form), code
    assert read(library / "language" / "en.json")["semantics"] == form


@each_library
def test_a_translation_keeps_the_places_for_values(library):
    english, *others = (words(library)[code] for code in settings.ALL_LANGUAGES)
    for other in others:
        for name, sentence in english.items():
            assert places(other[name]) == places(sentence), name


@each_library
def test_every_word_that_the_code_says_has_a_field(library):
    code = "".join(path.read_text(encoding="utf-8") for path in library.glob("*.js"))
    named = set(re.findall(r"say\('(\w+)'", code))
    assert named and named <= set(words(library)["en"])


def test_an_example_carries_the_words_of_its_language():
    content = json.loads(files(BUILT["what-can-wait.ar.h5p"])["content/content.json"])
    assert content["words"] == words(HOME / "Mainstay.Sorting-1.1")["ar"]


@each_source
def test_a_program_makes_no_markup_and_no_program(source):
    text = source.read_text(encoding="utf-8")
    ways = r"innerHTML|outerHTML|insertAdjacent|\.html\(|document\.write|\beval\b|new Function"
    assert not re.search(ways, text)


@each_source
def test_a_program_is_short_and_keeps_to_what_old_phones_read(source):
    text = source.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    assert not re.search(r"=>|`|\b(const|let|class|async|await) |\?\.|\?\?", code)


@pytest.mark.parametrize("sheet", sorted(HOME.glob("*/*.css")), ids=lambda path: path.name)
def test_a_sheet_knows_no_left_and_right(sheet):
    physical = (
        r"(margin|padding|border|inset)-(left|right)|\b(left|right):|text-align: (left|right)"
    )
    assert not re.search(physical, sheet.read_text(encoding="utf-8"))


def test_the_command_writes_the_packages_where_it_is_told(tmp_path, capsys):
    call_command("h5p", "build", "--into", str(tmp_path / "out"))
    written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert written == BUILT
    assert capsys.readouterr().out.count("\n") == len(BUILT)


def test_json_is_written_the_same_however_it_was_put_together():
    assert as_json({"b": 1, "a": "é"}) == as_json({"a": "é", "b": 1})


def said(fields):
    return [_said(field) for field in fields]


def _said(field):
    """What of a field is in words: the shape that H5P asks of a language file."""
    kept = {
        key: field[key]
        for key in SAID & set(field)
        if key == "label" or (isinstance(field[key], str) and field["type"] != "select")
    }
    if "options" in field:
        kept["options"] = [{"label": option["label"]} for option in field["options"]]
    if "fields" in field:
        kept["fields"] = said(field["fields"])
    if "field" in field:
        kept["field"] = _said(field["field"])
    return kept


def shape(value):
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return [shape(inner) for inner in value] if isinstance(value, list) else bool(value.strip())


def places(sentence):
    return sorted(re.findall(r"@[a-z]+", sentence))
