"""A person asks for the own notes about them: each is a task, released or held back."""

import pytest
from django.urls import reverse

from office import notices
from supervision import api, note_asking, retention
from supervision.api import retire_person, write_notice
from supervision.models import Ask, AskState, Ground
from supervision.notes import AskedFor, NotTheirs, read, visible_to, write_own, write_shared
from supervision.sessions import correct, log
from tests.conftest import come_in
from tests.supervision.conftest import NOW, later, meeting


@pytest.fixture
def session(bo, ana, pair):
    return log(meeting(bo, ana), by=bo, at=NOW)


@pytest.fixture
def own(session, bo):
    write_shared(session, "Shared", by=bo, at=NOW)
    return write_own(session, "Own words", by=bo, at=NOW)


@pytest.fixture
def asked(own, ana):
    (row,) = note_asking.ask(ana, at=NOW)
    return row


def test_each_own_note_becomes_a_task_of_its_writer_within_thirty_days(asked, bo, cy, own):
    assert list(note_asking.tasks_of(bo)) == [asked] and not note_asking.tasks_of(cy)
    assert asked.note == own and asked.due_on == later(days=30).date()


def test_asking_twice_asks_once(asked, ana):
    assert note_asking.ask(ana, at=later(days=1)) == []
    assert Ask.objects.count() == 1


def test_a_released_note_is_read_by_the_person_alone(asked, bo, ana, luz, own):
    note_asking.release(asked, by=bo, at=NOW)
    assert read(own, by=ana, at=NOW).text == "Own words"
    assert not visible_to(luz, at=NOW).exists()


def test_one_held_back_stays_shut_and_says_why(asked, bo, ana, own):
    note_asking.withhold(asked, Ground.THIRD_PARTY, by=bo, at=NOW)
    with pytest.raises(NotTheirs):
        read(own, by=ana, at=NOW)
    assert note_asking.asked_by(ana).get().ground == Ground.THIRD_PARTY
    assert len(note_asking.ask(ana, at=later(days=40))) == 1  # she may ask again


def test_another_reason_needs_words(asked, bo):
    with pytest.raises(note_asking.NeedsWords):
        note_asking.withhold(asked, Ground.OTHER, " ", by=bo, at=NOW)


def test_nobody_else_answers(asked, cy, ana):
    for who in (cy, ana):
        with pytest.raises(NotTheirs):
            note_asking.release(asked, by=who, at=NOW)


def test_what_is_asked_for_is_not_changed_any_more(asked, session, bo):
    with pytest.raises(AskedFor):
        write_own(session, "Milder words", by=bo, at=NOW)


def test_a_note_on_a_whole_group_is_asked_for_by_each(bo, group):
    note = write_own(log(meeting(bo, *group), by=bo, at=NOW), "The circle", by=bo, at=NOW)
    first, second = (note_asking.ask(each, at=NOW)[0] for each in group[:2])
    assert first.note == second.note == note
    note_asking.release(first, by=bo, at=NOW)
    assert read(note, by=group[0], at=NOW).text == "The circle"
    with pytest.raises(NotTheirs):
        read(note, by=group[1], at=NOW)


def test_also_by_whom_a_correction_added_and_not_by_whom_it_leaves_out(bo, group, luz):
    session = log(meeting(bo, *group[:4]), by=bo, at=NOW)
    write_own(session, "The circle", by=bo, at=NOW)
    write_own(session, "Of one", about=group[0], by=bo, at=NOW)
    correct(session, meeting(bo, *group), reason="Five came.", by=bo, at=NOW)
    asked = {each: len(note_asking.ask(each, at=NOW)) for each in (group[0], group[4], luz)}
    assert asked == {group[0]: 2, group[4]: 1, luz: 0}


def test_the_writer_is_reminded_until_it_is_answered_in_neutral_words(asked, bo):
    told = notices.Notice.objects.filter(to=bo, kind=note_asking.ASKED)
    assert [each.send_at for each in told.order_by("send_at")] == [
        later(days=days) for days in (0, 14, 27)
    ]
    words = write_notice(told.first())
    assert "Ana" not in f"{words}" and "Own words" not in f"{words}"
    note_asking.release(asked, by=bo, at=NOW)
    with pytest.raises(notices.NothingToSay):
        write_notice(told.first())


def test_what_is_destroyed_is_no_task(asked, bo, own):
    retention.destroy(own.key, at=NOW)
    assert not note_asking.tasks_of(bo)


def test_who_left_asks_and_answers_no_more(asked, bo, ana):
    retire_person(bo, at=NOW)
    assert note_asking.asked_by(ana).get().state == AskState.CLOSED
    retire_person(ana, at=NOW)
    assert not Ask.objects.exists()


def test_it_is_asked_and_answered_on_pages(client, own, ana, bo):
    come_in(client, ana).post("/en/supervision/notes/ask/")
    row = note_asking.tasks_of(bo).get()
    address = f"/en/supervision/notes/asked/{row.pk}/"
    assert client.get(address).status_code == 404
    come_in(client, bo)
    assert "Own words" in client.get(address).content.decode()
    assert "Please say why." in client.post(address, {"answer": "other"}).content.decode()
    client.post(address, {"answer": "release"})
    page = come_in(client, ana).get(f"/en/supervision/notes/{own.session_id}/").content.decode()
    assert (
        "Own words" in page
        and "Read it" in client.get("/en/supervision/notes/ask/").content.decode()
    )


def test_today_has_one_line_for_the_writer(asked, bo, ana):
    urls = [step.url for step in api.waiting_for(bo, on=NOW.date())]
    assert urls.count(reverse("supervision:notes_asked")) == 1
    others = [step.url for step in api.waiting_for(ana, on=NOW.date())]
    assert reverse("supervision:notes_asked") not in others
