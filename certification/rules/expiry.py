"""How long an award holds that is granted on a day."""

from datetime import date

from certification.rules.days import DAY, LAST_DAY
from certification.rules.scheme import Validity


def valid_until(validity: Validity, *, granted: date, renews: date | None = None) -> date | None:
    """Its last day; None: for good. `renews` is the last day of the award that it follows.

    Counted from the old expiry where there is one. On fixed dates: a first award holds until the
    first such date that leaves it `at_least` as long, one that renews until `lasts` later.
    """
    if validity.lasts is None:
        return None
    if validity.counted_from == "completion" or (renews is None and not validity.fixed):
        return validity.lasts.after(granted)
    if renews is not None:
        return validity.lasts.after(renews)
    return next_fixed(validity.fixed, validity.at_least.after(granted))


def next_fixed(month_day: tuple[int, int], day: date) -> date:
    """That date of the year, on `day` or the first one later; 29 February is the 28th elsewhere."""
    for year in range(day.year, min(day.year + 2, LAST_DAY.year)):
        found = _dated(year, *month_day)
        if found >= day:
            return found
    return LAST_DAY


def _dated(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month + 1, 1) - DAY
