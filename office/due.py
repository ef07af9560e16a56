"""What must happen: rows written in the transaction of their cause, worked off by a sweep.

`add` tells, `claim` takes a batch for one worker, `finish` and `postpone` end it. A row carries a
generation that `add` raises; `finish` deletes only the generation that was claimed, so that a cause
that arrives while the first is worked on is not lost.

Two clocks: `at` is the time of the cause and may be played (`sweep --now`); a hold is about workers
that die, and goes by the real clock.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from office import nudge

HOLD = timedelta(minutes=5)  # a worker that dies gives its rows back after this long
LONGEST_WAIT = timedelta(hours=1)
AT_ONCE = 500  # keys of one statement


class Due(models.Model):
    """One thing to do. No personal data: a kind and the key of a record.

    `again_at` is when what was caused since the last claim is due; it becomes `at` when that claim
    is finished, so that a settlement may name its own next time.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    at = models.DateTimeField(db_index=True)
    again_at = models.DateTimeField(null=True, blank=True)
    generation = models.PositiveBigIntegerField(default=0)
    held_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_due_row_per_key")]

    def __str__(self):
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True)
class Claim:
    """A due row in one worker's hands, as it was when it was taken."""

    pk: int
    kind: str
    key: str
    generation: int
    failures: int
    held_until: datetime


def add(kind: str, *, key: object, at: datetime | None = None) -> None:
    """Note that `kind` must be settled for `key`, from `at` on. Safe to repeat.

    The earlier of two times wins: a settlement looks at what is true by then, and adds what comes
    later itself. Whoever holds the row now will leave it standing.
    """
    now = timezone.now()
    at = at or now
    row = Due(kind=kind, key=str(key), at=at, again_at=at)
    told = 0
    while not told:  # a sweep may delete the row between the two statements
        Due.objects.bulk_create([row], ignore_conflicts=True)
        told = Due.objects.filter(kind=kind, key=str(key)).update(
            generation=F("generation") + 1,
            at=Least(F("at"), Value(at)),
            again_at=Least(Coalesce(F("again_at"), Value(at)), Value(at)),
        )
    if at <= now:
        nudge.soon()


def add_many(kind: str, *, keys: Iterable[object], at: datetime | None = None) -> None:
    """The same for many keys, in a few statements. Its rows are new or were there: none is lost."""
    for some in _batches([str(key) for key in keys]):
        _add_some(kind, some, at or timezone.now())


def _batches(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def _add_some(kind: str, keys: list[str], at: datetime) -> None:
    rows = [Due(kind=kind, key=key, at=at, again_at=at) for key in keys]
    Due.objects.bulk_create(rows, ignore_conflicts=True)
    told = Due.objects.filter(kind=kind, key__in=keys).update(
        generation=F("generation") + 1,
        at=Least(F("at"), Value(at)),
        again_at=Least(Coalesce(F("again_at"), Value(at)), Value(at)),
    )
    if told < len(keys):  # a sweep deleted one between the two statements
        for key in keys:
            add(kind, key=key, at=at)
    elif at <= timezone.now():
        nudge.soon()


def waiting(kind: str) -> set[str]:
    """The keys of that kind for which something is still to be done."""
    return set(Due.objects.filter(kind=kind).values_list("key", flat=True))


def claim(*, at: datetime, limit: int = 100, now: datetime | None = None) -> list[Claim]:
    """Take what is due at `at`; two workers never hold one row at once."""
    now = now or timezone.now()
    rows = list(_free(now).filter(at__lte=at).order_by("at", "pk")[:limit])
    return [taken for row in rows if (taken := _take(row, now))]


def _free(now: datetime) -> models.QuerySet[Due]:
    return Due.objects.filter(Q(held_until=None) | Q(held_until__lte=now))


def _take(row: Due, now: datetime) -> Claim | None:
    """None where another was faster, or a new cause came: the next round sees it as it is then."""
    until = now + HOLD
    mine = _free(now).filter(pk=row.pk, generation=row.generation)
    if not mine.update(held_until=until, again_at=None):
        return None
    return Claim(row.pk, row.kind, row.key, row.generation, row.failures, until)


def finish(claim: Claim) -> None:
    """It is settled; unless it was caused anew meanwhile, the row goes."""
    gone, _ = Due.objects.filter(pk=claim.pk, generation=claim.generation).delete()
    if not gone:
        at = Coalesce(F("again_at"), F("at"))
        _held_by(claim).update(at=at, held_until=None, failures=0, last_error="")


def postpone(claim: Claim, *, error: str, now: datetime | None = None) -> None:
    """It failed; hold it back for 1, 2, 4 … minutes, at most an hour. `error` is a class name."""
    wait = min(timedelta(minutes=2 ** min(claim.failures, 6)), LONGEST_WAIT)
    _held_by(claim).update(
        held_until=(now or timezone.now()) + wait,
        failures=claim.failures + 1,
        last_error=error[:200],
    )


def _held_by(claim: Claim) -> models.QuerySet[Due]:
    """Empty once the hold has lapsed and somebody else has the row."""
    return Due.objects.filter(pk=claim.pk, held_until=claim.held_until)
