"""Hours on paper: a sheet to print or sign by hand, which carries its own proof and a signature."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from office import pdf
from supervision.models import LineState
from supervision.papers import signing
from supervision.papers.rows import Row

TEMPLATE = "supervision/hours_sheet.html"


@dataclass(frozen=True)
class Month:
    """What both confirmed of one kind in one month."""

    first: date
    kind: str
    minutes: int

    @property
    def length(self) -> str:
        return length(self.minutes)


@dataclass(frozen=True)
class Sheet:
    """`code` is the beginning of the last seal, `key` the site's: both can be compared by eye."""

    name: str
    organisation: str
    first: date
    last: date
    day: date  # on which it was made
    code: str
    key: str
    rows: list[Row] = field(default_factory=list)

    @property
    def months(self) -> list[Month]:
        return months_of(self.rows)

    @property
    def total(self) -> str:
        return length(sum(each.minutes for each in self.months))


def months_of(rows: Iterable[Row]) -> list[Month]:
    found: Counter[tuple[date, str]] = Counter()
    for row in rows:
        if row.line.state == LineState.CONFIRMED and row.does_count:
            found[row.day.replace(day=1), row.kind] += row.minutes
    return [Month(first, kind, minutes) for (first, kind), minutes in sorted(found.items())]


def length(minutes: int) -> str:
    """60 minutes and more as hours and minutes; what is counted stays whole minutes."""
    hours, rest = divmod(minutes, 60)
    some = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    few = ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest}
    if hours and rest:
        return _("%(hours)s, %(minutes)s") % {"hours": some, "minutes": few}
    return some if hours else few


def as_pdf(sheet: Sheet, proof: bytes) -> bytes:
    """Signed, with the proof in it. Raises `office.pdf.NoPdf` where the site can make none."""
    html = render_to_string(TEMPLATE, {"sheet": sheet})
    return signing.signed(pdf.render(html, data={signing.PROOF_NAME: proof}))
