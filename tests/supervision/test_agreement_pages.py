"""The pages of agreements, each for those whose it is; its paper; and the places of work."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from learning import sweep
from office.audit import Entry
from office.models import Due
from people.models import Role, RoleHeld, Team
from supervision import agreed_files, agreeing
from supervision.agreed_files import KINDS
from supervision.models import Agreement, AgreementFile, AgreementState, Kind, Workplace
from supervision.retiring import retire_person
from tests.conftest import come_in, person
from tests.supervision.conftest import agree

LIST = "/en/supervision/agreements/"
NEW = f"{LIST}new/"
PLACES = f"{LIST}workplaces/"
PDF = b"%PDF-1.7 a paper"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def page_of(agreement, rest=""):
    return f"{LIST}{agreement.pk}/{rest}"


def terms(**more):
    begin = timezone.localdate().isoformat()
    usual = {"kind": "individual", "from_day": begin, "minutes": 60, "per": "month", "lasts": 60}
    return usual | more


class TestTheList:
    def test_a_visitor_is_asked_to_sign_in(self, client, db):
        assert client.get(LIST).status_code == 302

    def test_whoever_has_none_reads_what_will_stand_here(self, client, ana):
        text = come_in(client, ana).get(LIST).text
        assert "Nothing is agreed yet" in text and "A new agreement" not in text

    def test_each_of_the_two_and_whoever_coordinates_find_it(self, client, bo, ana, cy, kit, pair):
        told = {who: come_in(client, who).get(LIST).text for who in (bo, ana, kit, cy)}
        assert "Ana" in told[bo] and "Bo" in told[ana]
        assert "Ana" in told[kit] and "Supervised by <bdi>Bo</bdi>" in told[kit]
        assert page_of(pair) not in told[cy]

    def test_statements_do_not_grow_with_rows(
        self, client, bo, kit, pair, django_assert_max_num_queries
    ):
        for n in range(12):
            agree(bo, person(f"more-{n}"), kind=Kind.GROUP, group="Thursdays")
        for who in (bo, kit):
            come_in(client, who)
            client.get(LIST)
            with django_assert_max_num_queries(14):
                client.get(LIST)


class TestYesAndNo:
    @pytest.fixture
    def asked(self, client, bo, ana):
        come_in(client, bo)
        said = client.post(NEW, terms(names="ana\nnobody-here"), follow=True).text
        assert "If they are here, they are asked" in said
        return Agreement.objects.get()

    def test_who_asked_reads_nothing_of_it(self, client, bo, asked):
        text = come_in(client, bo).get(LIST).text
        assert "Ana" not in text
        assert client.get(page_of(asked)).status_code == 404
        assert client.post(page_of(asked, "withdraw/")).status_code == 404

    def test_a_yes_on_the_page_makes_it_hold(self, client, ana, asked):
        come_in(client, ana)
        assert "<bdi>Bo</bdi> says: I supervise you." in client.get(LIST).text
        assert (
            "It is agreed."
            in client.post(page_of(asked, "answer/"), {"answer": "yes"}, follow=True).text
        )
        asked.refresh_from_db()
        assert asked.state == AgreementState.AGREED

    def test_a_no_ends_it_and_shows_nothing(self, client, ana, asked):
        come_in(client, ana)
        said = client.post(page_of(asked, "answer/"), {"answer": "no"}, follow=True).text
        assert "It is declined" in said and "Is this right?" not in said
        asked.refresh_from_db()
        assert asked.state == AgreementState.DECLINED

    def test_nobody_else_answers(self, client, bo, cy, sam, asked):
        for who in (bo, cy, sam):
            come_in(client, who)
            assert client.post(page_of(asked, "answer/"), {"answer": "yes"}).status_code == 404

    def test_the_mail_is_neutral(self, ana, asked, mailoutbox):
        sweep.run()
        letter = mailoutbox[-1]
        assert letter.subject == "Something waits for your yes or no"
        assert "Bo" not in letter.body and LIST in letter.body


class TestMaking:
    def test_a_coordinator_makes_several_of_a_group_at_once(self, client, kit, bo, ana, luz):
        come_in(client, kit)
        chosen = {"supervisor": bo.pk, "people": [ana.pk, luz.pk], "group": "Thursdays"}
        said = client.post(NEW, terms(kind="group", **chosen), follow=True).text
        assert "2 agreements are made" in said
        assert {each.group for each in Agreement.objects.agreed()} == {"Thursdays"}

    def test_all_or_none(self, client, kit, bo, ana, luz, pair):
        come_in(client, kit)
        chosen = {"supervisor": bo.pk, "people": [luz.pk, ana.pk]}
        answer = client.post(NEW, terms(**chosen))
        assert answer.status_code == 422 and "agreed already" in answer.text
        assert Agreement.objects.count() == 1

    def test_a_coordinator_of_one_team_is_offered_its_people_only(self, client, ana, luz):
        harbour = Team.objects.create(name="Harbour")
        lou = person("lou")
        held = {"team": harbour, "from_day": "2026-01-01"}
        RoleHeld.objects.create(person=lou, role=Role.COORDINATOR, **held)
        RoleHeld.objects.filter(person=ana).update(team=harbour)
        come_in(client, lou)
        text = client.get(NEW).text
        assert "Ana" in text and "Luz" not in text
        assert client.post(NEW, terms(people=[luz.pk])).status_code == 422

    def test_a_supervisor_sees_only_their_own_people(self, client, bo, ana, luz, pair):
        text = come_in(client, bo).get(NEW).text
        assert "Ana" in text and "Luz" not in text
        assert client.post(NEW, terms(people=[luz.pk])).status_code == 422

    def test_only_who_may_finds_the_page(self, client, ana, sam, eve):
        for who in (ana, sam, eve):
            assert come_in(client, who).get(NEW).status_code == 404

    @pytest.mark.parametrize(
        "wrong",
        [
            {"names": ""},
            {"from_day": "soon"},
            {"until_day": "2020-01-01"},
            {"minutes": "-1"},
            {"kind": "other"},
            {"names": "\n".join("abcdefghijkl")},
        ],
    )
    def test_bad_input_comes_back_with_words(self, client, bo, wrong):
        come_in(client, bo)
        answer = client.post(NEW, terms(**{"names": "ana"} | wrong))
        assert answer.status_code == 422 and "field__error" in answer.text
        assert not Agreement.objects.exists()


class TestChangingAndEnding:
    def test_new_terms_from_a_day_on(self, client, bo, pair):
        come_in(client, bo)
        begin = timezone.localdate() + timedelta(days=7)
        client.post(page_of(pair, "change/"), terms(from_day=begin.isoformat(), minutes=90))
        pair.refresh_from_db()
        assert pair.until_day == begin - timedelta(days=1)
        assert Agreement.objects.get(from_day=begin).minutes == 90

    def test_longer_needs_the_others_yes(self, client, bo, ana):
        row = agree(bo, ana, until_day=timezone.localdate() + timedelta(days=5))
        come_in(client, bo)
        answer = client.post(page_of(row, "change/"), terms())
        assert answer.status_code == 422 and "the other says yes" in answer.text

    def test_it_ends_after_a_day(self, client, bo, pair):
        come_in(client, bo)
        assert client.post(page_of(pair, "end/"), {"on": "2020-01-01"}).status_code == 422
        client.post(page_of(pair, "end/"), {"on": timezone.localdate().isoformat()})
        pair.refresh_from_db()
        assert pair.until_day == timezone.localdate()

    def test_the_person_reads_it_and_changes_nothing(self, client, ana, pair):
        come_in(client, ana)
        text = client.get(page_of(pair)).text
        assert "60 minutes a month" in text and "End it" not in text
        assert client.get(page_of(pair, "change/")).status_code == 404
        assert client.post(page_of(pair, "end/"), {"on": "2027-01-01"}).status_code == 404

    def test_for_others_there_is_none(self, client, cy, sam, eve, pair):
        for who in (cy, sam, eve):
            come_in(client, who)
            assert client.get(page_of(pair)).status_code == 404
            assert client.post(page_of(pair, "end/"), {"on": "2027-01-01"}).status_code == 404


class TestThePaper:
    def keep(self, client, pair, content=PDF, name="contract.pdf"):
        file = SimpleUploadedFile(name, content)
        return client.post(page_of(pair, "file/keep/"), {"file": file})

    @pytest.fixture
    def kept(self, client, bo, pair):
        assert self.keep(come_in(client, bo), pair).status_code == 302
        return AgreementFile.objects.get()

    def test_the_two_fetch_it_and_that_the_other_did_is_noted(self, client, bo, ana, pair, kept):
        for who in (ana, bo):
            answer = come_in(client, who).get(page_of(pair, "file/"))
            assert b"".join(answer.streaming_content) == PDF
            assert answer["Content-Disposition"] == 'attachment; filename="file.pdf"'
            assert answer["Cache-Control"] == "private, no-store"
        assert [entry.verb for entry in Entry.objects.for_person(bo)] == ["read agreement file"]

    def test_it_lies_sealed(self, kept):
        with default_storage.open(kept.path) as file:
            assert b"PDF" not in file.read()

    def test_nobody_else_fetches_or_keeps_one(self, client, kit, cy, sam, ana, pair, kept):
        for who in (kit, cy, sam):
            come_in(client, who)
            assert client.get(page_of(pair, "file/")).status_code == 404
            assert self.keep(client, pair).status_code == 404
        assert self.keep(come_in(client, ana), pair).status_code == 404
        assert "The paper of it" not in come_in(client, kit).get(page_of(pair)).text

    def test_who_supervised_once_fetches_it_no_more(self, client, bo, ana, pair, kept):
        Agreement.objects.update(until_day=timezone.localdate() - timedelta(days=2))
        assert come_in(client, bo).get(page_of(pair, "file/")).status_code == 404
        assert come_in(client, ana).get(page_of(pair, "file/")).status_code == 200

    def test_another_takes_its_place_and_the_old_one_is_gone(self, client, bo, pair, kept):
        self.keep(come_in(client, bo), pair, b"\x89PNG\r\n\x1a\n picture", "a.png")
        sweep.run()
        assert AgreementFile.objects.get().kind == "png"
        assert not default_storage.exists(kept.path)
        client.post(page_of(pair, "file/remove/"))
        sweep.run()
        assert default_storage.listdir("supervision/agreements") == ([], [])

    def test_what_no_row_names_after_a_crash_is_taken_away(self, db, own_store):
        key = agreed_files._store([PDF], at=timezone.now())
        sweep.run(now=timezone.now() + timedelta(hours=2))
        assert not default_storage.exists(agreed_files.path_of(key))
        assert not Due.objects.filter(kind=agreed_files.FILE_DUE).exists()

    @pytest.mark.parametrize("content", [b"MZ a program", b"PK\x03\x04 broken", b"<html>"])
    def test_what_is_no_document_comes_back(self, client, bo, pair, content):
        answer = self.keep(come_in(client, bo), pair, content)
        assert answer.status_code == 422 and "Choose a PDF" in answer.text
        assert not AgreementFile.objects.exists()

    def test_what_is_too_large_comes_back(self, client, bo, pair, monkeypatch):
        monkeypatch.setattr(agreed_files, "LARGEST", 4)
        assert "larger than 10 MB" in self.keep(come_in(client, bo), pair).text

    @pytest.mark.parametrize(
        ("kind", "entry", "content"),
        [
            ("docx", "word/document.xml", b"<w/>"),
            ("odt", "mimetype", b"application/vnd.oasis.opendocument.text"),
        ],
    )
    def test_text_documents_are_known_by_what_is_in_them(self, kind, entry, content):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(entry, content)
        assert agreed_files.kind_of(packed) == kind and kind in agreed_files.TYPES
        assert set(KINDS) <= agreed_files.TYPES.keys()

    def test_it_goes_along_with_new_terms(self, bo, pair, kept):
        begin = timezone.localdate() + timedelta(days=1)
        new = agreeing.change(
            pair, agreeing.Terms(Kind.INDIVIDUAL, begin), by=bo, at=timezone.now()
        )
        assert AgreementFile.objects.get().agreement == new

    def test_a_new_key_is_put_on_it(self, client, settings, ana, pair, kept):
        old = settings.FIELD_ENCRYPTION_KEYS
        settings.FIELD_ENCRYPTION_KEYS = ["A" * 43 + "=", *old]
        call_command("sealed", "rotate")
        settings.FIELD_ENCRYPTION_KEYS = ["A" * 43 + "="]
        new = AgreementFile.objects.get()
        assert b"".join(agreed_files.read(new, by=ana, at=timezone.now())) == PDF

    def test_it_goes_when_one_of_them_leaves_for_good(self, ana, kept):
        retire_person(ana, at=timezone.now())
        sweep.run()
        assert not AgreementFile.objects.exists() and not default_storage.exists(kept.path)


class TestPlacesOfWork:
    def test_whoever_looks_after_all_keeps_them(self, client, kit, sam):
        for who, name in ((kit, "Harbour"), (sam, "Lighthouse")):
            client.post(PLACES, {"name": name}) if come_in(client, who) else None
        place = Workplace.objects.get(name="Harbour")
        client.post(f"{PLACES}{place.pk}/", {"name": "Old harbour"})
        assert "Old harbour" in client.get(PLACES).text
        assert client.post(PLACES, {"name": "Lighthouse"}).status_code == 422
        client.post(f"{PLACES}{place.pk}/remove/")
        assert [each.name for each in Workplace.objects.all()] == ["Lighthouse"]

    def test_one_that_is_used_stays_and_can_be_chosen(self, client, kit, bo, ana):
        place = Workplace.objects.create(name="Harbour")
        come_in(client, kit)
        assert "Harbour" in client.get(NEW).text
        client.post(NEW, terms(supervisor=bo.pk, people=[ana.pk], workplace=place.pk))
        assert Agreement.objects.get().workplace == place
        assert "so it stays" in client.post(f"{PLACES}{place.pk}/remove/", follow=True).text

    def test_for_others_there_is_no_such_page(self, client, ana, bo, eve):
        for who in (ana, bo, eve):
            assert come_in(client, who).get(PLACES).status_code == 404
