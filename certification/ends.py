"""The last day of an award as its rule has it: with more time that was given, and breaks."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from certification import rules, schemes
from certification.gathering import gather
from certification.models import Award, AwardState


def last_day(award: Award, *, on: date, breaks_until: date | None = None) -> date | None:
    """As far as it is known on that day: a break without an end puts it off for ever, unless only
    break days until a day are to count."""
    return last_days([award], on=on, breaks_until=breaks_until)[award.pk]


def last_days(awards: Iterable[Award], *, on: date, breaks_until: date | None = None) -> dict:
    """By key. A fixed number of statements; a thousand awards at most in one go."""
    awards = list(awards)
    known = schemes.rules_of({award.scheme_id: award.scheme for award in awards}.values())
    evidence = gather({award.person_id: award.person for award in awards}.values())
    if breaks_until:
        evidence = {
            key: replace(each, breaks=each.breaks.until(breaks_until))
            for key, each in evidence.items()
        }
    return {each.pk: _last(each, known, evidence[each.person_id], on) for each in awards}


def _last(award: Award, known: dict, evidence, on: date) -> date | None:
    rule = known.get(award.scheme_id)
    version = rule and rule.numbered(award.version)
    if version is None or award.valid_until is None or award.state != AwardState.VALID:
        return award.valid_until
    held = rules.held_of(evidence, version, on)
    is_this_one = held.award and held.award.id == f"award:{award.pk}"
    return held.expires if is_this_one else award.valid_until
