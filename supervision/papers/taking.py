"""Taking hours along: one's own, or what one held with another; as paper, as a table, as proof."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from office import audit, organisation, sheets, workbooks
from people.api import User
from supervision import links, sealing
from supervision.models import Agreement, Line
from supervision.papers import paper, proof, rows, signing

MOST_ON_PAPER = 1000  # lines; a second of a processor for each two hundred
TOOK = "took hours along"
SHEET_TITLE = "hours"


class TooMuchForPaper(Exception):
    """More lines than a sheet holds: a shorter time, or a table."""


@dataclass(frozen=True)
class Asked:
    """Whose hours, of which days (both included), by whom. `name` is what the paper says.

    `with_details` opens kind, topics and language behind the seals to whoever holds the file.
    """

    person: User
    by: User
    first: date
    last: date
    name: str
    with_details: bool = False

    @property
    def is_own(self) -> bool:
        return self.person.pk == self.by.pk

    @property
    def lines(self) -> QuerySet[Line]:
        return rows.lines_of(self.person, by=self.by, span=(self.first, self.last))


def people_of(by: User) -> QuerySet[User]:
    """Whom this person supervises or did."""
    agreed = Agreement.objects.agreed().filter(supervisor=by).values("supervisee")
    return User.objects.filter(pk__in=agreed).order_by("chosen_name", "pk")


def as_csv(asked: Asked, *, at: datetime) -> Iterator[bytes]:
    """Under the names that `hours import` reads."""
    _note(asked, at)
    return sheets.write_csv(rows.COLUMNS, map(rows.cells, rows.rows_of(asked.lines)))


def as_xlsx(asked: Asked, *, at: datetime) -> bytes:
    _note(asked, at)
    cells = map(rows.cells, rows.rows_of(asked.lines))
    return workbooks.write(rows.COLUMNS.values(), cells, title=SHEET_TITLE)


def as_proof(asked: Asked, *, at: datetime) -> bytes:
    _note(asked, at)
    return _proof(asked, list(asked.lines), at)


def as_pdf(asked: Asked, *, at: datetime) -> bytes:
    """Raises TooMuchForPaper, and `office.pdf.NoPdf` where the site can make none."""
    lines = list(asked.lines[: MOST_ON_PAPER + 1])
    if len(lines) > MOST_ON_PAPER:
        raise TooMuchForPaper
    content = paper.as_pdf(sheet_of(asked, lines, at=at), _proof(asked, lines, at))
    _note(asked, at)
    return content


def sheet_of(asked: Asked, lines: list[Line], *, at: datetime) -> paper.Sheet:
    return paper.Sheet(
        name=asked.name,
        organisation=organisation.current().name,
        first=asked.first,
        last=asked.last,
        day=asked.by.day(at),
        code=proof.code(asked.person, None if asked.is_own else lines),
        key=links.key_id(sealing.signing_key().public_key()),
        rows=rows.rows_of(lines),
    )


def _proof(asked: Asked, lines: list[Line], at: datetime) -> bytes:
    names = {line.session.supervisor_id: line.session.supervisor.name for line in lines}
    return proof.of(
        asked.person,
        lines,
        names=names | {asked.person.pk: asked.name},
        organisation=organisation.current().name,
        span=(asked.first, asked.last),
        between=not asked.is_own,
        with_details=asked.with_details,
        paper_key=signing.paper_key(),
        at=at,
    )


def _note(asked: Asked, at: datetime) -> None:
    """Whoever takes another's hours along is written down, where that other can read it."""
    if not asked.is_own:
        kind, key = "supervision.papers", asked.person.pk
        audit.note(TOOK, by=asked.by, object_kind=kind, object_key=key, about=asked.person, at=at)
