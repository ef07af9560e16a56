"""Awards: granted exactly once for a person, a scheme and a cycle, whatever runs beside.

Whoever grants holds the row of the path, judges anew, and writes under a constraint; who comes
second finds it done. After one was taken back, only a person grants anew.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import IntegrityError, transaction

from certification import causes, judged, rules
from certification.judged import Judged
from certification.models import Award, AwardKind, AwardState, Path
from certification.rules.tree import MET, Line
from office import audit, failpoints, notices


def is_due(judged: Judged, newest: Award | None) -> bool:
    """Whether this answer asks for an award that is not there yet."""
    if judged.found.state != MET or _holds_higher(judged):
        return False
    if newest is None:
        return True
    if newest.state == AwardState.REVOKED or newest.valid_until is None:
        return False
    return _is_its_turn(judged, newest) and bool(_counted(judged) - _before(judged, newest))


def _before(judged: Judged, newest: Award) -> set[str]:
    """What the last one rested on; and where renewing has no day on which it begins, all that was
    there when it was granted."""
    used = _grounds(newest)
    if judged.version.renewal.opens is None:
        used |= {each.id for each in judged.evidence.records() if each.day <= newest.granted_on}
    return used


def _holds_higher(judged: Judged) -> bool:
    """What a higher step of the ladder replaced is not granted once more beside it."""
    ladder, on = judged.version.ladder, judged.found.on
    if not ladder:
        return False
    return any(
        each.family == ladder.family
        and each.rank > ladder.rank
        and each.state == AwardState.VALID
        and (each.valid_until is None or each.valid_until >= on)
        for each in judged.evidence.awards
    )


def _is_its_turn(judged: Judged, newest: Award) -> bool:
    """One cycle ahead at the most: what was renewed early is not renewed again before it begins."""
    before = newest.grounds.get("renews")
    return before is None or date.fromisoformat(before) < judged.found.on


def _counted(judged: Judged) -> set[str]:
    return {name for line in _lines(judged.found.lines) for name, _ in line.counted}


def _grounds(award: Award) -> set[str]:
    return set(award.grounds.get("counted", ()))


def _lines(lines: tuple[Line, ...]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield from _lines(line.lines)


def newest_of(person, scheme) -> Award | None:
    """The last one granted in full, also where it was taken back."""
    mine = Award.objects.full().filter(person=person, scheme=scheme)
    return mine.exclude(state=AwardState.REPLACED).order_by("cycle", "granted_at").last()


def due_among(found: list[Judged]) -> list[Judged]:
    """Those whose answer asks for an award. One statement."""
    met = [each for each in found if each.found.state == MET]
    rows = Award.objects.full().filter(person__in={each.person.pk for each in met})
    rows = rows.exclude(state=AwardState.REPLACED).order_by("cycle", "granted_at")
    newest = {(row.person_id, row.scheme_id): row for row in rows} if met else {}
    return [each for each in met if is_due(each, newest.get((each.person.pk, each.scheme.pk)))]


# --- granting
def grant_if_due(path: Path, *, at: datetime) -> Award | None:
    """Judge once more with the path in hand, and grant. None where there is nothing to grant."""
    failpoints.reached("certification.before_grant")
    try:
        with transaction.atomic():
            mine = Path.objects.select_for_update(of=("self",)).select_related("person", "scheme")
            held = mine.filter(pk=path.pk, left_on=None).first()
            found = held and judged.standing_of(held.person, held.scheme, on=held.person.day(at))
            if not found:
                return None
            newest = newest_of(held.person, held.scheme)
            if not is_due(found, newest):
                return None
            award = _grant(found, newest, by=None, at=at)
            failpoints.reached("certification.before_commit")
            return award
    except IntegrityError:  # somebody was faster
        return None


def _grant(found: Judged, newest: Award | None, *, by, at: datetime) -> Award:
    version, held = found.version, found.held
    renews = held.base if held.credential not in ("none", "revoked", "lapsed") else None
    ladder = version.ladder
    award = Award.objects.create(
        person=found.person,
        scheme=found.scheme,
        version=version.number,
        cycle=newest.cycle + 1 if newest else 1,
        titles=dict(version.title),
        family=ladder.family if ladder else "",
        rank=ladder.rank if ladder else 0,
        granted_on=found.found.on,
        valid_until=rules.valid_until(version.validity, granted=found.found.on, renews=renews),
        grounds=grounds_of(found, renews=renews),
        granted_at=at,
        granted_by=by,
    )
    if ladder and ladder.replaces_lower:
        _replace_lower(award, by=by, at=at)
    _end_bridges(award, by=by, at=at)
    tell(award, by=by, at=at)
    return award


def grounds_of(found: Judged, *, renews: date | None) -> dict:
    """The whole tree as it was, and which records it rested on."""
    return {
        "answer": found.found.as_json(),
        "counted": sorted(_counted(found)),
        "renews": renews.isoformat() if renews else None,
    }


def _replace_lower(award: Award, *, by, at: datetime) -> None:
    lower = Award.objects.live().filter(person=award.person, family=award.family)
    lower.filter(rank__lt=award.rank).update(
        state=AwardState.REPLACED, replaced_by=award, ended_at=at, ended_by=by
    )


def _end_bridges(award: Award, *, by, at: datetime) -> None:
    """What stood for the time being is not needed any more."""
    bridges = Award.objects.live().filter(person=award.person, scheme=award.scheme)
    bridges.exclude(kind=AwardKind.FULL).update(
        state=AwardState.REPLACED, replaced_by=award, ended_at=at, ended_by=by
    )


def tell(award: Award, *, by, at: datetime) -> None:
    """What is given for the time being is said in words of its own."""
    audit.note(
        "granted award",
        by=by,
        object_kind="certification.award",
        object_key=award.pk,
        about=award.person,
        at=at,
    )
    kind = "granted" if award.kind == AwardKind.FULL else "bridged"
    key = f"granted:{award.pk}"
    notices.add(f"certification.{kind}", to=award.person, key=key, about=award.pk, at=at)
    causes.evidence_changed(award.person, at=at)  # another scheme may ask for it
