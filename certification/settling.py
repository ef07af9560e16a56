"""What the sweep does here: judge anew whoever's record or rule has changed, and grant."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from certification import awarding, causes, judged, paths, reminding
from certification.judged import Judged
from certification.models import Path, Scheme
from certification.rules.days import LAST_DAY
from office import failpoints
from people.api import User

AT_ONCE = 500  # people judged in one go when a rule has changed


def settle_person(key: str, *, at: datetime) -> None:
    """All paths of one person; the day on which their answers may change is noted."""
    person = User.objects.filter(pk=key, is_active=True).first()
    if person is None:
        return
    paths.follow_roles(person, at=at)
    mine = Path.objects.live().filter(person=person).select_related("person", "scheme")
    _work_out(list(mine), at=at)


def settle_scheme(key: str, *, at: datetime) -> None:
    """Everybody on its path, and whoever's role it belongs to now."""
    scheme = Scheme.objects.filter(pk=key).first()
    if scheme is None:
        return
    for person in _by_role(scheme, at=at):
        causes.evidence_changed(person, at=at)
    last = 0
    while some := _some_paths(scheme, last):
        _work_out(some, at=at)
        last = some[-1].pk


def _by_role(scheme: Scheme, *, at: datetime):
    """Who holds one of its roles and is not on its path, or is by role and holds none."""
    on_it = Path.objects.live().filter(scheme=scheme)
    holders = User.objects.filter(is_active=True, roles_held__role__in=scheme.for_roles)
    yield from holders.exclude(pk__in=on_it.values("person")).distinct()
    gone = on_it.filter(how="role").exclude(person__in=holders.values("pk"))
    yield from User.objects.filter(pk__in=gone.values("person"))


def _some_paths(scheme: Scheme, after: int) -> list[Path]:
    rows = Path.objects.live().filter(scheme=scheme, pk__gt=after, person__is_active=True)
    return list(rows.select_related("person", "scheme").order_by("pk")[:AT_ONCE])


def _work_out(some: list[Path], *, at: datetime) -> None:
    found = list(judged.judge_paths(some, at=at))
    failpoints.reached("certification.judged")
    again = _granted(some, found, at=at)
    failpoints.reached("certification.granted")
    if again:
        anew = {(each.person.pk, each.scheme.pk): each for each in judged.judge_paths(again, at=at)}
        found = [anew.get((each.person.pk, each.scheme.pk), each) for each in found]
    with transaction.atomic():
        ends = judged.last_days(found)
        judged.keep(found, at=at)
        _remind(found, ends, at=at)
    _look_again(found)


def _remind(found: list[Judged], ends: dict, *, at: datetime) -> None:
    """Where the last day has moved, or is new."""
    for each in found:
        award, last = each.held.award, each.held.expires
        if award and last and last < LAST_DAY and ends.get(each.pair) != last:
            offsets = each.version.reminders
            reminding.plan(each.person, each.scheme.pk, offsets, last=last, at=at)


def _look_again(found: list[Judged]) -> None:
    """On the day on which an answer may change; in one statement for each midnight."""
    by_moment = defaultdict(set)
    for each in found:
        if each.found.next_change:
            by_moment[causes.midnight(each.person, each.found.next_change)].add(each.person.pk)
    for moment, keys in by_moment.items():
        causes.changes_at(keys, moment)


def _granted(some: list[Path], found: list[Judged], *, at: datetime) -> list[Path]:
    by_pair = {(path.person_id, path.scheme_id): path for path in some}
    due = [by_pair[each.person.pk, each.scheme.pk] for each in awarding.due_among(found)]
    return [path for path in due if awarding.grant_if_due(path, at=at)]
