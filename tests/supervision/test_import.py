"""Earlier hours come in from a table: all rows or none, each with its reason, nothing but hours."""

import io
import json
import zipfile
from datetime import date, timedelta
from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import Workbook, load_workbook

from office import sheets, workbooks
from office.sheets import BadSheet
from people.models import Role, RoleHeld, User
from supervision import answering, api, links, locking, sealing, sessions
from supervision.models import Evidence, Kind, Line, LineState, Seal, Session, Workplace
from supervision.papers import evidence, reading, taking
from supervision.papers.importing import Outcome, sheet_of, take_in
from supervision.retiring import retire_person
from tests.conftest import person
from tests.supervision.conftest import BEGAN, NOW, agree, meeting
from tests.supervision.papers import YEAR, sealed

HEAD = (
    "reference,date,start,minutes,kind,mode,supervisee,"
    "present,presented,observed,organisation,heads,evidence_file"
)
GROUP = "g1,2026-03-02,16:00,90,group,,%s,,,,,,"
FINE = "a1,2026-03-02,16:00,60,individual,video,ana,,yes,no,,,"
PDF = b"%PDF-1.7 a scan"


def table(*lines, head=HEAD):
    return "\r\n".join([head, *lines]).encode()


def rows_of(content):
    return sheet_of(io.BytesIO(content)).rows


def bring(by, *lines, head=HEAD, **more):
    return take_in(rows_of(table(*lines, head=head)), by=by, at=NOW, **more)


def outcomes(reports):
    return [str(each.outcome) for each in reports]


def refusal(by, line, **more):
    [report] = bring(by, line, **more)
    assert report.outcome == Outcome.REFUSED
    assert not Session.objects.exists()
    return report.words


class TestTakenIn:
    def test_a_row_is_a_session_by_the_word_of_whom_brought_it(self, bo, ana, pair):
        assert outcomes(bring(bo, FINE)) == ["accepted"]
        line = Line.objects.get()
        assert (line.state, line.minutes, line.agreement) == (LineState.BY_SUPERVISOR, 60, pair)
        assert (line.session.mode, line.presented) == ("video", True)

    def test_it_is_sealed_as_that_and_the_other_may_still_say_yes(self, bo, ana, pair):
        bring(bo, FINE)
        answering.confirm(Line.objects.get(), by=ana, at=NOW)
        assert [each.link.event for each in sealing.chain_of(ana)] == [
            "one_sided_supervisor",
            "confirmed",
        ]
        links.check(sealing.chain_of(ana), sealing.public_keys())

    def test_nobody_is_asked_or_written_to(self, bo, ana, pair):
        bring(bo, FINE)
        assert not answering.waiting_for(ana).exists()

    def test_whoever_is_supervised_brings_their_own(self, bo, ana, pair):
        head = "date,start,minutes,kind,supervisor"
        bring(ana, "2026-03-02,16:00,60,individual,bo", head=head)
        line = Line.objects.get()
        assert (line.supervisee, line.state) == (ana, LineState.BY_SUPERVISEE)

    def test_rows_of_one_reference_are_one_group(self, bo, group):
        lines = [f"g1,2026-03-02,16:00,90,group,,member-{n},{60 + n},,,,," for n in range(3)]
        assert outcomes(bring(bo, *lines)) == ["accepted"] * 3
        assert sorted(Line.objects.values_list("minutes", flat=True)) == [60, 61, 62]
        assert Session.objects.get().minutes == 90

    def test_without_a_reference_those_of_one_moment_are_one(self, bo, group):
        bring(bo, *[f",2026-03-02,16:00,90,group,,member-{n},,,,,," for n in range(3)])
        assert Session.objects.count() == 1

    def test_those_without_an_account_count_as_heads(self, bo, ana, pair):
        bring(bo, "g1,2026-03-02,16:00,90,group,,ana,,,,,6,")
        heads = json.loads(Seal.objects.get().content)["content"]["heads"]
        assert heads == {"supervisees": 6, "everyone": 7}

    def test_heads_outlive_a_correction(self, bo, ana, pair):
        bring(bo, "g1,2026-03-02,16:00,90,group,,ana,,,,,6,")
        session = Session.objects.get()
        held = meeting(bo, ana, start=session.started_at, minutes=80, kind=Kind.GROUP)
        new = sessions.correct(session, held, reason="Shorter", by=bo, at=NOW)
        assert sealing.heads_of(new)["supervisees"] == 6

    def test_outside_of_an_agreement_it_is_kept_and_says_so(self, bo, ana, pair):
        [report] = bring(bo, "a1,2025-03-02,16:00,60,individual,,ana,,,,,,")
        assert "does not count" in report.words
        assert Line.objects.get().outside == "not_begun"

    def test_the_hour_is_that_of_whom_brought_it(self, bo, ana, pair):
        bo.time_zone = "America/Bogota"
        bo.save()
        bring(bo, FINE)
        assert Session.objects.get().started_at.hour == 21

    def test_a_kind_may_be_written_as_people_write(self):
        said = {"date": "2026-03-02", "start": "9:05", "minutes": "30", "kind": "Peer-Group"}
        assert reading.read(said, "UTC").kind == Kind.PEER_GROUP

    def test_a_kind_may_be_said_in_the_language_of_the_page(self):
        with translation.override("es"):
            said = {"date": "2026-03-02", "start": "9:05", "minutes": "30"}
            label = str(Kind.GROUP.label)
            assert reading.read({**said, "kind": label}, "UTC").kind == Kind.GROUP


class TestTwice:
    def test_is_once(self, bo, ana, pair):
        bring(bo, FINE)
        assert outcomes(bring(bo, FINE)) == ["known"]
        assert (Session.objects.count(), Seal.objects.count()) == (1, 1)

    def test_what_was_taken_back_does_not_come_again(self, bo, ana, pair):
        bring(bo, FINE)
        Session.objects.update(taken_back_at=NOW)
        [report] = bring(bo, FINE)
        assert "taken back" in report.words

    def test_what_was_corrected_since_stays_corrected(self, bo, ana, pair):
        bring(bo, FINE)
        session = Session.objects.get()
        held = meeting(bo, ana, start=session.started_at, minutes=45)
        sessions.correct(session, held, reason="Shorter", by=bo, at=NOW)
        assert outcomes(bring(bo, FINE)) == ["known"]
        assert Session.objects.in_force().get().minutes == 45

    def test_a_person_more_is_not_slipped_in(self, bo, ana, luz, pair):
        agree(bo, luz)
        bring(bo, FINE.replace("individual", "group"))
        [report] = bring(bo, FINE.replace("individual", "group").replace("ana", "luz"))
        assert "without this person" in report.words

    def test_two_supervisors_may_use_the_same_reference(self, bo, cy, ana, pair):
        agree(cy, ana)
        bring(bo, FINE)
        assert outcomes(bring(cy, FINE.replace("16:00", "18:00"))) == ["accepted"]


class TestRefused:
    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ("2026-03-02", "2026-02-30", "no such day"),
            ("2026-03-02", "02/03/2026", "year-month-day"),
            ("2026-03-02", "0001-01-01", "too far back"),
            ("2026-03-02", "2027-03-02", "future"),
            ("2026-03-02", "", "year-month-day"),
            ("16:00", "25:00", "hours and minutes"),
            ("16:00", "", "hours and minutes"),
            (",60,", ",0,", "one minute"),
            (",60,", ",721,", "at most 720"),
            (",60,", ",1.5,", "whole number"),
            (",60,", ",-60,", "whole number"),
            ("individual", "chat", "is one of"),
            ("video", "pigeon", "is one of"),
            (",ana,", ",luz,", "no agreement"),
            (",ana,", ",,", "no agreement"),
            ("ana,,", "ana,90,", "at most 60"),
            (",yes,", ",perhaps,", "yes or no"),
        ],
    )
    def test_with_its_reason(self, bo, ana, luz, pair, old, new, words):
        assert words in refusal(bo, FINE.replace(old, new, 1))

    def test_in_a_closed_month(self, bo, ana, pair):
        sealed(bo, ana)
        locking.close(ana, date(2026, 3, 1), by=bo, at=NOW)
        [report] = bring(bo, FINE)
        assert "closed" in report.words

    def test_at_the_same_time_as_another_row(self, bo, ana, pair):
        second = FINE.replace("a1", "a2").replace("16:00", "16:30")
        reports = bring(bo, FINE, second)
        assert outcomes(reports) == ["accepted", "refused"]
        assert "2026-03-02 at 16:00" in reports[1].words
        assert not Session.objects.exists()

    def test_of_another_supervisors_session_only_that_it_is(self, bo, cy, ana, pair):
        agree(cy, ana)
        bring(cy, FINE)
        [report] = bring(bo, FINE)
        assert report.words == "Somebody was in another session at that time."

    def test_one_row_to_put_right_holds_up_all(self, bo, ana, pair):
        reports = bring(bo, FINE, "a2,2026-03-03,16:00,0,individual,,ana,,,,,,")
        assert outcomes(reports) == ["accepted", "refused"]
        assert not Session.objects.exists() and not Seal.objects.exists()

    def test_unless_what_can_be_is_wished(self, bo, ana, pair):
        bring(bo, FINE, "a2,2026-03-03,16:00,0,individual,,ana,,,,,,", is_partial=True)
        assert Session.objects.count() == 1

    def test_a_trial_says_the_same_and_keeps_nothing(self, bo, ana, pair):
        assert bring(bo, FINE, is_trial=True) == bring(bo, FINE)
        assert Session.objects.count() == 1

    def test_half_a_group_is_no_group(self, bo, group):
        lines = [
            "g1,2026-03-02,16:00,90,group,,member-0,,,,,,",
            "g1,2026-03-02,16:00,90,group,,nobody,,,,,,",
        ]
        assert outcomes(bring(bo, *lines, is_partial=True)) == ["refused"] * 2

    def test_rows_that_tell_one_session_differently(self, bo, group):
        lines = [
            "g1,2026-03-02,16:00,90,group,,member-0,,,,,,",
            "g1,2026-03-02,16:00,60,group,,member-1,,,,,,",
        ]
        assert "different things" in bring(bo, *lines)[0].words

    def test_an_organisation_that_the_agreement_is_not_for(self, bo, ana):
        agree(bo, ana, workplace=Workplace.objects.create(name="Harbour"))
        assert "Harbour" in refusal(bo, FINE.replace("yes,no,,", "yes,no,Elsewhere,"))
        assert outcomes(bring(bo, FINE.replace("yes,no,,", "yes,no,harbour,"))) == ["accepted"]

    def test_an_individual_session_of_two(self, bo, ana, luz, pair):
        agree(bo, luz)
        assert "one person" in bring(bo, FINE, FINE.replace("ana", "luz"))[0].words


class TestWhatATableCantDo:
    def test_a_column_that_nobody_asked_for_changes_nothing(self, bo, ana, pair):
        head = "date,start,minutes,kind,supervisee,is_superuser,role,org,state,logged_by,uuid"
        bring(
            bo,
            "2026-03-02,16:00,60,individual,ana,1,administrator,x,confirmed,cy,1",
            head=head,
        )
        assert not User.objects.filter(is_superuser=True).exists()
        assert not RoleHeld.objects.filter(role=Role.ADMINISTRATOR).exists()
        assert Line.objects.get().state == LineState.BY_SUPERVISOR

    def test_a_reference_of_somebody_elses_session_leads_nowhere(self, bo, cy, luz, ana, pair):
        agree(cy, luz)
        theirs = sessions.log(meeting(cy, luz), by=cy, at=NOW)
        assert outcomes(bring(bo, FINE.replace("a1", str(theirs.pk)))) == ["accepted"]
        assert Session.objects.count() == 2

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\0" * 100,
            table(FINE).replace(b"ana", b"a\0a"),
            b"x" * (3 * 1024 * 1024),
            ("date,start,minutes,kind" + "," * 1_000_000).encode(),
            table(*[FINE] * (reading.MOST_ROWS + 1)),
            b"PK\x03\x04 no archive",
            table(FINE, head="when,what"),
            b'"' * 1000,
            b"\xff\xfe" + "date,start".encode("utf-16-be"),
        ],
        ids=["empty", "nul", "nul in it", "large", "wide", "long", "zip", "titles", "quotes", "16"],
    )
    def test_what_is_no_table_is_refused_in_words(self, content):
        with pytest.raises(BadSheet) as caught:
            rows_of(content)
        assert str(caught.value)

    def test_what_windows_saves_as_unicode_is_read(self, bo, ana, pair):
        content = table(FINE).decode().encode("utf-16")
        assert outcomes(take_in(rows_of(content), by=bo, at=NOW)) == ["accepted"]

    @pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "<script>", "\u202e", "x" * 5000, "٣"])
    def test_any_text_anywhere_is_only_text(self, bo, ana, pair, cell):
        for at in range(13):
            cells = FINE.split(",")
            cells[at] = cell
            bring(bo, ",".join(cells), is_trial=True)


class TestXlsx:
    def book(self, *lines, name="hours"):
        book = Workbook()
        for line in lines:
            book.active.append(line)
        kept = io.BytesIO()
        book.save(kept)
        return kept.getvalue()

    def test_cells_of_every_kind_are_read(self, bo, ana, pair):
        content = self.book(
            ["date", "start", "minutes", "kind", "supervisee", "presented"],
            [date(2026, 3, 2), BEGAN.time(), 60.0, "individual", "ana", True],
        )
        assert outcomes(take_in(rows_of(content), by=bo, at=NOW)) == ["accepted"]
        assert Line.objects.get().presented

    def test_a_bomb_is_not_unpacked(self):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/worksheets/sheet1.xml", b" " * (workbooks.MOST_UNPACKED + 1))
        with pytest.raises(BadSheet):
            rows_of(content.getvalue())

    def test_nothing_is_declared_in_it(self):
        made = self.book(["date"])
        content = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(content, "w") as new:
            for part in old.namelist():
                text = old.read(part)
                if part.endswith("sheet1.xml"):
                    text = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + text
                new.writestr(part, text)
        with pytest.raises(BadSheet):
            rows_of(content.getvalue())

    def test_too_many_columns(self):
        with pytest.raises(BadSheet, match="columns"):
            rows_of(self.book(["date", "start", "minutes", "kind"] + ["x"] * 200))

    def test_too_many_rows(self):
        head = ["date", "start", "minutes", "kind"]
        with pytest.raises(BadSheet, match="too long"):
            rows_of(self.book(head, *[["x"] * 4] * (reading.MOST_ROWS + 5)))

    @given(st.binary(max_size=200))
    def test_whatever_else_it_is_given(self, content):
        with pytest.raises(BadSheet):
            rows_of(workbooks.MARK + content)

    def test_what_goes_out_runs_nowhere(self):
        content = workbooks.write(["a"], [["=1+1"], ["+cmd"], ["#N/A"], [7]], title="hours")
        cells = [row[0] for row in load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2)]
        assert [cell.data_type for cell in cells] == ["s", "s", "s", "n"]
        assert sheets.as_typed(cells[0].value) == "=1+1"


class TestScans:
    LINE = FINE + "scan.pdf"

    def test_a_scan_is_kept_for_the_two(self, bo, cy, ana, pair):
        bring(bo, self.LINE, files={"scan.pdf": PDF})
        scan = Evidence.objects.get()
        assert b"".join(evidence.read(scan)) == PDF
        assert [evidence.visible_to(each).count() for each in (bo, ana, cy)] == [1, 1, 0]

    def test_one_that_is_missing_holds_up_its_row(self, bo, ana, pair):
        assert "missing" in refusal(bo, self.LINE, files={})

    def test_it_is_known_by_what_is_in_it(self, bo, ana, pair):
        assert "PDF, JPEG or PNG" in refusal(bo, self.LINE, files={"scan.pdf": b"MZ"})

    def test_one_that_is_too_large(self, bo, ana, pair):
        files = {"scan.pdf": PDF + b" " * (10 * 1024 * 1024)}
        assert "too large" in refusal(bo, self.LINE, files=files)

    def test_one_scan_is_not_shown_to_two_people(self, bo, ana, luz, pair):
        agree(bo, luz)
        other = self.LINE.replace("a1", "a2").replace("ana", "luz").replace("16:00", "18:00")
        reports = bring(bo, self.LINE, other, files={"scan.pdf": PDF})
        assert "different people" in reports[1].words

    def test_a_new_key_opens_it_and_the_old_one_is_not_needed(self, bo, pair, settings):
        bring(bo, self.LINE, files={"scan.pdf": PDF})
        new, old = Fernet.generate_key().decode(), settings.FIELD_ENCRYPTION_KEYS
        settings.FIELD_ENCRYPTION_KEYS = [new, *old]
        assert api.reseal_files(at=NOW).resealed == 1
        settings.FIELD_ENCRYPTION_KEYS = [new]
        assert b"".join(evidence.read(Evidence.objects.get())) == PDF

    def test_it_goes_when_its_person_leaves(
        self, bo, ana, pair, django_capture_on_commit_callbacks
    ):
        bring(bo, self.LINE, files={"scan.pdf": PDF})
        path = Evidence.objects.get().path
        with django_capture_on_commit_callbacks(execute=True):
            retire_person(ana, at=NOW)
        assert not Evidence.objects.exists() and not default_storage.exists(path)


class TestTheCommand:
    @pytest.fixture
    def file(self, tmp_path):
        path = tmp_path / "hours.csv"
        path.write_bytes(table(FINE, FINE.replace("a1", "a2").replace("16:00", "18:00")))
        return path

    def run(self, *args):
        out, err = StringIO(), StringIO()
        call_command("hours", "import", *map(str, args), "--json", stdout=out, stderr=err)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    def test_a_line_per_row(self, bo, ana, pair, file):
        said = self.run(file, "--supervisor", "bo@example.org")
        assert said[0] == {"row": 2, "reference": "a1", "status": "accepted", "why": ""}
        assert Session.objects.count() == len(said) == 2

    def test_a_trial_keeps_nothing(self, bo, ana, pair, file):
        assert len(self.run(file, "--supervisor", "bo@example.org", "--dry-run")) == 2
        assert not Session.objects.exists()

    def test_one_refused_row_ends_badly(self, bo, ana, pair, file):
        file.write_bytes(table(FINE, FINE.replace("60", "0")))
        with pytest.raises(CommandError, match="Nothing was taken in"):
            self.run(file, "--supervisor", "bo@example.org")

    def test_unless_the_others_are_wished(self, bo, ana, pair, file):
        file.write_bytes(table(FINE, "a2,2026-03-02,18:00,0,individual,,ana,,,,,,"))
        said = self.run(file, "--supervisor", "bo@example.org", "--partial")
        assert [each["status"] for each in said] == ["accepted", "refused"]

    def test_scans_lie_in_a_folder_and_nowhere_else(self, bo, ana, pair, file, tmp_path):
        (tmp_path / "scans").mkdir()
        (tmp_path / "scans" / "scan.pdf").write_bytes(PDF)
        (tmp_path / "secret.pdf").write_bytes(PDF)
        lines = FINE + "scan.pdf", FINE.replace("a1", "a2").replace("16", "18") + "../secret.pdf"
        file.write_bytes(table(*lines))
        args = (file, "--supervisor", "bo@example.org", "--evidence", tmp_path / "scans")
        said = self.run(*args, "--partial")
        assert [each["status"] for each in said] == ["accepted", "refused"]

    def test_nobody_of_that_address(self, db, file):
        with pytest.raises(CommandError, match="--supervisor"):
            self.run(file, "--supervisor", "nobody@example.org")


ONE = st.tuples(
    st.integers(1, 300),  # days before the last
    st.integers(1, 240),  # minutes
    st.sampled_from(["individual", "consultation", "debrief"]),
    st.booleans(),
)


class TestOutAndIn(TestCase):
    """What is taken along and brought back is the same minutes."""

    @settings(max_examples=15, deadline=None)
    @given(st.lists(ONE, min_size=1, max_size=6, unique_by=lambda one: one[0]), st.booleans())
    def test_the_same(self, told, as_book):
        bo, ana = person("bo", Role.SUPERVISOR), person("ana", Role.TRAINEE)
        bo2, ana2 = person("bo2", Role.SUPERVISOR), person("ana2", Role.TRAINEE)
        User.objects.filter(pk=ana2.pk).update(chosen_name="Ana")
        for pair in ((bo, ana), (bo2, ana2)):
            agree(*pair, since=date(2020, 1, 1))
        for days, minutes, kind, presented in told:
            part = sessions.There(ana, minutes, presented=presented)
            held = meeting(
                bo,
                there=(part,),
                minutes=minutes,
                kind=Kind(kind),
                start=BEGAN - timedelta(days=days),
            )
            sessions.log(held, by=bo, at=NOW)
        out = taking.as_xlsx if as_book else lambda *a, **m: b"".join(taking.as_csv(*a, **m))
        every = taking.Asked(ana, bo, date(2020, 1, 1), YEAR[1], name="Ana")
        reports = take_in(rows_of(out(every, at=NOW)), by=bo2, at=NOW)
        assert {each.outcome for each in reports} == {Outcome.ACCEPTED}
        assert told_of(ana) == told_of(ana2)


def told_of(person):
    found = Line.objects.filter(supervisee=person).order_by("counted_on")
    told = ("counted_on", "minutes", "session__started_at", "session__kind", "presented")
    return list(found.values_list(*told))
