"""Two kinds of notes: who opens them, what is kept of them, and how they end."""

from datetime import timedelta

import pytest
from django.db import connection

from office import audit, due, notices, rotation, sealed
from people.models import Role
from supervision import handing, locking, months, notes, retention, vaults
from supervision.api import export_person, retire_person
from supervision.models import Agreement, DataKey, DestroyedKey, Note, Purpose
from supervision.notes import NotTheirs, read, visible_to, write_own, write_shared
from supervision.sessions import correct, log
from tests.conftest import come_in, person
from tests.supervision.conftest import NOW, agree, later, meeting

CANARY = "kestrelsable"


@pytest.fixture
def session(bo, ana, pair):
    return log(meeting(bo, ana), by=bo, at=NOW)


@pytest.fixture
def record(session, bo):
    (note,) = write_shared(session, f"We spoke. {CANARY}", agreed="Rest.", by=bo, at=NOW)
    return note


@pytest.fixture
def own(session, bo):
    return write_own(session, f"For me. {CANARY}", by=bo, at=NOW)


@pytest.fixture
def of_group(bo, group):
    return log(meeting(bo, *group), by=bo, at=NOW)


def test_both_read_the_shared_record(record, ana, bo):
    for who in (ana, bo):
        assert read(record, by=who, at=NOW) == notes.Words(f"We spoke. {CANARY}", "Rest.")


def test_the_own_note_is_read_by_its_writer_alone(own, ana, bo):
    assert read(own, by=bo, at=NOW).text.startswith("For me.")
    with pytest.raises(NotTheirs):
        read(own, by=ana, at=NOW)


@pytest.mark.parametrize("role", Role.values)  # the database refuses superusers
def test_no_role_opens_either(record, own, role):
    other = person("other", role)
    for note in (record, own):
        with pytest.raises(NotTheirs):
            read(note, by=other, at=NOW)
    assert not visible_to(other, at=NOW).exists()


def test_each_opening_is_written_down_the_writers_own_once_a_day(record, ana, bo):
    for who in (ana, ana, bo, bo):
        read(record, by=who, at=NOW)
    opened = audit.Entry.objects.filter(verb=notes.OPENED, about=ana)
    assert opened.filter(actor=ana).count() == 2 and opened.filter(actor=bo).count() == 1
    read(record, by=bo, at=later(days=1))
    assert opened.filter(actor=bo).count() == 2


def test_a_refused_opening_gives_no_words_of_the_others(record, own, ana):
    with pytest.raises(NotTheirs):
        notes.read_all([record, own], by=ana, at=NOW)
    assert not audit.Entry.objects.filter(verb=notes.OPENED).exists()


def test_a_groups_words_are_kept_once_for_each(of_group, group, bo):
    written = write_shared(of_group, "All of you", by=bo, at=NOW)
    assert len({note.key_id for note in written}) == len({bytes(n.body) for n in written}) == 5
    for each, note in zip(notes.people_of(of_group), written, strict=True):
        assert list(visible_to(each, at=NOW)) == [note]


def test_an_own_note_on_a_whole_group_has_its_own_key(of_group, group, bo):
    whole = write_own(of_group, "The circle", by=bo, at=NOW)
    one = write_own(of_group, "One of them", about=group[0], by=bo, at=NOW)
    assert (whole.key.purpose, one.key.purpose) == (Purpose.OWN_GROUP, Purpose.OWN)
    assert {each.person for each in whole.about.all()} == {*group}


def test_a_shared_record_is_replaced_and_an_own_note_changed(session, record, own, bo):
    (second,) = write_shared(session, "Anew", by=bo, at=later(hours=1))
    again = write_own(session, "Otherwise", by=bo, at=later(hours=1))
    assert second.replaces == record and Note.objects.filter(pk=record.pk).exists()
    assert again.pk == own.pk and read(again, by=bo, at=NOW).text == "Otherwise"
    assert set(Note.objects.current()) == {second, again}


def test_what_is_sent_twice_is_kept_once(session, record, bo, ana):
    (again,) = write_shared(session, f"We spoke. {CANARY}", agreed="Rest.", by=bo, at=NOW)
    replies = {notes.reply(session, "Thank you", by=ana, at=NOW) for _ in range(2)}
    assert again == record and len(replies) == 1


def test_notes_stay_with_a_corrected_session(session, record, own, bo, ana):
    new = correct(session, meeting(bo, ana, minutes=90), by=bo, at=later(minutes=5))
    assert set(notes.of_session(new, bo, at=NOW)) == {record, own}


def test_what_was_agreed_is_carried_on(record, session, bo, ana, cy):
    following = log(meeting(bo, ana, start=later(hours=1)), by=bo, at=later(hours=3))
    carried = [notes.Agreed([ana], "Rest.")]
    for who, agreed in ((bo, carried), (ana, carried), (cy, [])):
        assert notes.agreed_before(following, by=who, at=NOW) == agreed
    assert notes.agreed_before(session, by=bo, at=NOW) == []


def test_of_a_group_too_the_same_words_once(of_group, group, bo):
    write_shared(of_group, "Words", agreed="Rest.", by=bo, at=NOW)
    write_shared(of_group, "Words", agreed="Ask.", to=[group[1]], by=bo, at=NOW)
    write_shared(of_group, "Words", to=[group[4]], by=bo, at=NOW)
    following = log(meeting(bo, *group, start=later(hours=1)), by=bo, at=later(hours=3))
    agreed = notes.agreed_before(following, by=bo, at=NOW)
    assert [(each.words, each.people) for each in agreed] == [
        ("Rest.", [group[0], *group[2:4]]),
        ("Ask.", [group[1]]),
    ]
    hers = notes.agreed_before(following, by=group[1], at=NOW)
    assert hers == [notes.Agreed([group[1]], "Ask.")]


def test_the_person_replies_to_a_record_and_to_nothing_else(session, bo, ana, luz):
    with pytest.raises(NotTheirs):
        notes.reply(session, "Before", by=ana, at=NOW)
    write_shared(session, "Words", by=bo, at=NOW)
    said = notes.reply(session, "Thank you", by=ana, at=NOW)
    assert read(said, by=bo, at=NOW).text == "Thank you"
    with pytest.raises(NotTheirs):
        notes.reply(session, "Not mine", by=luz, at=NOW)


def test_only_who_held_the_session_writes(session, ana, cy):
    for who in (ana, cy):
        for write in (write_shared, write_own):
            with pytest.raises(NotTheirs):
                write(session, "Words", by=who, at=NOW)


def test_who_supervised_once_reads_on_and_writes_no_more(session, record, own, pair, bo, ana):
    pair.until_day = NOW.date()
    pair.save()
    for write in (write_shared, write_own):
        assert write(session, "On its last day", by=bo, at=NOW)
        with pytest.raises(NotTheirs):
            write(session, "Words", by=bo, at=later(days=1))
    assert visible_to(bo, at=later(days=1)).count() == 3


def test_of_a_group_whoever_left_gets_nothing_new_and_may_still_ask(of_group, group, bo):
    Agreement.objects.filter(supervisee=group[0]).update(until_day=NOW.date())
    day = later(days=1)
    shared = write_shared(of_group, "Anew", by=bo, at=day)
    assert {note.key.supervisee for note in shared} == {*group[1:]}
    assert write_own(of_group, "Of all", by=bo, at=day).about.count() == 5
    with pytest.raises(NotTheirs):
        write_own(of_group, "Of one", about=group[0], by=bo, at=day)


@pytest.mark.parametrize("text, error", [(" ", notes.Empty), ("x" * 20_001, notes.TooLong)])
def test_nothing_and_too_much_are_refused(session, bo, text, error):
    with pytest.raises(error):
        write_shared(session, text, by=bo, at=NOW)


# --- what is kept


def test_no_byte_of_it_lies_in_the_database(record, own):
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            assert all(CANARY.encode() not in as_bytes(v) for row in cursor for v in row), table


def as_bytes(value):
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()


def test_no_cause_and_no_notice_carries_it(record, own, caplog):
    told = [*due.Due.objects.values(), *notices.Notice.objects.values()]
    assert CANARY not in str(told) + caplog.text


def test_a_loaded_key_stays_wrapped(record):
    wrapped = DataKey.objects.get(pk=record.key_id).wrapped
    assert len(sealed.unseal(wrapped)) == 44  # 32 bytes in base64


def test_rotation_wraps_the_key_anew_and_leaves_the_note(record, bo, settings):
    before, wrapped = bytes(record.body), record.key.wrapped
    new = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    settings.FIELD_ENCRYPTION_KEYS = [new, *settings.FIELD_ENCRYPTION_KEYS]
    assert rotation.rotate().unopened == 0
    record.refresh_from_db()
    after = DataKey.objects.get(pk=record.key_id).wrapped
    assert bytes(record.body) == before and after != wrapped
    settings.FIELD_ENCRYPTION_KEYS = [new]
    assert read(record, by=bo, at=NOW).text


def test_words_moved_to_another_row_do_not_open(session, bo, ana, record):
    said = notes.reply(session, "Mine", by=ana, at=NOW)
    Note.objects.filter(pk=said.pk).update(body=bytes(record.body))
    with pytest.raises(vaults.Shut):
        read(said, by=bo, at=NOW)


def test_one_changed_bit_does_not_open(record, bo):
    body = bytearray(record.body)
    body[-1] ^= 1
    Note.objects.filter(pk=record.pk).update(body=bytes(body))
    with pytest.raises(vaults.Shut):
        read(record, by=bo, at=NOW)


# --- how they end


def test_a_destroyed_key_opens_never_more(record, bo, ana):
    retention.destroy(record.key, at=NOW)
    with pytest.raises(NotTheirs):
        read(record, by=bo, at=NOW)
    assert DataKey.objects.get().wrapped == "" and bytes(Note.objects.get().body) == b""
    assert DestroyedKey.objects.get().uuid == record.key_id


def test_own_notes_end_after_two_years_shared_ones_after_seven(record, own):
    for days, left in ((729, {record, own}), (731, {record}), (7 * 366, set())):
        for key in (record.key_id, own.key_id):
            retention.settle(str(key), at=later(days=days))
        assert set(Note.objects.current()) == left


def test_whoever_meets_again_keeps_them_longer(own, bo, ana):
    log(meeting(bo, ana, start=later(days=300)), by=bo, at=later(days=301))
    retention.settle(str(own.key_id), at=later(days=740))
    assert Note.objects.current().get() == own
    assert DataKey.objects.get().destroy_on > later(days=740).date()


def test_the_sweep_knows_when(own):
    assert str(own.key_id) in due.waiting(retention.KEYS)


# --- handing over


def test_a_successor_reads_from_the_day_after_the_yes_and_the_former_no_longer(record, bo, cy, ana):
    agree(cy, ana)
    row = handing.propose(record.key, cy, by=bo, at=NOW)
    assert not visible_to(cy, at=NOW).exists()
    handing.answer(row, yes=True, by=ana, at=NOW)
    assert not visible_to(cy, at=NOW).exists() and visible_to(bo, at=NOW).exists()
    day = later(days=1)
    assert read(record, by=cy, at=day).agreed == "Rest."
    assert not visible_to(bo, at=day).exists() and visible_to(ana, at=day).exists()


def test_without_a_yes_nothing_is_handed_over(record, own, bo, cy, ana):
    agree(cy, ana)
    handing.answer(handing.propose(record.key, cy, by=bo, at=NOW), yes=False, by=ana, at=NOW)
    assert not visible_to(cy, at=later(days=9)).exists()


def test_own_notes_are_never_handed_over(record, own, bo, cy, ana):
    agree(cy, ana)
    with pytest.raises(NotTheirs):
        handing.propose(own.key, cy, by=bo, at=NOW)
    handing.answer(handing.propose(record.key, cy, by=bo, at=NOW), yes=True, by=ana, at=NOW)
    assert own not in visible_to(cy, at=later(days=2))


def test_only_who_holds_it_proposes_only_she_answers_only_a_supervisor_follows(record, bo, cy, ana):
    with pytest.raises(NotTheirs):
        handing.propose(record.key, cy, by=bo, at=NOW)  # nothing is agreed with her
    agree(cy, ana)
    with pytest.raises(NotTheirs):
        handing.propose(record.key, cy, by=cy, at=NOW)
    row = handing.propose(record.key, cy, by=bo, at=NOW)
    with pytest.raises(handing.AlreadyAsked):
        handing.propose(record.key, cy, by=bo, at=NOW)
    for who in (bo, cy):
        with pytest.raises(NotTheirs):
            handing.answer(row, yes=True, by=who, at=NOW)


# --- taking along, leaving


def test_her_copy_holds_the_record_and_not_the_own_note(record, own, ana, bo, cy):
    assert [each["note"] for each in export_person(ana)["notes"]] == ["record"]
    assert {each["note"] for each in export_person(bo)["notes"]} == {"record", "own"}
    assert export_person(cy)["notes"] == []
    assert audit.Entry.objects.filter(verb=notes.OPENED, actor=ana).count() == 1


def test_what_a_supervisor_leaves_stays_closed_until_its_day(record, own, bo, ana):
    retire_person(bo, at=NOW)
    assert list(visible_to(ana, at=NOW)) == [record]
    retention.settle(str(own.key_id), at=NOW + timedelta(days=731))
    assert not DataKey.objects.get(pk=own.key_id).wrapped


def test_a_successor_opens_a_month_of_the_former_again(record, bo, cy, ana):
    agree(cy, ana)
    lock = locking.close(ana, NOW.replace(month=5).date(), by=bo, at=NOW)
    day = later(days=1)
    with pytest.raises(locking.NotTheirs):
        locking.reopen(lock, reason="Two were the same", by=cy, at=day)
    assert not months.handed_to(cy, on=cy.day(day)).exists()
    handing.answer(handing.propose(record.key, cy, by=bo, at=NOW), yes=True, by=ana, at=NOW)
    assert [months.handed_to(who, on=who.day(day)).count() for who in (cy, bo, ana)] == [1, 0, 0]
    locking.reopen(lock, reason="Two were the same", by=cy, at=day)
    lock.refresh_from_db()
    assert lock.reopened_by == cy
    assert not months.handed_to(cy, on=cy.day(day)).exists()


def test_what_went_over_stands_on_the_page_of_months(client, record, bo, cy, ana):
    agree(cy, ana)
    locking.close(ana, NOW.replace(month=5).date(), by=bo, at=NOW)
    handing.answer(handing.propose(record.key, cy, by=bo, at=NOW), yes=True, by=ana, at=NOW)
    come_in(client, cy)
    page = client.get("/en/supervision/months/").content.decode()
    assert "Closed months that went over to you" in page
