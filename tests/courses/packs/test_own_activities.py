"""Activities that ship with the site: one that a pack names plays in each reader's language."""

import json

import polib
import pytest

from courses import packs
from courses.h5p import building
from courses.models import Course, H5PActivity, H5PLibrary, H5PPackage, H5PVersion, LessonPage
from courses.models.h5p import State
from courses.packs import canonical, own
from tests.courses.packs import small
from tests.courses.packs.test_canonical import files
from tests.courses.packs.test_load import lesson, own_media, traces  # noqa: F401

pytestmark = pytest.mark.django_db

BLOCK = """
::: activity #sort own=what-can-wait rule=score percent=60
The same on paper.
:::
"""


@pytest.fixture
def playing(folder):
    """The small pack with one of ours in its window, complete in Spanish and Arabic."""
    small.put(folder, "first/window.md", small.WINDOW + BLOCK)
    return small.in_languages(folder, "es", "ar")


def problems(folder):
    return [each for each in packs.check(folder)[1] if each.file == "first/window.md"]


def spoilt(folder, old, new):
    small.change(folder, "first/window.md", old, new)
    return [(each.line, each.words) for each in problems(folder) if not each.is_warning]


@pytest.fixture
def other_edition(monkeypatch, tmp_path):
    """A site whose example says something else; call it to make it so."""

    def change(**titles):
        home = tmp_path / "h5p"
        if not home.exists():
            home.mkdir()
            for each in own.HOME.iterdir():
                if each.name != "examples":
                    (home / each.name).symlink_to(each)
        for code in building.examples(own.HOME)["what-can-wait"]:
            there = own.HOME / "examples/what-can-wait" / code
            here = home / "examples/what-can-wait" / code
            here.mkdir(parents=True, exist_ok=True)
            head = json.loads((there / "h5p.json").read_text())
            head["title"] = titles.get(code, head["title"])
            (here / "h5p.json").write_text(json.dumps(head))
            (here / "content.json").write_text((there / "content.json").read_text())
        monkeypatch.setattr(own, "HOME", home)
        return home / "examples/what-can-wait"

    return change


def test_one_activity_has_a_package_for_each_language(playing):
    packs.load(playing)
    row = H5PActivity.objects.get()
    assert (row.own, row.title, row.language) == ("what-can-wait", "What can wait", "en")
    theirs = {code: H5PPackage.objects.get(pk=pk) for code, pk in row.packages.items()}
    assert {code: each.language for code, each in theirs.items()} == {
        code: code for code in ("ar", "es", "fr")
    }
    assert row.titles == {code: each.title for code, each in theirs.items()}
    assert H5PVersion.objects.filter(activity=row).count() == 4
    blocks = [lesson(code, "window").body.raw_data[1]["value"] for code in ("en", "es", "ar")]
    assert {block["activity"] for block in blocks} == {row.pk}
    assert "ar The same" in blocks[2]["instead"]


def test_its_program_needs_nobody_to_let_it_in(playing):
    packs.load(playing, may_bring_libraries=False)
    assert {row.state for row in H5PLibrary.objects.all()} == {State.ADMITTED}


def test_a_second_import_writes_nothing(playing, monkeypatch):
    packs.load(playing)
    before = traces(), H5PVersion.objects.count(), H5PActivity.objects.count()
    monkeypatch.setattr(packs.playables.h5p, "take_in", None)
    assert not packs.load(playing).has_changes
    assert (traces(), H5PVersion.objects.count(), H5PActivity.objects.count()) == before
    assert {str(each.what) for each in packs.compare(playing)} == {"same"}


def test_an_export_gives_its_name_back(playing, tmp_path):
    canonical.fmt(playing)
    packs.load(playing)
    packs.export(Course.objects.get(), tmp_path / "out")
    assert files(tmp_path / "out") == files(playing)


def test_two_courses_play_the_same_one(playing, tmp_path):
    packs.load(playing)
    other = small.write(tmp_path / "other")
    small.put(other, "first/window.md", small.WINDOW + BLOCK)
    for old, new in ((small.KEY, small.KEY[:-1] + "b"), ("slug: small-steps", "slug: other")):
        small.change(other, "course.md", old, new)
    packs.load(other)
    assert H5PActivity.objects.count() == 1


def test_a_newer_edition_of_the_site_brings_its_package(playing, other_edition):
    packs.load(playing)
    row, pages = H5PActivity.objects.get(), traces()
    other_edition(en="What may wait", ar="ما ينتظر")
    packs.load(playing)
    newer = H5PActivity.objects.get()
    assert newer.pk == row.pk and newer.package != row.package
    assert newer.packages["es"] == row.packages["es"] != newer.packages["ar"]
    assert (newer.title, newer.titles["ar"]) == ("What may wait", "ما ينتظر")
    assert newer.versions.count() == 6 and traces() == pages


def test_a_title_that_was_written_here_stays(playing, other_edition):
    packs.load(playing)
    row = H5PActivity.objects.get()
    row.titles["es"] = "Lo de aquí"
    row.save()
    other_edition(es="Lo que espera")
    packs.load(playing)
    assert H5PActivity.objects.get().titles["es"] == "Lo de aquí"


def test_another_package_in_its_place_is_the_sites_own_no_more(playing, other_edition, tmp_path):
    packs.load(playing)
    row = H5PActivity.objects.get()
    H5PActivity.objects.filter(pk=row.pk).update(own="", packages={})  # as the desk does
    other_edition(en="What may wait")
    packs.load(playing)
    assert lesson(slug="window").body.raw_data[1]["value"]["activity"] == row.pk
    row.refresh_from_db()
    assert row.package.title == "What can wait" and row.packages == {}
    packs.export(Course.objects.get(), tmp_path / "out")
    assert "file=what-can-wait.h5p" in (tmp_path / "out/first/window.md").read_text()


def test_another_name_is_a_change(playing):
    packs.load(playing)
    small.change(playing, "first/window.md", "own=what-can-wait", "own=passing-it-on")
    assert packs.load(playing).pages["first/window"] == "changed"
    row = H5PActivity.objects.get(own="passing-it-on")
    values = [lesson(code, "window").body.raw_data[1]["value"] for code in ("en", "ar")]
    assert [value["activity"] for value in values] == [row.pk, row.pk]


# --- reading and checking


def test_a_sound_one_is_said_nothing_of(playing):
    assert [each for each in problems(playing) if each.line == 10] == []


@pytest.mark.parametrize(
    "old, new, words",
    [
        ("own=what-can-wait", "own=nothing", "“nothing” is not an activity of the site’s own"),
        ("own=what-can-wait", "own=what-can-wait file=x.h5p", "“own=…” or “file=…”, not both"),
        ("own=what-can-wait", "own=what-can-wait language=es", "“language=…”, not both"),
        ("The same", "title: Mine\nThe same", "leave “title:” out"),
        ("own=what-can-wait ", "", "“file=…” is missing"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(playing, old, new, words):
    assert any(line == 10 and words in said for line, said in spoilt(playing, old, new))


def test_of_one_that_is_not_known_no_languages_are_said_to_lack(playing):
    small.change(playing, "first/window.md", "own=what-can-wait", "own=nothing")
    assert not any("plays in another language" in each.words for each in problems(playing))


def test_a_language_that_it_lacks_is_a_warning(playing, other_edition):
    arabic = other_edition() / "ar"
    for file in arabic.iterdir():
        file.unlink()
    arabic.rmdir()
    found = [str(each) for each in problems(playing)]
    assert any("first/window.md:10: (warning)" in each and "ar;" in each for each in found)
    packs.load(playing)
    row = H5PActivity.objects.get()
    assert row.package_for("ar") == (row.package_id, "en")
    assert row.package_for("es")[1] == "es"


def test_one_that_is_not_sound_is_not_taken_in(playing, other_edition):
    home = other_edition()
    (home / "fr/h5p.json").write_text(json.dumps({"mainLibrary": "Mainstay.Sorting"}))
    assert any("what-can-wait.fr.h5p" in each.words for each in problems(playing))
    with pytest.raises(packs.PackRefused):
        packs.load(playing)
    assert not H5PActivity.objects.exists()


def test_its_words_below_are_the_only_ones_to_translate(playing):
    found = polib.pofile(str(playing / "locale/es.po"))
    of_it = [entry.msgctxt for entry in found if "#sort" in entry.msgctxt]
    assert of_it == ["first/window#sort.text"]
    assert LessonPage.objects.count() == 0
