"""The coordinator's overview: whom they coordinate and nobody else, in figures and in names."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from certification import settling
from certification.models import Path, Standing
from courses.models import Assignment
from people.models import Role, RoleHeld, Team
from tests.certification.conftest import at, on_path, publish, sign
from tests.conftest import come_in, person
from tests.courses.builders import make_course
from tests.supervision.conftest import agree

pytestmark = pytest.mark.django_db
PAGE, OFFER, PUT = "/en/overview/", "/en/overview/offer/", "/en/overview/path/"
COURSE = "course: {course: listening}"
SUPERVISED = "sum: {count: {supervision: {}}, min: 600}"


def stands(who, scheme, *, signed=None):
    on_path(who, scheme)
    if signed:
        sign(who, signed)
    settling.settle_person(str(who.pk), at=at(signed or "2026-03-02"))


def text(client, who, path=PAGE):
    come_in(client, who)
    return client.get(path).content.decode()


@pytest.fixture
def signed(db):
    return publish()


@pytest.fixture
def lou(db):
    """Coordinates Lighthouse only."""
    lou = person("lou")
    team = Team.objects.create(name="Lighthouse")
    RoleHeld.objects.create(person=lou, role=Role.COORDINATOR, team=team, from_day=date(2020, 1, 1))
    return lou


class TestWhoSees:
    def test_a_coordinator_sees_who_stands_where(self, client, ana, kit, signed):
        stands(ana, signed, signed="2026-03-02")
        page = text(client, kit)
        assert "Ana" in page
        assert "until 2 March 2028" in page

    def test_of_other_teams_nobody(self, client, ana, lou, signed):
        stands(ana, signed)
        assert "Ana" not in text(client, lou)

    def test_nobody_else_has_such_a_page(self, client, ana, bo, eve, sam):
        for who in (ana, bo, eve, sam):
            come_in(client, who)
            assert client.get(PAGE).status_code == 404

    def test_a_visitor_signs_in_first(self, client):
        assert "/login/" in client.get(PAGE)["Location"]


class TestNarrowing:
    def test_by_what_comes_next(self, client, ana, kit, signed):
        stands(ana, signed)
        assert "Ana" in text(client, kit, f"{PAGE}?where=on-the-way")
        assert "Nobody is here" in text(client, kit, f"{PAGE}?where=qualified")

    def test_by_team(self, client, ana, kit, lou, signed):
        stands(ana, signed)
        team = Team.objects.get()
        assert "Nobody is here" in text(client, kit, f"{PAGE}?team={team.pk}")
        RoleHeld.objects.filter(person=ana).update(team=team)
        assert "Ana" in text(client, kit, f"{PAGE}?team={team.pk}")

    @pytest.mark.parametrize("query", ["where=x", "scheme=x", "team=x", "page=x", "team=999999"])
    def test_what_nobody_knows_is_left_out(self, client, ana, kit, signed, query):
        stands(ana, signed)
        assert "Ana" in text(client, kit, f"{PAGE}?{query}")


class TestTables:
    def test_a_plain_table(self, client, ana, kit, signed):
        ana.chosen_name = "=Ana()"
        ana.save()
        stands(ana, signed)
        come_in(client, kit)
        table = b"".join(client.get("/en/overview/table.csv").streaming_content).decode()
        assert "'=Ana()" in table
        assert "Signed" in table

    def test_a_spreadsheet(self, client, ana, kit, signed):
        stands(ana, signed)
        come_in(client, kit)
        book = load_workbook(BytesIO(client.get("/en/overview/table.xlsx").content))
        assert [cell.value for cell in book.active[2]][:3] == ["Ana", "Signed", "On the way"]


class TestDoing:
    def test_what_is_missing_is_offered_in_one_step(self, client, ana, kit):
        make_course("listening", lessons=1)
        stands(ana, publish("course", asks=COURSE))
        come_in(client, kit)
        client.post(OFFER, {"row": [Standing.objects.get().pk]})
        assert Assignment.objects.get().person == ana

    def test_not_to_people_of_other_teams(self, client, ana, lou):
        make_course("listening", lessons=1)
        stands(ana, publish("course", asks=COURSE))
        come_in(client, lou)
        client.post(OFFER, {"row": [Standing.objects.get().pk, "x", "9" * 40]})
        assert not Assignment.objects.exists()

    def test_a_person_is_put_on_the_way(self, client, ana, kit, signed):
        come_in(client, kit)
        client.post(PUT, {"scheme": "signed", "team": "", "people": [ana.pk]})
        path = Path.objects.get()
        assert (path.person, path.how, path.by) == (ana, "assigned", kit)

    def test_somebody_must_be_chosen(self, client, kit, signed):
        come_in(client, kit)
        answer = client.post(PUT, {"scheme": "signed", "team": ""})
        assert answer.status_code == 422
        assert "Choose a team, or people." in answer.content.decode()

    def test_nobody_of_another_team_is(self, client, ana, lou, signed):
        come_in(client, lou)
        assert client.post(PUT, {"scheme": "signed", "people": [ana.pk]}).status_code == 422
        assert not Path.objects.exists()


class TestOnePerson:
    def page(self, client, who, about, slug="supervised"):
        come_in(client, who)
        return client.get(f"/en/certificates/of/{about.pk}/{slug}/")

    def test_whoever_coordinates_and_their_supervisor_read_amounts(self, client, ana, bo, kit):
        agree(bo, ana)
        stands(ana, publish("supervised", asks=SUPERVISED))
        for who in (kit, bo):
            assert "0 minutes of 10 hours" in self.page(client, who, ana).content.decode()

    def test_a_supervisor_reads_nothing_of_other_rules(self, client, ana, bo, signed):
        agree(bo, ana)
        stands(ana, signed)
        assert self.page(client, bo, ana, "signed").status_code == 404

    def test_nobody_else_does(self, client, ana, cy, sam, lou):
        stands(ana, publish("supervised", asks=SUPERVISED))
        for who in (ana, cy, sam, lou):
            assert self.page(client, who, ana).status_code == 404


def test_it_costs_the_same_for_many(client, kit, signed, django_assert_max_num_queries):
    for n in range(12):
        stands(person(f"learner{n}", Role.TRAINEE), signed)
    come_in(client, kit)
    client.get(PAGE)
    with django_assert_max_num_queries(22):
        page = client.get(PAGE).content.decode()
    assert page.count('name="row"') == 12
