"""Agreements are made, changed and ended; what a supervisor alone says is a proposal.

A supervisor must not come to see a stranger's progress by naming them: their word gives no right
until the other, or whoever coordinates that person, says yes. What a coordinator makes holds at
once. How a supervisor asks somebody they do not know yet: `asking.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from office import audit, due, notices
from people import api as people
from people.api import SUPERVISES, Role, User
from supervision import leaning, seeing
from supervision.models import Agreement, AgreementFile, AgreementState, Kind, Per, Workplace

ASKED = "supervision.proposed"
AGREED = "supervision.agreed"
CHANGED = "supervision.terms"
PROPOSAL_DUE = "supervision.proposal"
A_SLIP = timedelta(days=14)  # for so long a slip of the pen is put right in place
LAPSES_AFTER = timedelta(days=60)  # what nobody answered


class NotTheirs(Exception):
    """This person may not do this with this agreement, or with these two people."""


class Already(Exception):
    """The same is agreed, or waits for a yes, for a part of that time."""


class BadDays(Exception):
    """It would end before it begins, or lie outside of what it changes."""


class NeedsADay(Exception):
    """Hours lean on these terms already: new ones hold from a later day on."""


class LongerThanAgreed(Exception):
    """A supervisor alone does not lengthen what both agreed."""


@dataclass(frozen=True)
class Terms:
    """What is agreed, from a day on. Units as in `Agreement`."""

    kind: Kind
    from_day: date
    until_day: date | None = None
    group: str = ""
    workplace: Workplace | None = None
    minutes: int = 60
    per: Per = Per.MONTH
    every_days: int | None = None
    weekday: int | None = None
    starts: time | None = None
    lasts: int = 60
    place: str = ""


def may_agree(by: User, on: date) -> bool:
    """Whether this person makes agreements at all: their own, or for people they coordinate."""
    return bool(people.roles_of(by, on) & {Role.COORDINATOR, *SUPERVISES})


def agree(supervisor: User, supervisee: User, terms: Terms, *, by: User, at: datetime) -> Agreement:
    """Raises NotTheirs, Already, BadDays. By the supervisor alone it is a proposal."""
    day = by.day(at)
    if by != supervisor and not _coordinates_both(by, supervisor, supervisee, day):
        raise NotTheirs
    if (
        not seeing.has_the_role(supervisor, day)
        or supervisor == supervisee
        or not _is_here(supervisee)
    ):
        raise NotTheirs
    with transaction.atomic():
        _take_turns(supervisor, supervisee)
        check_days(terms)
        _check_free(supervisor, supervisee, terms)
        state = AgreementState.PROPOSED if by == supervisor else AgreementState.AGREED
        row = _write(supervisor, supervisee, terms, state=state, by=by, at=at)
        _note("proposed agreement" if by == supervisor else "made agreement", row, by=by, at=at)
        if row.state == AgreementState.AGREED:
            leaning.lean_anew(supervisor, supervisee)
            _tell(AGREED, row, by=by, at=at)
        else:
            due.add(PROPOSAL_DUE, key=row.pk, at=at + LAPSES_AFTER)
            _tell(ASKED, row, by=by, at=at)
    return row


def agree_with_all(
    supervisor: User, supervisees: Iterable[User], terms: Terms, *, by: User, at: datetime
) -> None:
    """With all of them or with none. Raises as `agree`."""
    supervisees = list(supervisees)
    with transaction.atomic():
        _take_turns(supervisor, *supervisees)
        for supervisee in supervisees:
            agree(supervisor, supervisee, terms, by=by, at=at)


def accept(agreement: Agreement, *, by: User, at: datetime) -> None:
    """Yes, by the person or by whoever coordinates them. Raises NotTheirs, Already."""
    with transaction.atomic():
        row = _proposal(agreement, by=by, at=at)
        _check_free(row.supervisor, row.supervisee, _terms(row), besides=row)
        _answer(row, AgreementState.AGREED, at)
        leaning.lean_anew(row.supervisor, row.supervisee)
        _note("accepted agreement", row, by=by, at=at)
        _tell(AGREED, row, by=by, at=at)


def decline(agreement: Agreement, *, by: User, at: datetime) -> None:
    """No; the supervisor is not told. Raises NotTheirs."""
    with transaction.atomic():
        row = _proposal(agreement, by=by, at=at)
        _answer(row, AgreementState.DECLINED, at)
        _note("declined agreement", row, by=by, at=at)


def withdraw(agreement: Agreement, *, by: User, at: datetime) -> None:
    """A supervisor takes back what nobody said yes to. Raises NotTheirs."""
    with transaction.atomic():
        row = Agreement.objects.select_for_update().filter(pk=agreement.pk).first()
        if not row or row.supervisor_id != by.pk or row.state != AgreementState.PROPOSED:
            raise NotTheirs
        _note("withdrew agreement", row, by=by, at=at)
        row.delete()


def let_lapse(key: str) -> None:
    """A proposal that nobody answered in time is gone, as if it had not been made."""
    Agreement.objects.filter(pk=key, state=AgreementState.PROPOSED).delete()


def change(agreement: Agreement, terms: Terms, *, by: User, at: datetime) -> Agreement:
    """Other terms from `terms.from_day` on: the old ones end the day before, so that what was owed
    stays true. Within 14 days, before any line leans on it, a slip is put right in place.

    Raises NotTheirs, Already, BadDays, NeedsADay, LongerThanAgreed.
    """
    with transaction.atomic():
        row = _held(agreement, by=by, at=at)
        check_days(terms)
        if by.pk == row.supervisor_id and _is_longer(terms, row):
            raise LongerThanAgreed
        _check_free(row.supervisor, row.supervisee, terms, besides=row)
        if terms.from_day <= row.from_day:
            new = _put_right(row, terms, at=at)
        else:
            new = _succeed(row, terms, by=by, at=at)
        leaning.lean_anew(row.supervisor, row.supervisee)
        _note("changed agreement", new, by=by, at=at)
        _tell(CHANGED, new, by=by, at=at)
    return new


def end(agreement: Agreement, *, on: date, by: User, at: datetime) -> None:
    """`on` is its last day; it only ever becomes shorter. Raises NotTheirs, BadDays."""
    with transaction.atomic():
        row = _held(agreement, by=by, at=at)
        if on < row.from_day or (row.until_day and on > row.until_day):
            raise BadDays
        row.until_day = on
        row.save(update_fields=["until_day"])
        leaning.lean_anew(row.supervisor, row.supervisee)
        _note("ended agreement", row, by=by, at=at)
        _tell(CHANGED, row, by=by, at=at)


def may_write(agreement: Agreement, by: User, on: date) -> bool:
    """Their supervisor until its last day; whoever coordinates the person. Both agreed."""
    if agreement.state != AgreementState.AGREED:
        return False
    is_over = bool(agreement.until_day and agreement.until_day < on)
    if by.pk == agreement.supervisor_id and not is_over and seeing.has_the_role(by, on):
        return True
    return people.coordinated_by(by, on).filter(pk=agreement.supervisee_id).exists()


def may_put_right(row: Agreement, *, at: datetime) -> bool:
    """Whether its terms can still change from its first day on."""
    return at - row.made_at <= A_SLIP and not row.lines.exists()


def may_be_named(by: User, on: date) -> list[User]:
    """The supervisors whom a coordinator may choose: those in their sight."""
    seen = {
        person
        for role in sorted(SUPERVISES)
        for person in people.people_seen_by(by, on, role=role).filter(is_active=True)
    }
    return sorted(seen, key=lambda each: (each.name.casefold(), each.pk))


# --- who


def _coordinates_both(by: User, supervisor: User, supervisee: User, day: date) -> bool:
    theirs = people.coordinated_by(by, day).filter(pk=supervisee.pk)
    return theirs.exists() and people.people_seen_by(by, day).filter(pk=supervisor.pk).exists()


def _is_here(person: User) -> bool:
    return person.is_active and person.retired_at is None


def _take_turns(*persons: User) -> None:
    keys = [person.pk for person in persons]
    list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _locked(agreement: Agreement) -> Agreement:
    found = Agreement.objects.select_related("supervisor", "supervisee").filter(pk=agreement.pk)
    row = found.first()
    if row is None:
        raise NotTheirs
    _take_turns(row.supervisor, row.supervisee)
    return found.get()


def _held(agreement: Agreement, *, by: User, at: datetime) -> Agreement:
    row = _locked(agreement)
    if not may_write(row, by, by.day(at)):
        raise NotTheirs
    return row


def _proposal(agreement: Agreement, *, by: User, at: datetime) -> Agreement:
    row = _locked(agreement)
    if row.state != AgreementState.PROPOSED or by.pk == row.supervisor_id:
        raise NotTheirs
    is_theirs = by.pk == row.supervisee_id
    if not is_theirs and not people.coordinated_by(by, by.day(at)).filter(pk=row.supervisee_id):
        raise NotTheirs
    return row


# --- whether


def check_days(terms: Terms) -> None:
    if terms.until_day and terms.until_day < terms.from_day:
        raise BadDays


def _check_free(
    supervisor: User, supervisee: User, terms: Terms, *, besides: Agreement | None = None
) -> None:
    rows = Agreement.objects.between(supervisor, supervisee).exclude(state=AgreementState.DECLINED)
    rows = rows.filter(kind=terms.kind, group=terms.group)
    rows = rows.filter(Q(until_day=None) | Q(until_day__gte=terms.from_day))
    if terms.until_day:
        rows = rows.filter(from_day__lte=terms.until_day)
    if rows.exclude(pk=besides.pk if besides else None).exists():
        raise Already


def _is_longer(terms: Terms, row: Agreement) -> bool:
    ends_later = row.until_day and (terms.until_day is None or terms.until_day > row.until_day)
    return terms.from_day < row.from_day or bool(ends_later)


# --- what is written


def _terms(row: Agreement) -> Terms:
    names = Terms.__dataclass_fields__
    return Terms(**{name: getattr(row, name) for name in names})


def _write(supervisor, supervisee, terms: Terms, *, state, by: User, at: datetime) -> Agreement:
    return Agreement.objects.create(
        supervisor=supervisor,
        supervisee=supervisee,
        state=state,
        made_by=by,
        made_at=at,
        **_fields(terms),
    )


def _fields(terms: Terms) -> dict:
    return {name: getattr(terms, name) for name in Terms.__dataclass_fields__}


def _put_right(row: Agreement, terms: Terms, *, at: datetime) -> Agreement:
    if not may_put_right(row, at=at):
        raise NeedsADay
    for name, value in _fields(terms).items():
        setattr(row, name, value)
    row.save()
    return row


def _succeed(row: Agreement, terms: Terms, *, by: User, at: datetime) -> Agreement:
    """The file goes along, to whatever holds now."""
    if row.until_day and row.until_day < terms.from_day:
        raise BadDays
    row.until_day = terms.from_day - timedelta(days=1)
    row.save(update_fields=["until_day"])
    both = (row.supervisor, row.supervisee)
    new = _write(*both, terms, state=AgreementState.AGREED, by=by, at=at)
    AgreementFile.objects.filter(agreement=row).update(agreement=new)
    return new


def _answer(row: Agreement, state: AgreementState, at: datetime) -> None:
    row.state, row.answered_at = state, at
    row.save(update_fields=["state", "answered_at"])


def _note(verb: str, row: Agreement, *, by: User, at: datetime) -> None:
    audit.note(
        verb,
        by=by,
        object_kind="supervision.agreement",
        object_key=row.pk,
        about=row.supervisee,
        at=at,
    )


def _tell(kind: str, row: Agreement, *, by: User, at: datetime) -> None:
    """The two, but whoever did it; of a proposal only the one who is asked."""
    both = [row.supervisee] if kind == ASKED else [row.supervisor, row.supervisee]
    for person in both:
        if person != by:
            key = f"{kind}:{row.pk}:{person.pk}:{at.isoformat()}"
            notices.add(kind, to=person, key=key, about=row.pk, at=at)
