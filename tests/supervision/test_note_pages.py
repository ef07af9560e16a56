"""The pages of notes: who comes in, what stands there, and every road of everybody else."""

import pytest

from office import audit
from people.models import Role
from supervision import handing
from supervision.models import Note, NoteKind
from supervision.notes import OPENED, write_own, write_shared
from supervision.sessions import log
from tests.conftest import come_in, person
from tests.supervision.conftest import NOW, agree, later, meeting

CANARY = "kestrelsable"


@pytest.fixture
def session(bo, ana, pair):
    return log(meeting(bo, ana), by=bo, at=NOW)


@pytest.fixture
def written(session, bo):
    (shared,) = write_shared(session, f"Shared {CANARY}", agreed="Rest.", by=bo, at=NOW)
    return shared, write_own(session, f"Own {CANARY}", by=bo, at=NOW)


def url(session):
    return f"/en/supervision/notes/{session.pk}/"


def shared(text, **more):
    return {"what": "shared", "shared-text": text, "shared-agreed": "", **more}


def test_a_supervisor_writes_and_reads_both(client, bo, session):
    come_in(client, bo)
    assert client.post(url(session), shared("For both")).status_code == 302
    client.post(url(session), {"what": "own", "own-text": "For me"})
    page = client.get(url(session)).content.decode()
    assert "For both" in page and "For me" in page
    assert "Only you can open this here." in page and "Our policy forbids it." in page


def test_the_person_reads_the_shared_one_and_replies(client, ana, session, written):
    come_in(client, ana)
    page = client.get(url(session)).content.decode()
    assert "Shared" in page and "Own kestrel" not in page
    client.post(url(session), {"what": "reply", "reply-text": "Thank you"})
    assert Note.objects.get(kind=NoteKind.REPLY).writer == ana


def test_the_person_writes_neither_record_nor_own_note(client, ana, session, written):
    come_in(client, ana)
    for what in ("shared", "own"):
        assert client.post(url(session), {"what": what, f"{what}-text": "x"}).status_code == 404


@pytest.mark.parametrize("role", [*Role.values])
def test_for_everybody_else_there_is_nothing(client, session, written, role):
    come_in(client, person("other", role))
    assert client.get(url(session)).status_code == 404
    assert client.post(url(session), shared("x")).status_code == 404
    for address in ("", "asked/", "ask/", "handing/"):
        assert CANARY not in client.get(f"/en/supervision/notes/{address}").content.decode()


def test_another_of_the_same_group_does_not_read_what_was_kept_for_one(client, bo, group):
    session = log(meeting(bo, *group), by=bo, at=NOW)
    write_shared(session, CANARY, to=[group[0]], by=bo, at=NOW)
    write_own(session, CANARY, by=bo, at=NOW)
    page = come_in(client, group[1]).get(url(session))
    assert page.status_code == 200 and CANARY not in page.content.decode()


def test_a_visitor_is_sent_to_sign_in(client, session):
    assert "/account/login/" in client.get(url(session))["Location"]


def test_the_list_shows_days_and_opens_nothing(client, bo, written):
    page = come_in(client, bo).get("/en/supervision/notes/").content.decode()
    assert "19 June 2026" in page and CANARY not in page
    assert not audit.Entry.objects.filter(verb=OPENED).exists()


def test_the_list_costs_the_same_however_long(client, bo, ana, pair, django_assert_max_num_queries):
    come_in(client, bo)
    for day in range(6):
        start = NOW.replace(day=day + 1)
        write_own(log(meeting(bo, ana, start=start), by=bo, at=NOW), "x", by=bo, at=NOW)
    client.get("/en/supervision/notes/")
    with django_assert_max_num_queries(14):
        client.get("/en/supervision/notes/")


def test_nothing_written_comes_back_with_words(client, bo, session):
    page = come_in(client, bo).post(url(session), shared("")).content.decode()
    assert "Please write something first." in page


def test_too_much_comes_back_as_it_was_written(client, bo, session):
    page = come_in(client, bo).post(url(session), shared("long " * 4001)).content.decode()
    assert "long long" in page and not Note.objects.exists()


def test_without_a_script_the_advice_comes_after_saving_and_repeats_no_word(client, bo, session):
    come_in(client, bo)
    page = client.post(url(session), shared("Call 0170 1234567 today"), follow=True)
    assert "It may hold a telephone number." in [str(each) for each in page.context["messages"]]
    assert Note.objects.count() == 1


def test_what_was_agreed_stands_above_the_next_record(client, bo, ana, session, written):
    later = log(meeting(bo, ana, start=NOW.replace(day=20)), by=bo, at=NOW.replace(day=22))
    page = come_in(client, bo).get(url(later)).content.decode()
    assert "What you agreed last time" in page and "Rest." in page


def test_a_record_is_handed_over_with_her_yes(client, ana, bo, cy, written):
    agree(cy, ana)
    key = written[0].key_id
    come_in(client, bo).post(f"/en/supervision/notes/handing/record/{key}/", {"successor": cy.pk})
    row = handing.waiting_for(ana).get()
    answer = f"/en/supervision/notes/handing/{row.pk}/"
    assert come_in(client, bo).post(answer, {"answer": "yes"}).status_code == 404
    assert (
        "May <bdi>" in come_in(client, ana).get("/en/supervision/notes/handing/").content.decode()
    )
    client.post(answer, {"answer": "yes"})
    row.refresh_from_db()
    assert row.from_day


def test_nobody_proposes_for_a_record_that_is_not_theirs(client, cy, ana, written):
    agree(cy, ana)
    address = f"/en/supervision/notes/handing/record/{written[0].key_id}/"
    assert come_in(client, cy).post(address, {"successor": cy.pk}).status_code == 404


class TestWhatStoodThereBefore:
    @pytest.fixture
    def newest(self, session, bo, written):
        for n, text in enumerate(("Second wording", "Third wording"), start=1):
            (row,) = write_shared(session, text, by=bo, at=later(hours=n))
        return row

    @staticmethod
    def at(note):
        return f"/en/supervision/notes/earlier/{note.pk}/"

    def test_both_find_it_from_what_stands_there_now(self, client, bo, ana, session, newest):
        for who in (bo, ana):
            page = come_in(client, who).get(url(session)).text
            assert "Third wording" in page and "Second wording" not in page
            assert page.count(self.at(newest)) == 1
            before = client.get(self.at(newest)).text
            assert "Third wording" not in before and "Our policy forbids it." in before
            assert before.index("Second wording") < before.index(f"Shared {CANARY}")

    def test_each_that_is_opened_is_written_down(self, client, ana, newest):
        come_in(client, ana).get(self.at(newest))
        opened = audit.Entry.objects.filter(verb=OPENED, actor=ana)
        before = {str(newest.replaces_id), str(newest.replaces.replaces_id)}
        assert {each.object_key for each in opened} == before

    @pytest.mark.parametrize("role", [*Role.values])
    def test_nobody_else_finds_it(self, client, newest, role):
        assert come_in(client, person("other", role)).get(self.at(newest)).status_code == 404

    def test_it_goes_over_to_a_successor_with_the_record(self, client, bo, cy, ana, newest):
        agree(cy, ana)
        row = handing.propose(newest.key, cy, by=bo, at=NOW)
        assert come_in(client, cy).get(self.at(newest)).status_code == 404
        handing.answer(row, yes=True, by=ana, at=NOW)
        assert "Second wording" in client.get(self.at(newest)).text
        assert come_in(client, bo).get(self.at(newest)).status_code == 404

    def test_in_a_group_each_has_their_own(self, client, bo, group):
        session = log(meeting(bo, *group), by=bo, at=NOW)
        write_shared(session, "For all", by=bo, at=NOW)
        (hers,) = write_shared(session, "For one", to=[group[0]], by=bo, at=later(hours=1))
        come_in(client, group[1])
        assert client.get(self.at(hers)).status_code == 404
        assert "/notes/earlier/" not in client.get(url(session)).text

    def test_where_nothing_stood_there_is_no_such_page(self, client, bo, session, written):
        come_in(client, bo)
        assert "/notes/earlier/" not in client.get(url(session)).text
        for note in written:
            assert client.get(self.at(note)).status_code == 404
