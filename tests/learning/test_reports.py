"""Reports to those who pay: totals that never change, and nothing of anybody's in them."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from certification import hands, settling
from certification.models import Award
from learning.models import Grant, Report
from learning.reports import figures, grants, making
from learning.reports.figures import Asked
from people.models import Role, RoleHeld, Team
from supervision import answering, sessions
from tests.certification.conftest import TWO_YEARS, at, on_path, publish, sign
from tests.conftest import come_in, person
from tests.learning.test_today import joined
from tests.supervision.conftest import agree, meeting

pytestmark = pytest.mark.django_db
PAGE = "/en/overview/reports/"
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
MADE = at("2026-11-20")
SENT = {"title": "For the fund", "first": "2026-01-01", "last": "2026-11-01"}


def made(by, **asked):
    given = {"first": FIRST, "last": LAST} | asked
    return making.make(Asked(**given), title="For the fund", by=by, at=MADE)


def told(by, **asked):
    return made(by, **asked).figures


class TestFigures:
    def test_nothing_is_known_of_nobody(self, kit):
        found = told(kit)
        assert found["trained"] == found["minutes"] == found["supervision_given"] == 0
        assert found["minutes_by_topic"] == {}

    def test_a_course_that_was_finished_counts_once_for_its_person(self, kit, ana):
        joined(ana, "listening", lessons=1, done=1, at=at("2026-03-02"))
        joined(ana, "waiting", lessons=1, done=1, at=at("2026-03-02"))
        found = told(kit)
        assert (found["trained"], found["courses"], found["minutes"]) == (1, 2, 20)
        assert told(kit, last=date(2026, 3, 1))["trained"] == 0

    def test_whoever_left_the_team_still_counts_for_the_days_before(self, kit, ana):
        RoleHeld.objects.filter(person=ana).update(until_day=date(2026, 6, 30))
        assert told(kit)["people"] == told(kit, first=date(2026, 6, 30))["people"]
        assert told(kit, first=date(2026, 7, 1))["people"] == told(kit)["people"] - 1

    def test_of_another_team_nothing(self, ana):
        team = Team.objects.create(name="Lighthouse")
        lou = person("lou")
        held = {"role": Role.COORDINATOR, "team": team, "from_day": date(2020, 1, 1)}
        RoleHeld.objects.create(person=lou, **held)
        assert told(lou)["people"] == 1  # herself

    def test_paths_begun_certificates_granted_and_run_out(self, kit, ana):
        on_path(ana, publish())
        sign(ana, "2026-03-02")
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        found = told(kit)
        assert (found["begun"], found["completed"], found["renewed"]) == (1, 1, 0)
        later = told(kit, first=date(2028, 1, 1), last=date(2028, 12, 31))
        assert (later["completed"], later["lapsed"]) == (0, 1)

    def test_more_time_puts_off_the_day_on_which_one_runs_out(self, kit, ana):
        more = f"{TWO_YEARS}\nrenewal: {{extension: {{times: 1, lasts: {{months: 6}}}}}}"
        on_path(ana, publish(more=more))
        sign(ana, "2026-03-02")
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        award = Award.objects.get()
        hands.extend(award, until=date(2028, 6, 2), by=kit, at=at("2028-01-02"))
        may = {"first": date(2028, 3, 1), "last": date(2028, 5, 31)}
        assert told(kit, **may)["lapsed"] == 0
        assert told(kit, first=date(2028, 6, 1), last=date(2028, 6, 30))["lapsed"] == 1

    def test_one_taken_back_was_not_completed(self, kit, ana):
        on_path(ana, publish())
        sign(ana, "2026-03-02")
        settling.settle_person(str(ana.pk), at=at("2026-03-02"))
        hands.revoke(Award.objects.get(), reason="By mistake.", by=kit, at=at("2026-03-03"))
        assert told(kit)["completed"] == 0

    def test_supervision_given_beside_what_was_owed(self, kit, ana, bo):
        agree(bo, ana)
        session = sessions.log(meeting(bo, ana), by=bo, at=MADE)
        line = session.lines.get()
        found = told(kit)
        assert found["supervision_owed"] > 0
        assert found["supervision_given"] == 0
        answering.confirm(line, by=ana, at=MADE)
        assert told(kit)["supervision_given"] == line.minutes
        assert told(kit)["sessions"] == 1

    def test_few_who_read_a_language_are_not_told(self, kit, ana):
        ana.languages = ["ar"]
        ana.save()
        assert "ar" not in told(kit)["languages"]

    @pytest.mark.parametrize("code", ["ti", "prs", "x-nobody"])
    def test_a_language_that_django_does_not_know_is_read_as_any(self, client, kit, code):
        for n in range(5):
            person(f"reader{n}", Role.TRAINEE, languages=[code])
        assert client_page(client, kit, made(kit))


class TestGrants:
    def test_only_supervision_that_it_pays(self, kit, ana, bo):
        first = agree(bo, ana)
        grant = Grant.objects.create(name="A fund")
        grants.tag(grant, grants.offer_to(kit, on=kit.day(MADE), language="en"), {})
        whole = told(kit)["supervision_owed"]
        grant.tags.create(kind="agreement", key=first.pk)
        assert told(kit, grant=grant)["supervision_owed"] == whole > 0
        grant.tags.update(key="00000000-0000-0000-0000-000000000000")
        assert told(kit, grant=grant)["supervision_owed"] == 0

    def test_only_people_in_posts_that_it_pays(self, kit, ana):
        grant = Grant.objects.create(name="A fund")
        grant.tags.create(kind="post", key=str(RoleHeld.objects.filter(person=ana).first().pk))
        assert told(kit, grant=grant)["people"] == 1

    def test_what_is_tied_to_it_is_chosen_on_its_page(self, client, kit, ana):
        come_in(client, kit)
        page = client.post(f"{PAGE}grants/", {"name": "A fund"})
        held = RoleHeld.objects.filter(person=ana).first()
        client.post(page["Location"], {"name": "A fund", "post": [held.pk]})
        assert [tag.key for tag in Grant.objects.get().tags.all()] == [str(held.pk)]
        client.post(page["Location"], {"name": "Fund", "post": []})
        assert not Grant.objects.get(name="Fund").tags.exists()

    def test_what_others_tied_to_it_stays(self, client, kit):
        grant = Grant.objects.create(name="A fund")
        grant.tags.create(kind="post", key="999999")
        come_in(client, kit)
        client.post(f"{PAGE}grants/{grant.pk}/", {"name": "A fund"})
        assert grant.tags.get().key == "999999"

    @pytest.mark.parametrize("name", ["", "\u200b", "x" * 121])
    def test_a_name_that_is_none_is_refused(self, client, kit, name):
        come_in(client, kit)
        assert client.post(f"{PAGE}grants/", {"name": name}).status_code == 422


class TestKept:
    def test_figures_never_change(self, client, kit, ana):
        report = made(kit)
        before = client_page(client, kit, report)
        agree(kit, ana)
        person("late")
        assert client_page(client, kit, report) == before

    def test_it_says_as_of_when_and_what_each_means(self, client, kit):
        page = client_page(client, kit, made(kit))
        assert "As it stood on 20 November 2026." in page
        assert "Source: Records of learning." in page

    def test_no_name_of_anybody_stands_in_it(self, client, kit, ana):
        ana.chosen_name = "Kestrel"
        ana.save()
        report = made(kit)
        assert "Kestrel" not in client_page(client, kit, report) + str(report.figures)


def client_page(client, who, report):
    come_in(client, who)
    page = client.get(f"{PAGE}{report.pk}/").content.decode()
    return page.partition("<main")[2].partition("</main>")[0]


class TestPages:
    def test_it_is_made_in_one_step(self, client, kit):
        come_in(client, kit)
        page = client.post(f"{PAGE}new/", SENT)
        assert page["Location"] == f"{PAGE}{Report.objects.get().pk}/"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"title": ""}, {"title": "\u200b"}, {"first": "x"}, {"first": "2026-12-01"},
            {"last": "2999-01-01"}, {"first": "1900-01-01"}, {"teams": ["999"]}, {"grant": "x"},
            {"words": "x" * 5001},
        ],
        ids=str,
    )  # fmt: skip
    def test_what_cannot_be_is_refused_with_words(self, client, kit, wrong):
        come_in(client, kit)
        assert client.post(f"{PAGE}new/", SENT | wrong).status_code == 422
        assert not Report.objects.exists()

    def test_as_a_spreadsheet_with_numbers(self, client, kit):
        report = made(kit)
        come_in(client, kit)
        book = load_workbook(BytesIO(client.get(f"{PAGE}{report.pk}/report.xlsx").content))
        assert [cell.value for cell in book.active[2]][2] == report.figures["people"]

    def test_as_a_paper_in_the_language_of_the_page(self, client, kit):
        report = made(kit)
        come_in(client, kit)
        page = client.get(f"/ar/overview/reports/{report.pk}/report.pdf")
        assert page["Content-Type"] == "application/pdf"
        assert page.content.startswith(b"%PDF")

    def test_nobody_else_reads_it(self, client, kit, ana, bo, sam):
        report = made(kit)
        second = person("max", Role.COORDINATOR)
        for who in (ana, bo, sam, second):
            come_in(client, who)
            for end in ("", "report.pdf", "report.xlsx"):
                assert client.get(f"{PAGE}{report.pk}/{end}").status_code == 404

    def test_others_have_no_such_pages(self, client, ana, sam):
        for who in (ana, sam):
            come_in(client, who)
            assert client.get(PAGE).status_code == 404
            assert client.post(f"{PAGE}new/", SENT).status_code == 404

    @pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
    def test_in_every_language(self, client, kit, language):
        report = made(kit)
        come_in(client, kit)
        for path in ("", "new/", f"{report.pk}/"):
            assert client.get(f"/{language}/overview/reports/{path}").status_code == 200


def test_more_people_cost_no_more_statements(kit, django_assert_num_queries):
    asked = Asked(FIRST, LAST)
    with django_assert_num_queries(FIXED):
        figures.figures(kit, asked, on=kit.day(MADE))
    for n in range(12):
        person(f"more{n}", Role.TRAINEE)
    with django_assert_num_queries(FIXED):
        figures.figures(kit, asked, on=kit.day(MADE))


FIXED = 14
