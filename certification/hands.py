"""What a coordinator does with an award by hand: take it back, grant it anew, give more time,
or bridge a gap. Each is told to its holder, and noted with who did it."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from certification import causes, ends, schemes, seeing
from certification.awarding import tell
from certification.models import Award, AwardKind, AwardState, Extension
from office import audit, notices

LONGEST_BRIDGE = timedelta(days=366)


class NotTheirs(Exception):
    """They do not coordinate this person."""


class AlreadyEnded(Exception):
    """It was taken back or replaced already."""


class NeedsReason(Exception):
    """Taking back is done with a reason, which the holder reads."""


class NoMoreTime(Exception):
    """The rule gives none, or not so much, not so often, or not any more."""


class BadDays(Exception):
    """It would end before it begins, or last longer than a year."""


def check(by, person, at: datetime) -> None:
    """`None` is the operator, who stands at the machine itself."""
    if by is not None and not seeing.coordinates(by, person, on=by.day(at)):
        raise NotTheirs


def revoke(award: Award, *, reason: str, by, at: datetime) -> None:
    """It stays, with its reason. Nothing is granted by itself after that.

    Raises NotTheirs, NeedsReason, AlreadyEnded.
    """
    check(by, award.person, at)
    if not reason.strip():
        raise NeedsReason
    with transaction.atomic():
        ended = {"state": AwardState.REVOKED, "ended_at": at, "ended_by": by}
        mine = Award.objects.live().filter(pk=award.pk)
        if not mine.update(reason=reason.strip()[:200], **ended):
            raise AlreadyEnded
        _note("revoked award", award, by=by, at=at)
        key = f"revoked:{award.pk}"
        notices.add("certification.revoked", to=award.person, key=key, about=award.pk)
        causes.evidence_changed(award.person)


def reissue(award: Award, *, by, at: datetime) -> Award:
    """The same award once more, on the same grounds, with its own days; the old row stays.

    For one that was taken back by mistake, or whose paper went wrong. Raises NotTheirs, and
    AlreadyEnded where it was replaced already.
    """
    check(by, award.person, at)
    with transaction.atomic():
        held = Award.objects.select_for_update().get(pk=award.pk)
        if held.state == AwardState.REPLACED:
            raise AlreadyEnded
        ended = {"state": AwardState.REPLACED, "ended_at": at, "ended_by": by}
        Award.objects.filter(pk=held.pk).update(**ended)
        new = _copy(held, by=by, at=at)
        Award.objects.filter(pk=held.pk).update(replaced_by=new)
        tell(new, by=by, at=at)
    return new


def _copy(old: Award, *, by, at: datetime) -> Award:
    same = ("person", "scheme", "version", "cycle", "kind", "titles", "family", "rank")
    same += ("granted_on", "valid_until", "grounds")
    values = {name: getattr(old, name) for name in same}
    return Award.objects.create(**values, granted_at=at, granted_by=by)


def extend(award: Award, *, until: date, by, at: datetime) -> Extension:
    """More time, as far as the rule knows of it. Raises NotTheirs, AlreadyEnded, NoMoreTime."""
    check(by, award.person, at)
    asked_on = award.person.day(at)
    rule = _extension_rule(award)
    with transaction.atomic():
        held = Award.objects.select_for_update().get(pk=award.pk)
        if held.state != AwardState.VALID or held.valid_until is None:
            raise AlreadyEnded
        last = ends.last_day(held, on=asked_on) or held.valid_until
        fits = last < until <= rule.lasts.after(last) and asked_on <= last
        if held.extensions.count() >= rule.times or not fits:
            raise NoMoreTime
        row = Extension.objects.create(award=held, asked_on=asked_on, until_day=until, by=by, at=at)
        _note("extended award", award, by=by, at=at)
        causes.evidence_changed(award.person, at=at)
        key = f"extended:{award.pk}:{until.isoformat()}"
        notices.add("certification.extended", to=award.person, key=key, about=award.pk, at=at)
    return row


def _extension_rule(award: Award):
    rule = schemes.rule_of(award.scheme)
    version = rule and rule.numbered(award.version)
    if version is None or version.renewal.extension is None:
        raise NoMoreTime
    return version.renewal.extension


def may_extend(award: Award, *, on: date) -> bool:
    """Whether its rule still gives more time on that day."""
    if award.state != AwardState.VALID or award.valid_until is None:
        return False
    try:
        rule = _extension_rule(award)
    except NoMoreTime:
        return False
    last = ends.last_day(award, on=on) or award.valid_until
    return award.extensions.count() < rule.times and on <= last


def give(person, scheme, *, kind: AwardKind, until: date, reason: str, by, at: datetime) -> Award:
    """For the time being, or with conditions, until a day within a year. Counts in no rule, and
    ends when all is there. Raises NotTheirs, NeedsReason, BadDays, AlreadyEnded."""
    check(by, person, at)
    today = person.day(at)
    if not reason.strip():
        raise NeedsReason
    if not today <= until <= today + LONGEST_BRIDGE:
        raise BadDays
    version = scheme.versions.exclude(published_at=None).order_by("number").last()
    if version is None:
        raise AlreadyEnded
    try:
        with transaction.atomic():
            mine = Award.objects.filter(person=person, scheme=scheme, kind=kind)
            mine.live().update(state=AwardState.REPLACED, ended_at=at, ended_by=by)
            award = Award.objects.create(
                person=person,
                scheme=scheme,
                version=version.number,
                cycle=mine.count() + 1,
                kind=kind,
                titles=version.titles,
                granted_on=today,
                valid_until=until,
                reason=reason.strip()[:200],
                granted_at=at,
                granted_by=by,
            )
            tell(award, by=by, at=at)
    except IntegrityError:  # somebody did the same at once
        raise AlreadyEnded from None
    return award


def _note(verb: str, award: Award, *, by, at: datetime) -> None:
    audit.note(
        verb,
        by=by,
        object_kind="certification.award",
        object_key=award.pk,
        about=award.person,
        at=at,
    )
