"""The other one's word: yes, not quite, or nothing for thirty days.

A line that waits is answered by whom it waits for. Answers are added, never changed; what they
come to does not depend on the order in which people give them. A closed month takes answers too.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from office import due, notices
from people.api import User
from supervision import causes, limits, sealing
from supervision.models import Agreement, Answer, Awaits, Line, LineState, Reason, Said
from supervision.sessions import LINE_DUE

REMIND_AFTER = (timedelta(days=3), timedelta(days=10))
SILENT_AFTER = timedelta(days=30)
ASKED = "supervision.asked"
DISPUTED = "supervision.disputed"
LONGEST_WORDS = 500
LATE = (LineState.BY_SUPERVISOR, LineState.BY_SUPERVISEE)


class NotAsked(Exception):
    """This line does not wait for this person, or it is not theirs."""


def confirm(line: Line, *, by: User, at: datetime) -> Line:
    """Yes. Also later, after a silence, and by whom disputed it. Raises NotAsked.

    What has no minutes is noted again, and not sealed.
    """
    with transaction.atomic():
        line = held(line)
        if line.state == LineState.CONFIRMED and by.pk in _pair(line):
            return line
        if line.state not in (LineState.OPEN, LineState.DISPUTED, *LATE):
            raise NotAsked
        if by.pk != _answerer(line):
            raise NotAsked
        _say(line, Said.CONFIRMED, by=by, at=at)
        if line.minutes:
            _become(line, LineState.CONFIRMED, Awaits.NOBODY, at)
            sealing.seal(line, "confirmed", at=at)
        else:
            _become(line, LineState.NOTED, Awaits.NOBODY, at)
    return line


def confirm_all(lines: Iterable[Line], *, by: User, at: datetime) -> int:
    """Yes to each that still waits for `by`; how many there were."""
    given = 0
    for line in lines:
        if line.state == LineState.OPEN and by.pk == _answerer(line):
            with suppress(NotAsked):  # written anew, or answered elsewhere, a moment ago
                confirm(line, by=by, at=at)
                given += 1
    return given


def dispute(
    line: Line,
    *,
    reason: Reason,
    minutes: int | None = None,
    words: str = "",
    by: User,
    at: datetime,
) -> Line:
    """Not quite: another length (`minutes`), not there, or something else. Raises NotAsked.

    Whoever said so may say it otherwise later. The other one is told, and what was sealed before is
    sealed as disputed.
    """
    with transaction.atomic():
        line = held(line)
        if not is_asked(line, by):
            raise NotAsked
        more = {"reason": reason, "minutes": _length(reason, minutes), "words": words.strip()}
        said = _say(line, Said.DISPUTED, by=by, at=at, **more)
        is_theirs = by.pk == line.supervisee_id
        other = Awaits.SUPERVISOR if is_theirs else Awaits.SUPERVISEE
        _become(line, LineState.DISPUTED, other, at)
        sealing.seal_end(line, LineState.DISPUTED, at=at)
        told = line.session.supervisor if is_theirs else line.supervisee
        notices.add(DISPUTED, to=told, key=f"disputed:{said.pk}", about=line.pk, at=at)
    return line


def _length(reason: Reason, minutes: int | None) -> int | None:
    """Only another length has one, and only one that can be."""
    fits = reason == Reason.LENGTH and minutes is not None and 0 < minutes <= limits.LONGEST
    return minutes if fits else None


def is_asked(line: Line, by: User) -> bool:
    """Whether `by` may say yes or not quite to it now."""
    takes_it = (LineState.OPEN, LineState.NOTED, LineState.DISPUTED, *LATE)
    return line.state in takes_it and by.pk == _answerer(line)


def waiting_for(person: User, *, on: date | None = None) -> QuerySet[Line]:
    """Lines that wait for this person's answer, the oldest day first.

    With a day: without those disputes that a former supervisor is not asked about any more.
    """
    found = Line.objects.filter(_awaited(person), state__in=(LineState.OPEN, LineState.DISPUTED))
    if on:
        pair = {"supervisor": OuterRef("session__supervisor"), "supervisee": OuterRef("supervisee")}
        live = Exists(Agreement.objects.filter(**pair).on(on))
        found = found.filter(Q(state=LineState.OPEN) | Q(awaits=Awaits.SUPERVISEE) | live)
    return _in_order(found)


def asked(person: User) -> QuerySet[Line]:
    """Those of them that wait for a first yes or not quite."""
    return waiting_for(person).filter(state=LineState.OPEN)


def may_still(person: User) -> QuerySet[Line]:
    """What nobody asks this person about any more, and they may still say yes to: after a silence,
    and what they said was not quite so. The oldest day first.
    """
    late = Q(_awaited(person), state__in=LATE)
    between = Q(supervisee=person) | Q(session__supervisor=person)
    mine = Line.objects.annotate(disputer=_disputer(OuterRef("pk")))
    return _in_order(mine.filter(late | Q(between, state=LineState.DISPUTED, disputer=person.pk)))


def _awaited(person: User) -> Q:
    mine = Q(awaits=Awaits.SUPERVISEE, supervisee=person)
    return mine | Q(awaits=Awaits.SUPERVISOR, session__supervisor=person)


def _disputer(line) -> Subquery:
    """Who said last that it is not quite so."""
    said = Answer.objects.filter(line=line, said=Said.DISPUTED).order_by("-pk")
    return Subquery(said.values("by")[:1])


def _in_order(lines: QuerySet[Line]) -> QuerySet[Line]:
    found = lines.select_related("session__supervisor", "supervisee", "agreement")
    return found.order_by("counted_on", "session__started_at", "uuid")


# --- silence


def settle(key: str, *, at: datetime) -> None:
    """What a line is due for: a reminder after 3 and 10 days, one-sided after 30."""
    with transaction.atomic():
        line = held(Line(pk=UUID(key)))
        if line.state == LineState.OPEN:
            _remind_or_end(line, at)


def _remind_or_end(line: Line, at: datetime) -> None:
    waited = at - line.submitted_at
    if waited >= SILENT_AFTER:
        fall_silent(line, at=at)
        return
    passed = [wait for wait in REMIND_AFTER if waited >= wait]
    if passed:
        key = f"asked:{line.pk}:{len(passed)}"
        notices.add(ASKED, to=User(pk=_answerer(line)), key=key, about=line.pk, at=at)
    following = (*REMIND_AFTER, SILENT_AFTER)[len(passed)]
    due.add(LINE_DUE, key=line.pk, at=line.submitted_at + following)


def fall_silent(line: Line, *, at: datetime) -> None:
    """Nobody answered: it says whose word it is. Within a transaction."""
    sides = {Awaits.SUPERVISEE: LineState.BY_SUPERVISOR, Awaits.SUPERVISOR: LineState.BY_SUPERVISEE}
    awaited = Awaits(line.awaits)
    _say(line, Said.SILENT, by=None, at=at)
    _become(line, sides[awaited], awaited, at)
    sealing.seal(line, sides[awaited], at=at)


def settle_closed(key: str, *, at: datetime) -> None:
    """An account was closed; if it still is, nobody answers for it."""
    person = User.objects.filter(pk=key, is_active=False).first()
    if person:
        when_closed(person, at=at)


def when_closed(person: User, *, at: datetime) -> None:
    """An account that closes answers no more: what waits for it is one-sided at once."""
    with transaction.atomic():
        for line in asked(person):
            fall_silent(held(line), at=at)


# --- one line, in turn


def held(line: Line) -> Line:
    """As it is now, until the transaction ends; whoever adds to this chain waits."""
    found = Line.objects.filter(pk=line.pk).values_list("supervisee", flat=True).first()
    if found is None:
        raise NotAsked
    list(User.objects.select_for_update().filter(pk=found).values_list("pk"))
    rows = Line.objects.select_for_update(of=("self",))
    return rows.select_related("session__supervisor", "supervisee").get(pk=line.pk)


def _pair(line: Line) -> tuple[int, int]:
    return line.supervisee_id, line.session.supervisor_id


def _answerer(line: Line) -> int:
    """Whose word is missing; where it is disputed, theirs who did so: they may still say yes."""
    supervisee, supervisor = _pair(line)
    awaits_supervisee = line.awaits == Awaits.SUPERVISEE
    if line.state == LineState.DISPUTED:
        said = line.answers.filter(said=Said.DISPUTED).order_by("pk").last()
        return said.by_id if said else supervisee
    if line.state == LineState.NOTED:
        return supervisee if line.session.logged_by_id == supervisor else supervisor
    return supervisee if awaits_supervisee else supervisor


def _say(line: Line, said: Said, *, by: User | None, at: datetime, **more) -> Answer:
    causes.lines_changed([line], at=at)
    return Answer.objects.create(line=line, by=by, said=said, at=at, **more)


def _become(line: Line, state: LineState, awaits: Awaits, at: datetime) -> None:
    line.state, line.awaits, line.state_at = state, awaits, at
    line.save(update_fields=["state", "awaits", "state_at"])
