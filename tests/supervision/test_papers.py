"""Hours are taken along by the two alone: as paper, as tables, as proof; formula-safe."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pypdf
import pytest
from openpyxl import load_workbook

from office.audit import Entry
from supervision import sealing, sessions
from supervision.answering import confirm
from supervision.models import Kind
from supervision.papers import paper, proof, rows, taking
from supervision.papers.checking import check
from tests.conftest import come_in
from tests.supervision.conftest import NOW, agree, later, meeting
from tests.supervision.papers import YEAR, asked, proof_of, sealed

PAGE = "/en/supervision/papers/"
SPAN = {"first": "2026-01-01", "last": "2026-12-31"}


def fetch(client, kind, **more):
    answer = client.post(PAGE, {**SPAN, "as": kind, **more})
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def table_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def text_of(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def hers(client, bo, ana, pair):
    """Ana, signed in, with one hour that both confirmed."""
    sealed(bo, ana, kind=Kind.DEBRIEF)
    return come_in(client, ana)


class TestTables:
    def test_a_line_says_what_it_is(self, hers):
        answer, content = fetch(hers, "csv")
        [row] = table_of(content)
        told = ("date", "start", "present", "kind", "supervisor", "state", "counts")
        assert [row[name] for name in told] == [
            "2026-06-19",
            "16:00",
            "60",
            "debrief",
            "Bo",
            "confirmed",
            "yes",
        ]
        assert answer["Content-Disposition"] == 'attachment; filename="hours.csv"'
        assert answer["Cache-Control"] == "private, no-store"

    def test_no_cell_of_them_runs(self, hers, bo):
        bo.chosen_name = "=HYPERLINK(1)"
        bo.save()
        assert table_of(fetch(hers, "csv")[1])[0]["supervisor"] == "'=HYPERLINK(1)"
        sheet = load_workbook(io.BytesIO(fetch(hers, "xlsx")[1])).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]

    def test_only_the_days_that_were_asked_for(self, hers):
        assert table_of(fetch(hers, "csv", last="2026-06-18")[1]) == []

    def test_heads_are_those_who_were_there(self, bo, group):
        held = meeting(bo, *group, kind=Kind.GROUP)
        sessions.log(held, by=bo, at=NOW)
        [row] = rows.rows_of(rows.lines_of(group[0], by=group[0], span=YEAR))
        assert row.heads == 5

    def test_a_line_outside_says_why_it_does_not_count(self, bo, ana):
        agree(bo, ana, since=date(2026, 6, 20))
        sealed(bo, ana)
        [row] = rows.rows_of(rows.lines_of(ana, by=ana, span=YEAR))
        assert row.counts == "No: nothing was agreed on that day"

    def test_what_waits_for_an_answer_does_not_count_yet(self, bo, ana, pair):
        sessions.log(meeting(bo, ana), by=bo, at=NOW)
        [row] = rows.rows_of(rows.lines_of(ana, by=ana, span=YEAR))
        assert (row.counts, row.does_count) == ("Not yet", False)

    def test_the_cost_does_not_grow_with_lines(self, bo, ana, pair, django_assert_max_num_queries):
        sealed(bo, ana, times=8)
        with django_assert_max_num_queries(3):
            rows.rows_of(rows.lines_of(ana, by=ana, span=YEAR))


class TestPaper:
    def test_it_says_whose_hours_and_what_both_confirmed(self, hers, bo, ana):
        answer, content = fetch(hers, "pdf")
        said = text_of(content)
        for words in ("Ana", "Bo", "1 hour", "After an incident", "Confirmed by both"):
            assert words in said
        assert answer["Content-Disposition"] == 'attachment; filename="hours.pdf"'

    def test_a_clock_is_that_of_the_session(self, client, bo, ana, pair):
        held = meeting(bo, ana)
        sessions.log(replace(held, zone="America/Bogota"), by=bo, at=NOW)
        come_in(client, ana)
        assert "11:00" in text_of(fetch(client, "pdf")[1])
        assert table_of(fetch(client, "csv")[1])[0]["start"] == "11:00"

    def test_its_code_is_that_of_its_proof(self, hers):
        content = fetch(hers, "pdf")[1]
        proven = check(content)
        assert proven.code in text_of(content)
        assert proven.keys[0] in text_of(content)

    def test_signing_leaves_it_tagged(self, hers):
        root = pypdf.PdfReader(io.BytesIO(fetch(hers, "pdf")[1])).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"].startswith("en")
        assert (
            b"<pdfaid:part>3" in root["/Metadata"].get_data()
            or b'part="3"' in root["/Metadata"].get_data()
        )

    def test_readers_of_pdf_find_one_signature(self, hers):
        fields = pypdf.PdfReader(io.BytesIO(fetch(hers, "pdf")[1])).get_fields()
        assert [field["/FT"] for field in fields.values()] == ["/Sig"]

    def test_in_four_languages_it_is_set(self, hers, settings):
        for language, _name in settings.LANGUAGES:
            answer = hers.post(f"/{language}/supervision/papers/", {**SPAN, "as": "pdf"})
            assert check(answer.content).name == "Ana"

    def test_too_many_lines_want_a_shorter_time(self, hers, monkeypatch):
        monkeypatch.setattr(taking, "MOST_ON_PAPER", 0)
        assert "Choose a shorter time" in fetch(hers, "pdf")[1].decode()

    def test_only_so_many_an_hour(self, hers, settings):
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"record_pdf": "1/h/user"}
        assert fetch(hers, "pdf")[0].status_code == 200
        assert fetch(hers, "pdf")[0].status_code == 429

    def test_months_and_kinds_are_summed_of_what_both_confirmed(self, bo, ana, pair):
        sealed(bo, ana, times=2)
        sessions.log(meeting(bo, ana, start=later(hours=-1)), by=bo, at=NOW)
        found = paper.months_of(rows.rows_of(rows.lines_of(ana, by=ana, span=YEAR)))
        assert [(each.first, each.minutes) for each in found] == [(date(2026, 6, 1), 120)]

    @pytest.mark.parametrize(
        ("minutes", "words"),
        [(0, "0 minutes"), (59, "59 minutes"), (60, "1 hour"), (150, "2 hours, 30 minutes")],
    )
    def test_lengths_in_words(self, minutes, words):
        assert paper.length(minutes) == words


class TestWhose:
    def test_the_holder_chooses_the_name(self, hers, ana):
        ana.legal_name = "Ana María Ruiz"
        ana.save()
        assert check(fetch(hers, "proof")[1]).name == "Ana"
        assert check(fetch(hers, "proof", name="1")[1]).name == "Ana María Ruiz"

    def test_a_supervisor_takes_what_is_between_the_two(self, client, bo, cy, ana, pair):
        agree(cy, ana)
        sealed(bo, ana)
        other = meeting(cy, ana, start=later(days=-5))
        confirm(sessions.log(other, by=cy, at=NOW).lines.get(), by=ana, at=NOW)
        come_in(client, bo)
        assert len(table_of(fetch(client, "csv", whose=ana.pk)[1])) == 1
        value = json.loads(fetch(client, "proof", whose=ana.pk)[1])
        assert set(value["cover"]["names"].values()) == {"Ana", "Bo"}
        assert len(value["chain"]) == 1

    def test_and_that_is_written_down_where_the_other_reads_it(self, client, bo, ana, pair):
        fetch(come_in(client, bo), "csv", whose=ana.pk)
        entry = Entry.objects.for_person(ana).get()
        assert (entry.verb, entry.actor) == ("took hours along", bo)

    def test_ones_own_is_ones_own_affair(self, hers, ana):
        fetch(hers, "csv")
        assert not Entry.objects.for_person(ana).exists()

    def test_a_supervisor_prints_no_legal_name(self, client, bo, ana, pair):
        ana.legal_name, bo.legal_name = "Ana Ruiz", "Bo Holm"
        ana.save()
        bo.save()
        come_in(client, bo)
        assert b"Ruiz" not in fetch(client, "proof", whose=ana.pk, name="1")[1]

    def test_nobody_takes_what_is_not_theirs(self, client, cy, luz, ana, pair):
        agree(cy, luz)
        come_in(client, cy)
        answer, _content = fetch(client, "csv", whose=ana.pk)
        assert answer["Content-Type"].startswith("text/html")
        assert answer.context["form"].errors["whose"]
        assert not Entry.objects.exists()

    def test_the_coordinator_gets_their_own_only(self, client, kit, bo, ana, pair):
        sealed(bo, ana)
        come_in(client, kit)
        assert table_of(fetch(client, "csv", whose=ana.pk)[1]) == []


class TestPage:
    def test_it_says_what_is_proven_and_what_is_not(self, hers):
        said = hers.get(PAGE).content.decode()
        assert "It does not prove that what both said was true." in said
        assert "<title>Take along" in said

    def test_it_costs_the_same_for_one_person_or_many(
        self, client, bo, group, django_assert_max_num_queries
    ):
        come_in(client, bo)
        client.get(PAGE)
        with django_assert_max_num_queries(14):
            client.get(PAGE)

    def test_a_last_day_before_the_first(self, hers):
        _answer, content = fetch(hers, "csv", last="2025-01-01")
        assert b"lies before the first" in content

    def test_a_visitor_is_sent_to_the_door(self, client, db):
        assert client.get(PAGE).status_code == 302

    def test_the_keys_are_for_everybody(self, client, db):
        keys = client.get(f"{PAGE}keys.json").json()["keys"]
        assert len(keys[0]["id"]) == 16
        pem = client.get(f"{PAGE}certificate.pem").content
        assert pem.startswith(b"-----BEGIN CERTIFICATE-----")
        assert b"PRIVATE" not in pem


def test_a_key_that_is_gone_can_still_be_brought(bo, ana, pair, settings):
    sealed(bo, ana)
    old = sealing.public_keys()
    settings.SIGNING_KEYS = ["b3RoZXItc2lnbmluZy1rZXktZm9yLXRlc3RzLTMyLWI="]
    content = proof_of(ana)
    assert check(content, pins=[*old, *sealing.public_keys()]).pinned
    assert proof.code(ana) == check(content, pins=[*old, *sealing.public_keys()]).code
    assert asked(ana).is_own
