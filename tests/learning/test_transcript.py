"""The record of what somebody finished: page, PDF and table, for its person alone."""

import csv
import io
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pypdf
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import Attempt, Completion, CoursePage, Topic
from learning import views
from office import pdf
from office.organisation import Organisation
from people.models import User
from tests.conftest import come_in
from tests.courses.builders import source_pages, translate
from tests.learning.test_today import joined

PAGE = "/en/my-learning/record/"
PDF = "/en/my-learning/record.pdf"
CSV = "/en/my-learning/record.csv"
NOW = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)


@pytest.fixture
def finished(ana):
    """Ana finished one course, called Listening, of ten minutes."""
    return joined(ana, "listening", lessons=1, done=1, at=NOW)


@pytest.fixture
def inside(client, ana):
    return come_in(client, ana)


def shown(client, path=PAGE):
    page = client.get(path).content.decode()
    return page.split("<main")[1].split("</main>")[0]


def rows(client, path=CSV):
    content = b"".join(client.get(path)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline="")))


def text_of(content):
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


class TestThePage:
    def test_it_says_who_what_when_how_long_and_how_it_is_known(self, inside, finished):
        Organisation.objects.create(name="Harbour House Ltd", short_name="Harbour")
        page = shown(inside)
        said = ("Ana", "Harbour House Ltd", "Listening", "2 March 2026", "10 minutes", "English")
        assert [words for words in (*said, "Marked as done") if words not in page] == []

    @pytest.mark.parametrize(
        ("known_by", "words"),
        [
            ("graded", "Answers marked by the site"),
            ("attested", "Confirmed by a person"),
            ("reported", "Marked as done"),
        ],
    )
    def test_how_it_is_known_is_said_in_plain_words(self, inside, finished, known_by, words):
        Completion.objects.update(known_by=known_by)
        assert words in shown(inside)

    def test_the_legal_name_stays_sealed(self, inside, ana, finished):
        ana.legal_name = "Anastasia Legally"
        ana.save()
        assert "Legally" not in shown(inside)
        assert "Legally" not in text_of(inside.get(PDF).content)

    def test_the_day_is_that_of_the_person(self, inside, ana, finished):
        User.objects.filter(pk=ana.pk).update(time_zone="Asia/Tokyo")
        assert "3 March 2026" in shown(inside)
        assert rows(inside)[1][1] == "2026-03-03"

    def test_a_title_nobody_translated_says_so(self, inside, finished):
        page = shown(inside, "/ar/my-learning/record/")
        assert 'lang="en" dir="auto">Listening<' in page and "(<bdi>English</bdi>)" in page
        translate(finished, "ar")
        page = shown(inside, "/ar/my-learning/record/")
        assert "ar: Listening" in page and "(<bdi>English</bdi>)" not in page

    def test_every_language_it_was_done_in_is_named(self, inside, finished):
        attempt = Attempt.objects.get()
        attempt.pk, attempt.language = None, "ar"
        Attempt.objects.bulk_create([attempt])
        assert "العربية, English" in shown(inside)

    def test_topics_stand_there_by_name_as_they_were_then(self, inside, finished):
        Topic.objects.create(code="rights", names={"en": "Rights at work"})
        Completion.objects.update(topics={"rights": 10, "x": 1})
        page = shown(inside)
        assert "Rights at work: 10 minutes" in page and "x: 1 minute" in page

    def test_a_course_that_is_not_offered_any_more_is_kept(self, inside, finished):
        source_pages(finished, CoursePage)[0].unpublish()
        assert "Listening" in shown(inside)

    def test_what_is_only_under_way_is_not_on_it(self, inside, ana):
        joined(ana, "begun", done=1)
        assert "Nothing finished yet" in shown(inside)
        assert len(rows(inside)) == 1

    def test_it_leads_on_and_back(self, inside, finished):
        page = shown(inside)
        for url in (PDF, CSV, "/en/my-learning/"):
            assert f'href="{url}"' in page

    @pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
    def test_it_reads_in_every_language(self, inside, finished, language):
        assert "Listening" in shown(inside, f"/{language}/my-learning/record/")


class TestForWhom:
    @pytest.mark.parametrize("path", [PAGE, PDF, CSV])
    def test_a_visitor_is_sent_to_sign_in(self, client, db, path):
        assert "/account/login/" in client.get(path)["Location"]

    @pytest.mark.parametrize("path", [PAGE, PDF, CSV])
    def test_nothing_is_kept_on_the_way(self, inside, finished, path):
        assert "no-store" in inside.get(path)["Cache-Control"]

    def test_everybody_gets_their_own(self, client, sam, finished):
        come_in(client, sam)
        assert "Listening" not in shown(client) and len(rows(client)) == 1
        assert "Listening" not in text_of(client.get(PDF).content)

    def test_no_address_names_somebody_else(self, client, sam, ana, finished):
        come_in(client, sam)
        for path in (f"{PAGE}{ana.pk}/", f"/en/my-learning/{ana.pk}/record.pdf"):
            assert client.get(path).status_code == 404
        assert "Listening" not in shown(client, f"{PAGE}?person={ana.pk}")


class TestTheTable:
    def test_a_spreadsheet_reads_it(self, inside, finished):
        answer = inside.get(CSV)
        assert answer["Content-Disposition"] == 'attachment; filename="record.csv"'
        assert b"".join(answer).startswith(b"\xef\xbb\xbf")
        assert rows(inside)[1] == [
            "Listening", "2026-03-02", "10", "", "Marked as done", "English",
        ]  # fmt: skip

    @pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@x", '=HYPERLINK("x")'])
    def test_no_title_runs_as_a_formula(self, inside, finished, title):
        page = source_pages(finished, CoursePage)[0]
        page.title = title
        page.save_revision().publish()
        assert rows(inside)[1][0].startswith("'")

    def test_it_speaks_the_language_of_the_page(self, inside, finished):
        assert rows(inside, CSV.replace("/en/", "/fr/"))[0][0] == "Cours"


class TestTheFile:
    def test_it_is_a_pdf_under_a_name_that_tells_nothing(self, inside, finished):
        answer = inside.get(PDF)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == 'attachment; filename="record.pdf"'
        words = text_of(answer.content)
        assert "Listening" in words and "10 minutes" in words and "Ana" in words

    def test_it_knows_its_language_and_its_parts(self, inside, finished):
        translate(finished, "ar")
        file = pypdf.PdfReader(BytesIO(inside.get(PDF.replace("/en/", "/ar/")).content))
        root = file.trailer["/Root"]
        assert root["/Lang"] == "ar" and root["/MarkInfo"]["/Marked"]
        assert "/Author" not in file.metadata

    def test_where_none_can_be_made_the_page_says_so(self, inside, finished, monkeypatch):
        def none(html):
            raise pdf.NoPdf

        monkeypatch.setattr(pdf, "render", none)
        answer = inside.get(PDF, follow=True)
        assert answer.redirect_chain[0][0] == PAGE
        assert "print the page instead" in answer.content.decode()

    def test_ten_an_hour_are_enough(self, inside, bo, finished, monkeypatch):
        monkeypatch.setattr(views.transcript, "as_pdf", lambda record: b"%PDF")
        assert {inside.get(PDF).status_code for _ in range(10)} == {200}
        refused = inside.get(PDF)
        assert refused.status_code == 429
        assert "Wait an hour" in refused.content.decode()
        assert "Listening" in refused.content.decode()
        assert come_in(inside, bo).get(PDF).status_code == 200
        cache.clear()


def test_more_courses_cost_no_more_statements(inside, ana, finished):
    def cost():
        inside.get(PAGE)
        with CaptureQueriesContext(connection) as told:
            inside.get(PAGE)
        return len(told)

    few = cost()
    for n in range(6):
        joined(ana, f"more-{n}", lessons=1, done=1, at=NOW + timedelta(days=n))
    assert cost() == few <= 6
