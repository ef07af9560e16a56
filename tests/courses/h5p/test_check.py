"""What is refused, and by which code; what is let through."""

import io
import tracemalloc
import warnings
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.h5p.checking import check
from courses.h5p.limits import LIMITS
from courses.h5p.words import ALL
from tests.courses.h5p import parcel
from tests.courses.h5p.parcel import adding, also, entry, with_
from tests.courses.h5p.spoilt import MANIFEST, REFUSED, as_stored, content, named

SMALL = replace(
    LIMITS, files=30, libraries=3, one_file=3_000_000, all_files=5_000_000, directory=20_000
)


def look(package, name="steps.h5p", limits=SMALL):
    return check(io.BytesIO(package), name=name, limits=limits)


@pytest.mark.parametrize("way", REFUSED)
def test_a_spoilt_package_is_refused_with_the_right_code(way):
    make, code = REFUSED[way]
    name = "steps.zip" if code == "missing-h5p-extension" else "steps.h5p"
    with warnings.catch_warnings(action="ignore"):  # zipfile warns of two files with one name
        package = make()
    assert code in [problem.code for problem in look(package, name).errors]


def test_the_good_package_has_nothing_wrong_with_it():
    report = look(parcel.good())
    assert not report.notebook.found
    assert (report.head.title, report.version) == ("Small steps", "1.1.3")


WARNED = {
    "film from elsewhere": (lambda: content(path="https://x.example/a.mp4"), "needs-internet"),
    "picture in text": (
        lambda: adding({"content/content.json": {"text": '<img alt="" src="//x.example/a">'}}),
        "needs-internet",
    ),
    "library that may be missing": (
        lambda: with_(dynamicDependencies=[parcel.needs("Gone", 1, 0)]),
        "missing-optional-library",
    ),
    "picture twice": (
        lambda: also(entry("content/images/door.png", parcel.PNG)),
        "duplicate-content-file",
    ),
}


@pytest.mark.parametrize("way", WARNED)
def test_what_only_deserves_a_warning_is_let_through(way):
    make, code = WARNED[way]
    with warnings.catch_warnings(action="ignore"):
        report = look(make())
    assert report.is_sound
    assert [problem.code for problem in report.warnings] == [code]


@pytest.mark.parametrize(
    "package",
    [
        also(entry("__MACOSX/content/._door.png"), entry(".htaccess"), entry("notes.html")),
        also(entry("__MACOSX/door.html"), entry("content/_drafts/door.js")),
        also(entry("content/", b"")),
        also(entry("content/a.php.png"), entry("content/باب.PNG")),
        with_(editorDependencies=[parcel.needs("Gone.Editor", 1, 0)]),
        with_(title='<img src=x onerror="alert(1)">', licenseVersion=None, w="640"),
        parcel.packed(parcel.files(), comment=b"made by hand"),
    ],
)
def test_what_real_packages_hold_is_let_through(package):
    assert not look(package).notebook.found


def test_all_problems_are_said_at_once_with_their_places():
    report = look(adding({"content/a.js": b"", MANIFEST: b"{"}))
    places = {(problem.code, problem.where) for problem in report.errors}
    assert ("not-in-whitelist", "content/a.js") in places
    assert ("invalid-library-json-file", MANIFEST) in places


def test_a_thousand_problems_are_told_as_a_few():
    limits = replace(LIMITS, problems=10)
    package = also(*(entry(f"content/{n}.js") for n in range(100)))
    assert len(look(package, limits=limits).errors) == 10


def test_a_name_is_made_harmless_before_it_is_told():
    where = look(named("content/\x1b[2J\u202e.txt")).errors[0].where
    assert where == "content/�[2J�.txt"


def test_an_admitted_library_counts_as_there_with_what_it_needs():
    shelf = {("Mainstay.Steps", 1, 1): [], ("Mainstay.Shared", 1, 2): []}
    package = io.BytesIO(parcel.content_only())
    assert check(package, shelf=shelf.get).is_sound
    shelf["Mainstay.Shared", 1, 2] = [("Gone", 1, 0)]
    assert not check(package, shelf=shelf.get).is_sound


def test_every_sentence_is_short_and_calm():
    for words in map(str, ALL.values()):
        assert all(len(part.split()) <= 15 for part in words.split(". "))
        assert "!" not in words


def test_a_package_of_sixty_megabytes_is_read_in_little_memory():
    noise = bytes(range(256)) * 4096  # 1 MB; stored, so that its ratio is one
    big = (entry(f"content/{n}.mp4", noise * 10, compress=zipfile.ZIP_STORED) for n in range(6))
    package = io.BytesIO(also(*big))
    tracemalloc.start()
    assert check(package).is_sound
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3_000_000


@pytest.mark.parametrize("text", ["<" * 900_000, "< src" + " " * 900_000, "src=" * 200_000])
def test_a_text_made_to_be_searched_for_hours_is_not(text):
    assert look(adding({"content/content.json": as_stored(text)}), limits=LIMITS).is_sound


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_answered_with_a_report(data):
    assert not look(data).is_sound


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_whatever_byte_is_changed_nothing_is_raised(changes):
    package = bytearray(parcel.good())
    for at, value in changes:
        package[at % len(package)] = value
    look(bytes(package))


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda below: st.lists(below) | st.dictionaries(st.text(), below),
    ),
    st.sampled_from(["h5p.json", "content/content.json", MANIFEST]),
)
def test_whatever_a_json_file_says_nothing_is_raised(said, name):
    look(adding({name: said}))
