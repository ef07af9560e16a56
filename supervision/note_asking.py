"""A person asks for the own notes about them; whoever wrote one releases it, or says why not.

Thirty days to answer (GDPR, Article 12); the writer is reminded after 14 and after 27.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from office import audit, notices
from office.steps import Step, Urgency
from people.api import User
from supervision.models import About, Ask, AskState, Ground, Line, Note, NoteKind, Purpose
from supervision.sessions import NotTheirs
from supervision.versions import versions_of

DAYS = 30
REMINDERS = (0, 14, 27)
ASKED = "supervision.asked_note"
ANSWERED = "supervision.answered_note"
OBJECT = "supervision.note"


class NeedsWords(Exception):
    """Another reason than those of the list is given in words."""


def ask(person: User, *, at: datetime) -> list[Ask]:
    """Ask for each own note about this person that is not asked for yet.

    What was held back may be asked for anew. Notes of whoever has left stay closed.
    """
    with transaction.atomic():
        list(User.objects.select_for_update().filter(pk=person.pk).values_list("pk"))
        _count_among_those_of_later_corrections(person)
        new = [_ask(person, note, at) for note in askable(person)]
        if new:
            audit.note("asked for notes", by=person, object_kind="people.user",
                       object_key=person.pk, about=person, at=at)  # fmt: skip
        return new


def _count_among_those_of_later_corrections(person: User) -> None:
    """A note on a whole group is also about whom a correction added to it."""
    there = Line.objects.in_force().filter(supervisee=person, minutes__gt=0)
    corrected = there.exclude(session__corrects=None).select_related("session")
    keys = [key for line in corrected for key in versions_of(line.session)]
    whole = Note.objects.current().filter(key__purpose=Purpose.OWN_GROUP, session__in=keys)
    About.objects.bulk_create(
        [About(note=note, person=person) for note in whole], ignore_conflicts=True
    )


def askable(person: User) -> QuerySet[Note]:
    own = Note.objects.current().filter(kind=NoteKind.OWN, about__person=person)
    asked = Ask.objects.filter(person=person, state__in=(AskState.OPEN, AskState.RELEASED))
    return own.filter(writer__is_active=True).exclude(pk__in=asked.values("note")).order_by("at")


def _ask(person: User, note: Note, at: datetime) -> Ask:
    day = person.day(at) + timedelta(days=DAYS)
    row = Ask.objects.create(note=note, person=person, asked_at=at, due_on=day)
    for days in REMINDERS:
        when = at + timedelta(days=days)
        notices.add(ASKED, to=note.writer, key=f"{ASKED}:{row.pk}:{days}", about=row.pk, at=when)
    return row


def tasks_of(writer: User) -> QuerySet[Ask]:
    """What waits for this person's answer, the first due first."""
    mine = Ask.objects.filter(note__writer=writer, state=AskState.OPEN)
    mine = mine.filter(note__key__destroyed_at=None)
    return mine.select_related("person", "note__session").order_by("due_on", "asked_at", "pk")


def asked_by(person: User) -> QuerySet[Ask]:
    mine = Ask.objects.filter(person=person).select_related("note__writer", "note__session")
    return mine.order_by("-asked_at", "pk")


def release(row: Ask, *, by: User, at: datetime) -> None:
    """From now on the person may read it. Raises NotTheirs."""
    _answer(row, AskState.RELEASED, by=by, at=at)


def withhold(row: Ask, ground: Ground, words: str = "", *, by: User, at: datetime) -> None:
    """Raises NotTheirs, NeedsWords."""
    if ground == Ground.OTHER and not words.strip():
        raise NeedsWords
    _answer(row, AskState.WITHHELD, ground=ground, words=words.strip()[:500], by=by, at=at)


def _answer(row: Ask, state: AskState, *, by: User, at: datetime, ground="", words="") -> None:
    with transaction.atomic():
        open_one = tasks_of(by).select_for_update(of=("self",)).filter(pk=row.pk).first()
        if open_one is None:
            raise NotTheirs
        open_one.state, open_one.ground, open_one.words = state, ground, words
        open_one.answered_at = at
        open_one.save(update_fields=["state", "ground", "words", "answered_at"])
        verb = "released note" if state == AskState.RELEASED else "held back note"
        audit.note(verb, by=by, object_kind=OBJECT, object_key=open_one.note_id,
                   about=open_one.person, at=at)  # fmt: skip
        key = f"{ANSWERED}:{row.pk}"
        notices.add(ANSWERED, to=open_one.person, key=key, about=row.pk, at=at)


def steps(writer: User) -> list[Step]:
    """One line for Today, whatever the number; asked only where there is one."""
    return [
        Step(
            title=_("Somebody asks to read what you wrote"),
            url=reverse("supervision:notes_asked"),
            label=_("Answer"),
            urgency=Urgency.WAITING,
        )
    ]


def when_left(person: User, *, at: datetime) -> None:
    """What they asked goes; what was asked of them is closed: nobody else may open it."""
    Ask.objects.filter(person=person).delete()
    theirs = Ask.objects.filter(note__writer=person, state=AskState.OPEN)
    theirs.update(state=AskState.CLOSED, answered_at=at)
    Ask.objects.filter(note__writer=person).update(words="")
