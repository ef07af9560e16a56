"""The records behind a line: what each was, as its person knows it, and why it counts or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from certification import statements
from certification.asked import kind_words
from certification.in_words.amounts import amount
from certification.in_words.lines import STATES, line_in_words, reason_in_words, title_of
from certification.judged import Judged
from certification.models import Elsewhere
from certification.open_lines import asked_by_id
from certification.rules import evidence as shapes
from certification.rules.tree import Line
from courses.api import Named

GROUPS = ("all", "any", "n_of")


@dataclass(frozen=True)
class Record:
    """One thing that happened. `words` is an amount, or the reason why it does not count."""

    what: str
    day: date
    words: str


@dataclass(frozen=True)
class Counted:
    """A line with its records; `lines` are those inside it."""

    title: str
    state: str
    words: list[str]
    used: list[Record]
    unused: list[Record]
    lines: list["Counted"]


def counted(judged: Judged, language: str, courses: dict[str, Named]) -> list[Counted]:
    tell = _Tell(judged, language, courses)
    top = judged.found.lines
    if len(top) == 1 and top[0].type == "all":  # the whole needs no heading of its own
        top = top[0].lines
    return [tell.line(line) for line in top]


def training_slugs(judged: Judged) -> set[str]:
    return {each.course for each in judged.evidence.training if each.course}


def _titles_elsewhere(person) -> dict[str, str]:
    rows = Elsewhere.objects.filter(person=person).values_list("pk", "title")
    return {f"elsewhere:{key}": title for key, title in rows}


def _words(line: Line) -> list[str]:
    """At least whether it is done."""
    if line.type in GROUPS:
        return []
    return line_in_words(line) or [str(STATES[line.state])]


class _Tell:
    def __init__(self, judged: Judged, language: str, courses: dict[str, Named]):
        self.asked, self.language, self.courses = asked_by_id(judged), language, courses
        self.records = {each.id: each for each in judged.evidence.records()}
        self.elsewhere = _titles_elsewhere(judged.person)
        self.titles = statements.titles_of({e.statement for e in judged.evidence.attestations})

    def line(self, line: Line) -> Counted:
        return Counted(
            title=title_of(self.asked.get(line.id), line.id, self.language, self.courses),
            state=line.state,
            words=_words(line),
            used=list(self._used(line)),
            unused=list(self._unused(line)),
            lines=[self.line(each) for each in line.lines],
        )

    def _used(self, line: Line) -> Iterator[Record]:
        unit = line.unit if line.unit in ("minutes", "units") else ""
        for name, number in line.counted:
            record = self.records.get(name)
            if record:
                words = amount(number, unit) if unit and number else ""
                yield Record(self._what(record), record.day, words)

    def _unused(self, line: Line) -> Iterator[Record]:
        for name, reason in line.not_counted:
            record = self.records.get(name)
            if record:
                yield Record(self._what(record), record.day, reason_in_words(reason))

    def _what(self, record) -> str:
        if isinstance(record, shapes.Session):
            length = amount(record.minutes, "minutes")
            return _("Supervision, %(length)s") % {"length": length}
        if isinstance(record, shapes.Practice):
            length = amount(record.minutes, "minutes")
            return _("Practice, %(length)s") % {"length": length}
        if isinstance(record, shapes.Training):
            return self._learned(record)
        if isinstance(record, shapes.Attestation):
            return self.titles.get(record.statement, kind_words(record.statement))
        if isinstance(record, shapes.Document):
            return kind_words(record.kind)
        return _("A certificate")

    def _learned(self, record: shapes.Training) -> str:
        """By the title that its person gave it, where it was done elsewhere."""
        elsewhere = self.elsewhere.get(record.id)
        known = self.courses.get(record.course)
        return elsewhere or (known.title if known else _("A course"))
