"""One line of an answer, to the person whom it is about."""

from collections.abc import Mapping
from types import MappingProxyType

from django.template.defaultfilters import date as day_in_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.asked import kind_words
from certification.in_words.amounts import amount, of
from certification.rules.requirements import CourseDone, Requirement
from certification.rules.tree import LATER, MET, SHORT, WAITING, Line, Spell

NONE: Mapping = MappingProxyType({})
REASONS = {
    "not_accepted": gettext_lazy("Not confirmed in a way that counts here."),
    "waiting": gettext_lazy("Waits for an answer."),
    "no_agreement": gettext_lazy("No agreement held on that day."),
    "too_old": gettext_lazy("Too long ago."),
    "before_start": gettext_lazy("Before this began to count."),
    "after_on": gettext_lazy("That day has not come yet."),
    "wrong_kind": gettext_lazy("Of another kind."),
    "wrong_mode": gettext_lazy("Held in another way."),
    "not_qualified": gettext_lazy("Nobody has seen the proof that is asked for."),
    "over_cap": gettext_lazy("More than counts in that time."),
    "no_credit_rule": gettext_lazy("This kind does not count here."),
    "period_not_satisfied": gettext_lazy("Something else was missing in that time."),
    "break": gettext_lazy("In a break."),
    "superseded": gettext_lazy("Replaced by a later one."),
    "in_share_limit": gettext_lazy("More of this kind than counts."),
}
STATES = {
    MET: gettext_lazy("Done"),
    SHORT: gettext_lazy("Open"),
    WAITING: gettext_lazy("Waits"),
    LATER: gettext_lazy("Comes with time"),
    "not_applicable": gettext_lazy("Not asked now"),
}
CREDENTIALS = {
    "none": gettext_lazy("On the way"),
    "valid": gettext_lazy("Granted"),
    "extended": gettext_lazy("Granted, with more time"),
    "grace": gettext_lazy("In the time after the last day"),
    "late": gettext_lazy("Late, and still to be renewed"),
    "lapsed": gettext_lazy("No longer valid"),
    "revoked": gettext_lazy("Taken back"),
}


def reason_in_words(reason: str) -> str:
    return str(REASONS.get(reason, reason))


def title_of(
    asked: Requirement | None, line_id: str, language: str, courses: Mapping = NONE
) -> str:
    """A course by its own title (`courses` by slug); else as the rule calls it, or its name."""
    if asked is None:
        return kind_words(line_id.partition("#")[0])
    slug = asked.courses[0] if isinstance(asked, CourseDone) and asked.courses else ""
    if slug in courses:
        return courses[slug].title
    return asked.title.get(language) or asked.title.get("en") or kind_words(asked.id)


def line_in_words(line: Line) -> list[str]:
    """How much there is, what is missing, until when; the nearest first."""
    found = []
    if line.need and line.type not in ("course", "attestation", "document", "award"):
        found.append(_how_much(line))
    closed = _closed(line)
    if closed:
        found.append(closed)
    if line.by:
        found.append(_("Until %(day)s.") % {"day": _day(line.by)})
    if line.met_on:
        found.append(_("It comes by itself on %(day)s.") % {"day": _day(line.met_on)})
    if line.lapses_on:
        found.append(_("It holds until %(day)s.") % {"day": _day(line.lapses_on)})
    return found


def _how_much(line: Line) -> str:
    if line.type == "cadence":
        return _("The longest gap is %(have)s; %(need)s is allowed.") % {
            "have": amount(line.have or 0, line.unit),
            "need": amount(line.need or 0, line.unit),
        }
    if line.state == MET:
        return of(line.have or 0, line.need or 0, line.unit)
    return _("%(amounts)s. Still missing: %(missing)s.") % {
        "amounts": of(line.have or 0, line.need or 0, line.unit),
        "missing": amount(line.short_by, line.unit),
    }


def _closed(line: Line) -> str:
    """A period that is over cannot be made up."""
    if line.state != SHORT or line.mendable:
        return ""
    missed = next((each for each in line.periods if each.state == SHORT and not each.by), None)
    if missed is None:
        return _("That time is over, and cannot be made up.")
    values = {"missing": amount(missed.short_by, line.unit), "span": span_in_words(missed)}
    return _("%(missing)s were missing from %(span)s. That time is over.") % values


def span_in_words(spell: Spell) -> str:
    values = {"first": _day(spell.first), "last": _day(spell.last)}
    return _("%(first)s to %(last)s") % values


def _day(day) -> str:
    return day_in_words(day, "DATE_FORMAT")
