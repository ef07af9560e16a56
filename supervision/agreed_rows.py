"""An agreement as a page shows it: whom it is with, and its terms in whole sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.api import User
from supervision.models import Agreement, AgreementState, Per


@dataclass(frozen=True)
class Row:
    """`who` is the other one; for whoever is neither, the person, and `by` their supervisor."""

    agreement: Agreement
    who: str
    by: str
    owed: str
    state: str  # a word where it is not simply in force

    @property
    def uuid(self):
        return self.agreement.pk


def rows(agreements: Iterable[Agreement], reader: User, on: date) -> list[Row]:
    """`supervisor` and `supervisee` are loaded."""
    return [row_of(each, reader, on) for each in agreements]


def row_of(agreement: Agreement, reader: User, on: date) -> Row:
    is_supervisee = agreement.supervisee_id == reader.pk
    is_neither = reader.pk not in (agreement.supervisee_id, agreement.supervisor_id)
    other = agreement.supervisor if is_supervisee else agreement.supervisee
    return Row(
        agreement=agreement,
        who=other.name,
        by=agreement.supervisor.name if is_neither else "",
        owed=owed(agreement),
        state=_state(agreement, on),
    )


def _state(agreement: Agreement, on: date) -> str:
    if agreement.state != AgreementState.AGREED:
        return str(AgreementState(agreement.state).label)
    if agreement.until_day and agreement.until_day < on:
        return _("Over")
    return _("Not begun") if agreement.from_day > on else ""


def owed(agreement: Agreement) -> str:
    """As a whole sentence; empty where no minutes are owed."""
    count = agreement.minutes
    sentences = {
        Per.WEEK: ngettext("%(n)s minute a week", "%(n)s minutes a week", count),
        Per.MONTH: ngettext("%(n)s minute a month", "%(n)s minutes a month", count),
        Per.QUARTER: ngettext("%(n)s minute a quarter", "%(n)s minutes a quarter", count),
    }
    return sentences[Per(agreement.per)] % {"n": count} if count else ""


def facts(agreement: Agreement) -> list[tuple[str, str]]:
    """Its terms, each with what it is called; what was not said is left out."""
    every = ngettext("%(n)s day", "%(n)s days", agreement.every_days or 0)
    told = [
        (_("Kind"), str(agreement.get_kind_display())),
        (_("Group"), agreement.group),
        (_("For the work at"), agreement.workplace.name if agreement.workplace else ""),
        (_("From"), date_format(agreement.from_day)),
        (_("Until"), date_format(agreement.until_day) if agreement.until_day else ""),
        (_("Owed"), owed(agreement)),
        (_("At most apart"), every % {"n": agreement.every_days} if agreement.every_days else ""),
        (_("Usual time"), _usual(agreement)),
        (_("Where"), agreement.place),
    ]
    return [(name, words) for name, words in told if words]


def _usual(agreement: Agreement) -> str:
    parts = []
    if agreement.weekday is not None:
        parts.append(str(WEEKDAYS[agreement.weekday]))
    if agreement.starts:
        parts.append(time_format(agreement.starts))
    return " · ".join(parts)
