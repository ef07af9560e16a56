"""What somebody still needs: the open lines of an answer, whose turn each is, and one way on.

Where one of several would do, the nearest is shown, and the others named beside it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certification.asked import by_id
from certification.in_words.lines import line_in_words, title_of
from certification.judged import Judged
from certification.nearest import ways_of
from certification.rules.requirements import (
    Attested,
    CourseDone,
    Documented,
    Requirement,
    counts_of,
)
from certification.rules.tree import LATER, MET, NOT_APPLICABLE, WAITING, Line
from courses.api import Named


class Turn(models.TextChoices):
    """Who can do something about a line."""

    YOURS = "yours", gettext_lazy("This is yours to do")
    SUPERVISOR = "supervisor", gettext_lazy("This waits for your supervisor")
    ORGANISATION = "organisation", gettext_lazy("This waits for your organisation")
    TIME = "time", gettext_lazy("This comes with time")


@dataclass(frozen=True)
class Way:
    """One button: a link, or a form that is sent (`is_post`)."""

    label: str
    url: str
    is_post: bool = False


@dataclass(frozen=True)
class Row:
    """One line as its person reads it. `have` of `need` draws what `words` say."""

    id: str
    title: str
    state: str
    words: list[str]
    turn: Turn
    way: Way | None = None
    have: int = 0
    need: int = 0
    lang: str = ""
    others: list[str] = field(default_factory=list)

    @property
    def turn_in_words(self) -> str:
        return str(self.turn.label)


@dataclass(frozen=True)
class Needed:
    """`open` in the order of what lapses first, `done` folded away."""

    open: list[Row]
    done: list[Row]

    @property
    def sentence(self) -> str:
        return sentence(self.open)


def needed(judged: Judged, language: str, courses: dict[str, Named]) -> Needed:
    asked = asked_by_id(judged)
    make = _Rows(judged.scheme.slug, asked, language, courses)
    rows = [row for line in judged.found.lines for row in make.rows(line)]
    return Needed(
        open=[row for row in rows if row.state not in (MET, NOT_APPLICABLE)],
        done=[row for row in rows if row.state == MET],
    )


def asked_by_id(judged: Judged) -> dict[str, Requirement]:
    return by_id(judged.version)


def course_slugs(judged: Judged) -> set[str]:
    """Of the courses that any line names."""
    asked = asked_by_id(judged).values()
    return {slug for each in asked if isinstance(each, CourseDone) for slug in each.courses}


# --- rows
@dataclass(frozen=True)
class _Rows:
    scheme: str
    asked: dict[str, Requirement]
    language: str
    courses: dict[str, Named]

    def rows(self, line: Line) -> Iterator[Row]:
        if line.type == "all":
            for each in line.lines:
                yield from self.rows(each)
        elif line.type in ("any", "n_of"):
            yield from self._choice(line)
        else:
            yield self._row(line)

    def _choice(self, line: Line) -> Iterator[Row]:
        """The nearest ways, as many as are needed; the others stand beside the first."""
        ways = ways_of(line)
        needed = line.need or 1
        others = [self._title(each) for each in ways[needed:]] if line.state != MET else []
        for number, each in enumerate(ways[:needed]):
            for row in self.rows(each):
                yield _beside(row, others) if number == 0 else row

    def _title(self, line: Line) -> str:
        return title_of(self.asked.get(line.id), line.id, self.language)

    def _row(self, line: Line) -> Row:
        asked = self.asked.get(line.id)
        turn = turn_of(line, asked)
        course = self._course(asked)
        return Row(
            id=line.id,
            title=course.title if course else self._title(line),
            lang=course.lang if course else "",
            state=line.state,
            words=line_in_words(line) + _parts_in_words(line),
            turn=turn,
            way=None if line.state == MET else self._way(line, asked, turn, course),
            have=min(line.have or 0, line.need or 0),
            need=line.need or 0,
        )

    def _course(self, asked: Requirement | None) -> Named | None:
        if not isinstance(asked, CourseDone):
            return None
        return next((self.courses[slug] for slug in asked.courses if slug in self.courses), None)

    def _way(self, line: Line, asked, turn: Turn, course: Named | None) -> Way | None:
        if turn == Turn.TIME:
            return None
        if isinstance(asked, CourseDone) and course:
            label = _("Go on") if course.is_under_way else _("Go to the course")
            return Way(label, course.way_on or course.url)
        if isinstance(asked, Attested) and asked.by == "self":
            return Way(_("Read and sign"), reverse("certification:sign", args=[asked.statement]))
        if isinstance(asked, Documented) and turn == Turn.YOURS:
            url = reverse("certification:papers")
            return Way(_("Send it in"), f"{url}?kind={asked.kind}")
        if turn == Turn.YOURS:
            return _own_way(self.scheme, line, asked)
        label = _("Ask your supervisor") if turn == Turn.SUPERVISOR else _("Ask")
        return Way(label, reverse("certification:ask", args=[self.scheme, line.id]), is_post=True)


def _own_way(scheme: str, line: Line, asked: Requirement | None) -> Way:
    if line.state == WAITING:  # a session that the other one wrote down
        return Way(_("Was it so?"), reverse("supervision:answers"))
    kinds = {count.selector.kind for count in counts_of(asked)} if asked else set()
    if "practice" in kinds:
        return Way(_("Write down your hours"), reverse("supervision:practice"))
    if "training" in kinds or isinstance(asked, CourseDone):
        return Way(_("Look at the courses"), reverse("courses:index"))
    return Way(_("See how it is counted"), reverse("certification:path", args=[scheme]))


def _parts_in_words(line: Line) -> list[str]:
    """Minima inside a total, each with what it lacks."""
    return [words for part in line.lines if part.state != MET for words in line_in_words(part)[:1]]


def _beside(row: Row, others: list[str]) -> Row:
    return Row(**{**row.__dict__, "others": others}) if others else row


def turn_of(line: Line, asked: Requirement | None) -> Turn:
    if line.state == LATER or line.type == "elapsed":
        return Turn.TIME
    if line.state == WAITING and line.waiting_for:
        return WHO.get(line.waiting_for[0].who, Turn.ORGANISATION)
    if isinstance(asked, Attested):
        return WHO.get(asked.by, Turn.YOURS)
    kinds = {count.selector.kind for count in counts_of(asked)} if asked else set()
    return Turn.SUPERVISOR if kinds == {"supervision"} else Turn.YOURS


WHO = {
    "supervisee": Turn.YOURS,
    "self": Turn.YOURS,
    "supervisor": Turn.SUPERVISOR,
    "organisation": Turn.ORGANISATION,
}


# --- the one sentence
def sentence(rows: Iterable[Row]) -> str:
    """“Two things are left. One is yours, one waits for your supervisor.”"""
    rows = list(rows)
    if not rows:
        return _("Everything is there.")
    count = len(rows)
    first = ngettext("%(count)d thing is left.", "%(count)d things are left.", count)
    turns = [row.turn for row in rows]
    said = [_of_turn(turn, turns.count(turn)) for turn in Turn if turn in turns]
    return " ".join([first % {"count": count}, *said])


def _of_turn(turn: Turn, count: int) -> str:
    words = {
        Turn.YOURS: ngettext("%(count)d is yours.", "%(count)d are yours.", count),
        Turn.SUPERVISOR: ngettext(
            "%(count)d waits for your supervisor.", "%(count)d wait for your supervisor.", count
        ),
        Turn.ORGANISATION: ngettext(
            "%(count)d waits for your organisation.", "%(count)d wait for your organisation.", count
        ),
        Turn.TIME: ngettext("%(count)d comes with time.", "%(count)d come with time.", count),
    }
    return words[turn] % {"count": count}
