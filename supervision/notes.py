"""Notes: written by who was there, opened by one function that asks who reads and says so.

`read` is the only way to words: it looks whether the reader may, writes the audit row, then
unlocks. The shared record is written once for a group and kept once for each person.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet

from office import audit
from people.api import User
from supervision import note_keys, retention, seeing, vaults
from supervision.models import (
    OWN_PURPOSES,
    About,
    Ask,
    AskState,
    DataKey,
    Handing,
    Held,
    Line,
    Note,
    NoteKind,
    Purpose,
    Session,
)
from supervision.sessions import NotTheirs
from supervision.versions import versions_of

OPENED = "opened note"
OBJECT = "supervision.note"
LONGEST = 20_000  # characters


class TooLong(Exception):
    """More than LONGEST characters."""


class Empty(Exception):
    """There is nothing in it."""


class AskedFor(Exception):
    """Somebody asked to read this note: it stays as it is."""


@dataclass(frozen=True)
class Words:
    """What a note says. `agreed` is what the two agreed; only a shared record has it."""

    text: str
    agreed: str = ""


@dataclass(frozen=True)
class Agreed:
    """What was agreed with these people, in the same words."""

    people: list[User]
    words: str


# --- who reads


def visible_to(by: User, *, at: datetime) -> QuerySet[Note]:
    """What this person may open now; a handed record changes hands at the reader's midnight."""
    day = by.day(at)
    handings = Handing.objects.all()
    given = Q(key__supervisor=by) & ~Q(key__in=handings.begun(day).values("key"))
    taken_over = Q(key__in=handings.in_force(day).filter(successor=by).values("key"))
    shared = Q(key__purpose=Purpose.SHARED) & (Q(key__supervisee=by) | given | taken_over)
    own = Q(key__purpose__in=OWN_PURPOSES, writer=by)
    released = Q(pk__in=Ask.objects.filter(person=by, state=AskState.RELEASED).values("note"))
    return Note.objects.filter(key__destroyed_at=None).filter(shared | own | released)


def read(note: Note, *, by: User, at: datetime) -> Words:
    """Open one. Raises NotTheirs; vaults.Shut where the key is gone or the body was moved."""
    return read_all([note], by=by, at=at)[note.pk]


def read_all(notes: Iterable[Note], *, by: User, at: datetime) -> dict:
    """Open several: their words by uuid. All or none; each opening is written down first."""
    keys = {note.pk for note in notes}
    with transaction.atomic():
        found = visible_to(by, at=at).filter(pk__in=keys).select_related("key")
        rows = list(found.prefetch_related("about"))
        if {row.pk for row in rows} != keys:
            raise NotTheirs
        _write_down(rows, by, at)
        return {row.pk: _unlock(row) for row in rows}


def _write_down(rows: list[Note], by: User, at: datetime) -> None:
    """Each opening is an entry; the writer's own are one a day."""
    since = datetime.combine(at.astimezone(UTC).date(), time(), UTC)
    mine = [str(row.pk) for row in rows if row.writer_id == by.pk]
    today = audit.Entry.objects.filter(
        verb=OPENED, actor=by, object_kind=OBJECT, object_key__in=mine, at__gte=since
    )
    known = set(today.values_list("object_key", flat=True)) if mine else set()
    new = [row for row in rows if str(row.pk) not in known]
    audit.Entry.objects.bulk_create(
        audit.Entry(
            at=at, actor=by, verb=OPENED, object_kind=OBJECT, object_key=str(row.pk), about_id=who
        )
        for row in new
        for who in {each.person_id for each in row.about.all()}
    )


def _unlock(note: Note) -> Words:
    bound = vaults.bound(note.pk, note.key_id, note.kind)
    return Words(**json.loads(vaults.unlock(note.key.wrapped, note.body, bound)))


# --- who writes


def write_shared(
    session: Session,
    text: str,
    *,
    agreed: str = "",
    to: Iterable[User] | None = None,
    by: User,
    at: datetime,
) -> list[Note]:
    """The record that both see, kept once for each who was there, or for each of `to`.

    What was there before is replaced, not changed. Raises NotTheirs, also where no agreement holds
    any more; TooLong, Empty.
    """
    words = _checked(text, agreed)
    may = written_for(session, by, at=at)
    chosen = list(to) if to is not None else may
    if not chosen or not {*chosen} <= {*may}:
        raise NotTheirs
    with transaction.atomic():
        return [_shared(session, words, NoteKind.RECORD, each, by, at) for each in chosen]


def reply(session: Session, text: str, *, by: User, at: datetime) -> Note:
    """What the person it is about says to the record. Raises NotTheirs, TooLong, Empty."""
    words = _checked(text)
    if not record_of(session, by):
        raise NotTheirs
    with transaction.atomic():
        return _shared(session, words, NoteKind.REPLY, by, by, at)


def write_own(
    session: Session, text: str, *, about: User | None = None, by: User, at: datetime
) -> Note:
    """The supervisor's own, about one person or the whole group; a second time it is changed.

    Raises NotTheirs, TooLong, Empty, AskedFor.
    """
    words = _checked(text)
    who = [about] if about else people_of(session)
    if not {*who} & {*written_for(session, by, at=at)}:
        raise NotTheirs
    with transaction.atomic():
        key = note_keys.of_own(session, who, at)
        note = own_of(session, by).filter(key=key).first()
        if note and note.asks.filter(state__in=(AskState.OPEN, AskState.RELEASED)).exists():
            raise AskedFor
        return _put(session, words, NoteKind.OWN, key, who, by, at, over=note)


def _checked(text: str, agreed: str = "") -> Words:
    words = Words(text.strip(), agreed.strip())
    if not (words.text or words.agreed):
        raise Empty
    if len(words.text) + len(words.agreed) > LONGEST:
        raise TooLong
    return words


def _shared(
    session: Session, words: Words, kind: NoteKind, who: User, by: User, at: datetime
) -> Note:
    key = note_keys.of_record(session, who, at)
    if not (key.supervisee_id == by.pk or _holds(key, by, at)):
        raise NotTheirs
    there = Note.objects.current().filter(key=key, session__in=versions_of(session), kind=kind)
    before = there.first()
    if before and before.writer_id == by.pk and read(before, by=by, at=at) == words:
        return before  # sent twice
    return _put(session, words, kind, key, [who], by, at, replaces=before)


def _holds(key: DataKey, by: User, at: datetime) -> bool:
    day = by.day(at)
    handed = key.handings.begun(day)
    return key.supervisor_id == by.pk and not handed.exists()


def _put(
    session: Session,
    words: Words,
    kind: NoteKind,
    key: DataKey,
    who: list[User],
    by: User,
    at: datetime,
    *,
    over: Note | None = None,
    replaces: Note | None = None,
) -> Note:
    pk = over.pk if over else uuid4()
    text = json.dumps({"text": words.text, "agreed": words.agreed}, ensure_ascii=False)
    body = vaults.lock(key.wrapped, text, vaults.bound(pk, key.pk, kind))
    if over:
        Note.objects.filter(pk=pk).update(body=body, at=at)
        note = over
    else:
        note = Note.objects.create(
            uuid=pk,
            key=key,
            session=session,
            kind=kind,
            writer=by,
            body=body,
            at=at,
            replaces=replaces,
        )
    About.objects.bulk_create(
        [About(note=note, person=each) for each in who], ignore_conflicts=True
    )
    retention.keep_until(key, max(session.started_at, at).date())
    return note


# --- what there is, still shut


def people_of(session: Session) -> list[User]:
    """Who was there; where it did not take place, who was to be."""
    lines = Line.objects.in_force().filter(session=session).select_related("supervisee")
    if session.held == Held.HELD:
        lines = lines.filter(minutes__gt=0)
    return [line.supervisee for line in lines.order_by("supervisee__chosen_name", "pk")]


def written_for(session: Session, by: User, *, at: datetime) -> list[User]:
    """Of them those about whom `by`, who held it, still writes: whom they supervise today."""
    if by.pk != session.supervisor_id:
        return []
    live = {*seeing.supervisees_of(by, on=by.day(at))}
    return [person for person in people_of(session) if person in live]


def of_session(session: Session, by: User, *, at: datetime) -> QuerySet[Note]:
    """What this person may open of it, in the order of its writing."""
    mine = visible_to(by, at=at).current().filter(session__in=versions_of(session))
    return mine.select_related("writer", "key").order_by("at", "pk")


def earlier_of(note: Note, by: User, *, at: datetime) -> list[Note]:
    """What it replaced, the latest first, as far as this person may open it."""
    same = visible_to(by, at=at).filter(
        key=note.key_id, kind=note.kind, session__in=versions_of(note.session)
    )
    rows = {row.pk: row for row in same.select_related("writer")}
    found, before = [], note.replaces_id
    while before in rows:
        found.append(rows[before])
        before = rows[before].replaces_id
    return found


def own_of(session: Session, by: User) -> QuerySet[Note]:
    own = Note.objects.current().filter(session__in=versions_of(session), kind=NoteKind.OWN)
    return own.filter(writer=by)


def record_of(session: Session, person: User) -> Note | None:
    records = Note.objects.current().filter(session__in=versions_of(session), kind=NoteKind.RECORD)
    return records.filter(key__supervisee=person).first()


def agreed_before(session: Session, *, by: User, at: datetime) -> list[Agreed]:
    """What was agreed the time before with each who was there, as far as `by` may open it."""
    people = {person.pk: person for person in people_of(session)}
    records = visible_to(by, at=at).current().filter(kind=NoteKind.RECORD)
    records = records.filter(
        key__supervisor=session.supervisor_id,
        key__supervisee__in=people,
        session__started_at__lt=session.started_at,
    ).exclude(session__in=versions_of(session))
    last: dict[int, Note] = {}
    for row in records.select_related("key").defer("body").order_by("-session__started_at", "-at"):
        last.setdefault(row.key.supervisee_id, row)
    words = read_all(last.values(), by=by, at=at)
    found: dict[str, list[User]] = {}
    for key in (key for key in people if key in last):
        found.setdefault(words[last[key].pk].agreed, []).append(people[key])
    return [Agreed(who, said) for said, who in found.items() if said]
