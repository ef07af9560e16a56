"""The table course × page × language: what it says, for whom, and at what cost."""

import csv
import io
import re

import pytest

from courses.languages.sight import Sight
from courses.languages.table import MOST_PAGES, Asked, Site, State, Table, cell
from courses.models import Course, PageInLanguage, Severity
from people.groups import derive_groups
from people.models import Role, RoleHeld
from tests.conftest import come_in, person
from tests.courses.languages.rows import STATES, course, fill, row
from tests.courses.test_cost import statements
from tests.people.factories import LONG_AGO

DESK = "/cms/languages/"
EVERYTHING = Sight(None, frozenset())


@pytest.fixture
def editor(eve):
    derive_groups(eve, eve.day())
    return eve


@pytest.fixture
def translator(db):
    tom = person("tom")
    held = {"role": Role.TRANSLATOR, "language": "fr", "from_day": LONG_AGO}
    RoleHeld.objects.create(person=tom, **held)
    derive_groups(tom, tom.day())
    return tom


@pytest.fixture
def by_eve(client, editor):
    return come_in(client, editor)


def words(response) -> str:
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(text.split())


def records(response) -> list[dict]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (STATES[0], (State.CURRENT, 20, None)),
        (STATES[1], (State.CHANGED, 3, Severity.MEANING)),
        (STATES[2], (State.CHANGED, 2, Severity.SAFETY)),
        (STATES[3], (State.NEW, 15, None)),
        (STATES[4], (State.NOT_BEGUN, 20, None)),
        (STATES[5], (State.NOT_LIVE, 20, None)),
    ],
    ids=["current", "meaning", "safety", "new", "not-begun", "not-live"],
)
def test_a_cell_says_the_most_pressing_thing(state, said):
    found = cell(row(course(1), 1, "fr", state), "fr")
    assert (found.state, found.many, found.severity) == said


def test_each_state_finds_the_pages_whose_cells_say_so(db):
    fill(1, 12)
    for state in State:
        rows = Asked(state=state).narrow(PageInLanguage.objects)
        assert rows.exists()
        assert {cell(each, each.language).state for each in rows} == {state}


def test_the_table_says_what_is_there(by_eve):
    fill(2, 6)
    said = words(by_eve.get(DESK))
    assert "The whole site: 2 courses" in said
    assert "Page 1 changed since 2 a matter of safety new 15 changed since 3 the meaning" in said
    assert "1 of 6 current changed since: 2 safety: 1 meaning: 1" in said


def test_a_site_without_courses_says_so_calmly(by_eve):
    assert "Nothing is here yet." in words(by_eve.get(DESK))


def test_the_language_that_a_course_is_written_in_is_called_the_source(by_eve):
    fill(2, 3, ["fr", "es"])
    spanish = Course.objects.get(slug="c001")
    Course.objects.filter(pk=spanish.pk).update(source_locale="es")
    PageInLanguage.objects.filter(course_key=spanish.translation_key, language="es").delete()
    assert words(by_eve.get(DESK)).count("the source") == 4


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("state=not_begun&language=fr", ["Page 2"]),
        ("severity=safety&language=fr", ["Page 6"]),
        ("title=PAGE+3", ["Page 3"]),
        ("title=nothing+like+it", []),
        ("show=courses", []),
    ],
    ids=["state", "severity", "title", "nothing", "courses-only"],
)
def test_it_is_narrowed_to_what_was_asked_for(by_eve, query, titles):
    fill(1, 8)
    html = by_eve.get(f"{DESK}?{query}").content.decode()
    listed = re.findall(r'<th scope="row(?:group)?"[^>]*>(?:<a[^>]*>)?<bdi[^>]*>([^<]*)', html)
    assert [title for title in listed if title != "Course c000"] == titles


@pytest.mark.parametrize(
    "query",
    ["course=x", "language=%00", "state='", "severity=all", "page=-7", "title=%00%25", "page=x"],
)
def test_what_is_not_known_narrows_nothing_and_breaks_nothing(by_eve, query):
    fill(1, 2)
    assert by_eve.get(f"{DESK}?{query}").status_code == 200
    assert by_eve.get(f"{DESK}table.csv?{query}").status_code == 200


def test_a_translator_of_one_language_begins_with_it_and_may_see_all(client, translator):
    fill(1, 2)
    come_in(client, translator)
    french = client.get(DESK).content.decode().partition("<main")[2]
    assert '<option value="fr" selected>' in french
    assert '<th scope="col">Arabic' not in french
    every = client.get(f"{DESK}?language=").content.decode()
    assert '<th scope="col">Arabic' in every


def test_a_page_holds_whole_courses_and_not_too_many(db):
    fill(25, 30)
    found = Table(Site(EVERYTHING), Asked())
    assert [len(page) for page in found.pages] == [6, 6, 6, 6, 1]
    assert len([key for page in found.pages for key in page]) == 25
    blocks = found.blocks(found.pages[0])
    assert sum(len(block.lines) for block in blocks) <= MOST_PAGES
    assert [block.title for block in blocks] == [f"Course c00{n}" for n in range(6)]


def test_a_course_that_is_longer_than_a_page_is_not_cut(db):
    fill(2, MOST_PAGES + 1, ["fr"])
    found = Table(Site(EVERYTHING), Asked())
    assert [len(page) for page in found.pages] == [1, 1]


def test_it_costs_the_same_however_much_there_is_and_little(by_eve):
    fill(1, 3)
    by_eve.get(DESK)
    few = len(statements(lambda: by_eve.get(DESK)))
    fill(20, 40, first=1)
    assert len(statements(lambda: by_eve.get(DESK))) == few <= 20
    narrowed = f"{DESK}?state=changed&severity=safety&title=page&language=fr"
    assert len(statements(lambda: by_eve.get(narrowed))) <= 20
    file = f"{DESK}table.csv"
    assert len(statements(lambda: records(by_eve.get(file)))) <= 20


def test_the_file_has_a_line_for_each_page_and_language(by_eve):
    fill(2, 6)
    found = records(by_eve.get(f"{DESK}table.csv"))
    assert len(found) == 2 * 6 * 5
    changed = next(each for each in found if each["State"] == "changed since")
    assert changed["Course"].startswith("Course c00")
    assert changed["Gravest change"] in {"the meaning changed", "a matter of safety"}
    assert changed["Address"].startswith(f"{DESK}100")


def test_the_file_is_narrowed_as_the_table_is(by_eve):
    fill(2, 6)
    found = records(by_eve.get(f"{DESK}table.csv?language=fr&state=not_begun"))
    assert {(each["Language"], each["State"]) for each in found} == {("fr", "not begun")}


def test_no_title_becomes_a_formula_or_markup(by_eve):
    fill(1, 1, ["fr"])
    PageInLanguage.objects.update(title='=HYPERLINK("http://example.org")<b>')
    [line] = records(by_eve.get(f"{DESK}table.csv"))
    assert line["Title"].startswith("'=") and line["Course"].startswith("'=")
    assert "&lt;b&gt;" in by_eve.get(DESK).content.decode()


def test_the_menu_leads_there_for_who_may_go(client, editor, kit, by_eve):
    assert DESK in client.get("/cms/").content.decode()
    derive_groups(kit, kit.day())
    assert DESK not in come_in(client, kit).get("/cms/").content.decode()
