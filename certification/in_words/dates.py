"""What a rule means in days, before somebody joins: worked out as if all were there at once."""

from collections.abc import Iterator
from datetime import date

from django.template.defaultfilters import date as day_in_words
from django.utils.translation import gettext as _

from certification import rules
from certification.rules.requirements import Each, Requirement, Several, Sum
from certification.rules.scheme import Version


def worked_dates(version: Version, *, joined: date) -> list[str]:
    """Sentences with real days; `joined` in the person's zone."""
    return [
        _("You would begin on %(day)s.") % {"day": _day(joined)},
        *_looking_back(version.requires, joined),
        *_periods(version.requires, joined),
        *_holding(version, joined),
    ]


def _looking_back(asked: Requirement, joined: date) -> Iterator[str]:
    """From which day on what was done before still counts; the latest of them says most."""
    firsts = {
        each.within.duration.before(joined)
        for each in _all(asked)
        if isinstance(each, Sum) and each.within and each.within.duration
    }
    for first in sorted(firsts):
        said = _("What you did since %(day)s can count on that day.")
        yield said % {"day": _day(first)}


def _periods(asked: Requirement, joined: date) -> Iterator[str]:
    """The first whole period of each kind that is asked for."""
    firsts = set()
    for each in _all(asked):
        if isinstance(each, Each) and not each.period.is_rolling and each.period.name != "whole":
            key = each.period.key(joined)
            begins = each.period.span(key).first
            span = each.period.span(key if begins == joined else key + 1)
            firsts.add((span.first, span.last))
    for first, last in sorted(firsts):
        values = {"first": _day(first), "last": _day(last)}
        yield _("The first whole time that counts: %(first)s to %(last)s.") % values


def _holding(version: Version, granted: date) -> Iterator[str]:
    last = rules.valid_until(version.validity, granted=granted)
    if last is None:
        yield _("Once granted, it holds for good.")
        return
    values = {"granted": _day(granted), "last": _day(last)}
    yield _("Granted on %(granted)s, it would hold until %(last)s.") % values
    renewal = version.renewal
    if renewal.opens:
        opens = _day(renewal.opens.before(last))
        yield _("Renewing would begin on %(day)s.") % {"day": opens}
    if renewal.grace:
        grace = _day(renewal.grace.lasts.after(last))
        yield _("There would be grace until %(day)s.") % {"day": grace}
    if renewal.late:
        late = _day(renewal.late.lasts.after(last))
        yield _("It could be renewed late until %(day)s.") % {"day": late}
    again = rules.valid_until(version.validity, granted=last, renews=last)
    if again and renewal.requires:
        yield _("Renewed on its last day, it would hold until %(day)s.") % {"day": _day(again)}


def _all(asked: Requirement) -> Iterator[Requirement]:
    yield asked
    if isinstance(asked, Several):
        for each in asked.of:
            yield from _all(each)


def _day(day: date) -> str:
    return day_in_words(day, "DATE_FORMAT")
