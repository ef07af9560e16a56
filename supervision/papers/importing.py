"""Earlier hours, taken in from a table: first what would become of each row, then the same, done.

Both go one road, so what was shown is what is done; a row that can't be taken in holds up all the
others, unless somebody says otherwise. What is taken in is the word of whoever brought it, until
the other says yes: one-sided at once, for nobody is asked thirty days about years. The reference of
a row (or its moment) names its session, so that a table sent twice is taken in once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import organisation
from office.sheets import BadSheet
from people.api import User
from supervision import answering, limits, locking, sessions
from supervision.models import Agreement, Kind, LineState, Session
from supervision.papers import evidence, reading
from supervision.papers.reading import Refused, Written, sheet_of

__all__ = ["BadSheet", "Outcome", "Report", "may", "sheet_of", "take_in"]

NAMESPACE = UUID("6f3ad6e4-52a5-4f0c-9d0e-6a1f7c4c2b11")  # drawn once, for good


class Outcome(TextChoices):
    ACCEPTED = "accepted", gettext_lazy("Fine")
    KNOWN = "known", gettext_lazy("Here already")
    REFUSED = "refused", gettext_lazy("To put right")


@dataclass(frozen=True)
class Report:
    """What became of one row of the table. `line` counts as a spreadsheet does."""

    line: int
    outcome: Outcome
    words: str = ""
    reference: str = ""
    day: str = ""
    who: str = ""


@dataclass(frozen=True)
class _Read:
    """A row with what it says, or why it says nothing."""

    line: int
    values: dict[str, str]
    written: Written | None = None
    problem: str = ""


def may(by: User) -> bool:
    """Whoever something was agreed with, also when it is over."""
    return Agreement.objects.agreed().filter(Q(supervisor=by) | Q(supervisee=by)).exists()


def take_in(
    rows: Iterable,
    *,
    by: User,
    at: datetime,
    files: Mapping[str, bytes] | None = None,
    is_partial: bool = False,
    is_trial: bool = False,
) -> list[Report]:
    """All rows or none, in the order of the table; with `is_partial` those that can be.

    `files` are the scans by the name that rows give them; None: they are not asked for yet. A trial
    says the same and keeps nothing.
    """
    desk, told = _Desk(by=by, at=at, files=files), [_read(row, by) for row in rows]
    with transaction.atomic():
        desk.take_turns()
        reports = desk.take_all(told)
        is_whole = all(each.outcome != Outcome.REFUSED for each in reports)
        if is_trial or not (is_whole or is_partial):
            transaction.set_rollback(True)
        else:
            desk.keep_files()
    return reports


def _read(row, by: User) -> _Read:
    try:
        return _Read(row.line, row.values, reading.read(row.values, str(by.zone)))
    except Refused as problem:
        return _Read(row.line, row.values, problem=str(problem))


class _Desk:
    """Whom `by` has agreed with, read once for the whole table."""

    def __init__(self, *, by: User, at: datetime, files: Mapping[str, bytes] | None):
        self.by, self.at, self.files = by, at, files
        agreed = Agreement.objects.agreed().filter(Q(supervisor=by) | Q(supervisee=by))
        agreed = agreed.select_related("supervisor", "supervisee")
        self.gives = {each.supervisee for each in agreed if each.supervisor_id == by.pk}
        self.has = {each.supervisor for each in agreed if each.supervisee_id == by.pk}
        self.shown: dict[str, tuple[list[Session], set[int]]] = {}  # by the name of a scan

    def take_turns(self) -> None:
        """All at once and in one order, so that two tables never wait for one another."""
        keys = {each.pk for each in self.gives | self.has | {self.by}}
        list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))

    def take_all(self, rows: list[_Read]) -> list[Report]:
        reports = [each for together in _together(rows) for each in self.take_one(together)]
        return sorted(reports, key=lambda each: each.line)

    def take_one(self, rows: list[_Read]) -> list[Report]:
        """The rows of one session: all of them, or why none."""
        try:
            with transaction.atomic():
                outcome, words = self.keep([_sure(row) for row in rows])
        except Refused as problem:
            outcome, words = Outcome.REFUSED, str(problem)
        return [
            _report(row, outcome, (row.problem or words) if outcome == Outcome.REFUSED else words)
            for row in rows
        ]

    def keep(self, written: list[Written]) -> tuple[Outcome, str]:
        first = written[0]
        if any(each.meeting != first.meeting for each in written):
            raise Refused(_("Rows with the same reference say different things of one session."))
        meeting = self.meeting(written)
        known = self.known(first, meeting)
        if known:
            return self.same(known, meeting)
        self.check_files(first)
        session = self.log(meeting)
        lines = list(session.lines.select_related("supervisee", "agreement__workplace"))
        self.check_workplace(lines, first.organisation)
        for line in lines:
            if line.state == LineState.OPEN:
                answering.fall_silent(line, at=self.at)
        if first.evidence:
            self.show(first.evidence, session, {line.supervisee_id for line in lines})
        return Outcome.ACCEPTED, self.note(lines)

    # --- who and what

    def meeting(self, written: list[Written]) -> sessions.Meeting:
        first = written[0]
        is_own = bool(first.supervisor) and self.is_me(first.supervisee)
        there = tuple(
            sessions.There(
                self.by if is_own else self.person(each.supervisee, self.gives),
                each.present,
                presented=each.presented,
            )
            for each in written
        )
        if first.kind == Kind.INDIVIDUAL and max(len(there), first.heads or 0) > 1:
            raise Refused(_("An individual session is with one person."))
        return sessions.Meeting(
            supervisor=self.person(first.supervisor, self.has) if is_own else self.by,
            started_at=first.at,
            zone=first.zone,
            minutes=first.minutes,
            kind=first.kind,
            there=there,
            mode=first.mode,
            is_observed=first.observed,
            heads=first.heads,
            uuid=self.name_of(first),
        )

    def is_me(self, typed: str) -> bool:
        return not typed or self.by in _called(typed, {self.by})

    def person(self, typed: str, among: set[User]) -> User:
        """By address, sign-in name or chosen name; of the people agreed with only."""
        found = _called(typed, among)
        if len(found) > 1:
            raise Refused(_("Two people are called so. Write the sign-in name."))
        if not found:
            raise Refused(_("You have no agreement with anybody called so."))
        return found.pop()

    def name_of(self, first: Written) -> UUID:
        return uuid5(NAMESPACE, f"{self.by.pk}:{first.reference or first.at.isoformat()}")

    # --- whether it is here

    def known(self, first: Written, meeting: sessions.Meeting) -> Session | None:
        keys = {meeting.uuid, _as_uuid(first.reference)} - {None}
        mine = Session.objects.filter(Q(supervisor=self.by) | Q(logged_by=self.by), pk__in=keys)
        return mine.first()

    def same(self, known: Session, meeting: sessions.Meeting) -> tuple[Outcome, str]:
        if known.taken_back_at:
            raise Refused(_("This session was taken back here."))
        here = set(known.lines.values_list("supervisee_id", flat=True))
        corrected = Session.objects.filter(corrects=known).exists()
        if not corrected and not {each.supervisee.pk for each in meeting.there} <= here:
            raise Refused(_("This session is here without this person. Correct it there."))
        return Outcome.KNOWN, ""

    # --- to write it

    def log(self, meeting: sessions.Meeting) -> Session:
        try:
            return sessions.log(meeting, by=self.by, at=self.at)
        except limits.CannotBe as problem:
            raise Refused(why(problem, self.by)) from None
        except locking.MonthClosed:
            raise Refused(_("This month is closed. Open it again first.")) from None
        except sessions.NotTheirs:
            raise Refused(_("Somebody stands twice in this session.")) from None

    def check_workplace(self, lines, typed: str) -> None:
        """The seal names an organisation: that of the agreement, and no other."""
        for line in lines:
            place = line.agreement.workplace if line.agreement else None
            name = place.name if place else organisation.current().name
            if typed and typed.casefold() != name.casefold():
                raise Refused(_("What you agreed is for the work at “%(name)s”.") % {"name": name})

    def note(self, lines) -> str:
        if any(line.outside for line in lines):
            return _("Kept, but it does not count: nothing was agreed on that day.")
        return ""

    # --- scans

    def check_files(self, first: Written) -> None:
        if not first.evidence or self.files is None:
            return
        if first.evidence not in self.files:
            raise Refused(_("The file “%(name)s” is missing.") % {"name": first.evidence})
        try:
            evidence.kind_of(self.files[first.evidence])
        except evidence.NotOne as problem:
            raise Refused(str(problem)) from None

    def show(self, name: str, session: Session, people: set[int]) -> None:
        """Who may read a scan is who was in its sessions: so it shows those of the same people."""
        sessions_shown, its_people = self.shown.setdefault(name, ([], people))
        if its_people != people:
            raise Refused(_("One scan cannot show the hours of different people."))
        sessions_shown.append(session)

    def keep_files(self) -> None:
        for name, (shown, _people) in self.shown.items():
            if self.files and name in self.files:
                evidence.keep(self.files[name], shown, by=self.by, at=self.at)


def why(problem: limits.CannotBe, by: User) -> str:
    """In words; of a session that somebody else held, only that there is one."""
    if isinstance(problem, limits.NotYet):
        return _("This lies in the future.")
    if isinstance(problem, limits.TooLong):
        return _("A session takes one minute at least, and twelve hours at most.")
    if isinstance(problem, limits.Overlaps) and problem.other.who == by.pk:
        began = problem.other.start.astimezone(ZoneInfo(str(by.zone)))
        said = _("At the same time as your session on %(day)s at %(time)s.")
        return said % {"day": began.date().isoformat(), "time": f"{began:%H:%M}"}
    if isinstance(problem, limits.Overlaps):
        return _("Somebody was in another session at that time.")
    return _("Nobody can be there longer than the session.")


def _together(rows: list[_Read]) -> list[list[_Read]]:
    """Rows of one session, in the order of their first; what can't be read stands alone."""
    found: dict[object, list[_Read]] = {}
    for row in rows:
        reference = row.values.get("reference", "").strip()
        moment = row.written.at if row.written else row.line
        found.setdefault(reference or moment, []).append(row)
    return list(found.values())


def _sure(row: _Read) -> Written:
    if row.written is None:
        raise Refused(_("Another row of this session is to be put right."))
    return row.written


def _report(row: _Read, outcome: Outcome, words: str) -> Report:
    return Report(
        line=row.line,
        outcome=outcome,
        words=words,
        reference=row.values.get("reference", "").strip(),
        day=row.values.get("date", "").strip(),
        who=row.values.get("supervisee", "").strip() or row.values.get("supervisor", "").strip(),
    )


def _called(typed: str, among: Iterable[User]) -> set[User]:
    wanted = typed.strip().casefold()
    exact = {each for each in among if wanted in _signs(each)}
    return exact or {each for each in among if wanted and wanted == each.name.casefold()}


def _signs(person: User) -> set[str]:
    return {(person.email or "").casefold(), person.sign_in_name.casefold()} - {""}


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
