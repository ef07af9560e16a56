"""A session as its reader may see it: the supervisor all of it, each supervisee their own time in
it and the names of who else was there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from people.api import User
from supervision import answering, topics
from supervision.models import Awaits, Held, Kind, Line, LineState, Session, wide
from supervision.words import in_minutes


@dataclass(frozen=True)
class LineShown:
    """One person's time. `state` says where it stands, `outside` why it does not count.

    `dispute` is its key where the reader may say “not quite” and nobody asks them.
    """

    name: str
    minutes: int
    presented: bool
    facilitated: bool
    state: str
    outside: str
    is_own: bool
    dispute: UUID | None = None


@dataclass(frozen=True)
class Shown:
    """`start` is on the reader's clock; `with_whom` the names that they met.

    Without `in_detail` the reader, who once supervised, is told the wide kind alone.
    """

    session: Session
    start: datetime
    is_given: bool
    with_whom: str
    lines: list[LineShown]
    others: list[str]
    state: str
    is_settled: bool
    in_detail: bool = True

    @property
    def kind(self) -> str:
        heads = sum(bool(line.minutes) for line in self.lines) or len(self.lines)
        kind = Kind(self.session.kind)
        return str(kind.label if self.in_detail else Kind(wide(kind, heads)).label)

    @property
    def is_held(self) -> bool:
        return self.session.held == Held.HELD

    @property
    def topics(self) -> list[str]:
        return topics.words_of(self.session.topics, get_language())

    @property
    def language(self) -> str:
        return str(dict(settings.LANGUAGES).get(self.session.language, self.session.language))

    @property
    def minutes(self) -> int:
        """The session's; for a supervisee, theirs."""
        return self.session.minutes if self.is_given else self.lines[0].minutes


def with_lines(sessions):
    return sessions.select_related("supervisor", "called_off_by").prefetch_related(
        "lines__supervisee", "lines__agreement"
    )


def shown(session: Session, reader: User, *, in_detail: bool = True) -> Shown:
    """`session` comes from `with_lines`; `in_detail` from `seeing`."""
    lines = [line for line in session.lines.all() if line.state not in ENDED]
    lines.sort(key=lambda line: line.supervisee.name.casefold())
    is_given = session.supervisor_id == reader.pk
    mine = lines if is_given else [line for line in lines if line.supervisee_id == reader.pk]
    there = [line for line in lines if line.minutes and line not in mine]
    return Shown(
        session=session,
        start=session.started_at.astimezone(reader.zone),
        is_given=is_given,
        with_whom=_with_whom(lines) if is_given else session.supervisor.name,
        lines=[_line(line, session, reader, in_detail) for line in mine],
        others=[line.supervisee.name for line in there],
        state=_state(session, mine, reader),
        is_settled=all(line.state == LineState.CONFIRMED for line in mine),
        in_detail=in_detail,
    )


ENDED = (LineState.REPLACED, LineState.TAKEN_BACK)


def _with_whom(lines: list[Line]) -> str:
    """A standing group by its name, else everybody's."""
    groups = {line.agreement.group if line.agreement else "" for line in lines}
    if len(lines) > 1 and len(groups) == 1 and (name := groups.pop()):
        return name
    return ", ".join(line.supervisee.name for line in lines)


def _line(line: Line, session: Session, reader: User, in_detail: bool) -> LineShown:
    may_dispute = line.state == LineState.NOTED and answering.is_asked(line, reader)
    return LineShown(
        name=line.supervisee.name,
        minutes=line.minutes,
        presented=line.presented and in_detail,
        facilitated=line.facilitated and in_detail,
        state=line_state(line, session, reader),
        outside=outside_words(line),
        is_own=line.supervisee_id == reader.pk,
        dispute=line.pk if may_dispute else None,
    )


def outside_words(line: Line) -> str:
    """Why no agreement holds on its day; empty where one does."""
    if not line.outside:
        return ""
    words = _("%(why)s It is kept, but not counted.")
    return words % {"why": line.get_outside_display()}


def line_state(line: Line, session: Session, reader: User) -> str:
    """Where it stands, in whole sentences."""
    if line.state == LineState.CONFIRMED:
        return _("Confirmed by both, sealed by this site.")
    if line.state == LineState.OPEN:
        return _waits(line, session, reader)
    if line.state == LineState.CLASHING:
        return _("At the same time as another. It counts once that is decided.")
    if line.state == LineState.NOTED and session.held == Held.HELD:
        return _("Not there.")
    return str(LineState(line.state).label)


def _waits(line: Line, session: Session, reader: User) -> str:
    person = line.supervisee if line.awaits == Awaits.SUPERVISEE else session.supervisor
    if person.pk == reader.pk:
        return _("Waits for you.")
    return _("Waits for %(name)s.") % {"name": person.name}


def _state(session: Session, lines: Iterable[Line], reader: User) -> str:
    """All its lines in a few words; what is not agreed comes first."""
    if session.held != Held.HELD:
        return str(Held(session.held).label)
    states = [line.state for line in lines]
    for state in (LineState.CLASHING, LineState.DISPUTED):
        if state in states:
            return str(state.label)
    if waiting := states.count(LineState.OPEN):
        if len(states) == 1:
            return str(LineState.OPEN.label)
        words = ngettext("Waits for %(count)d answer", "Waits for %(count)d answers", waiting)
        return words % {"count": waiting}
    told = [state for state in states if state != LineState.NOTED] or [LineState.NOTED]
    return str(LineState(told[0]).label)


def kept_words(each: Shown) -> str:
    """“60 minutes with the Thursday group.”"""
    if not each.is_held:
        return _("%(what)s: %(names)s.") % {"what": each.state, "names": each.with_whom}
    values = {"long": in_minutes(each.session.minutes), "names": each.with_whom}
    return _("%(long)s with %(names)s.") % values
