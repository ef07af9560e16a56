"""What must happen: rows written in the transaction of their cause, worked off by a sweep.

`add` tells, `claim` takes a batch for one worker, `finish` and `postpone` end it. A row carries a
generation that `add` raises; `finish` deletes only the generation that was claimed, so that a cause
that arrives while the first is worked on is not lost.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

HOLD = timedelta(minutes=5)  # a worker that dies gives its rows back after this long
LONGEST_WAIT = timedelta(hours=1)


class Due(models.Model):
    """One thing to do. No personal data: a kind and the key of a record."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    at = models.DateTimeField(db_index=True)
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


def add(kind: str, *, key: object, at: datetime | None = None) -> None:
    """Note that `kind` must be settled for `key`, from `at` on. Two statements, safe to repeat.

    The earlier of two times wins; whoever holds the row now will leave it standing.
    """
    at = at or timezone.now()
    row = Due(kind=kind, key=str(key), at=at)
    Due.objects.bulk_create([row], ignore_conflicts=True)
    earlier = models.Case(models.When(at__gt=at, then=models.Value(at)), default=F("at"))
    Due.objects.filter(kind=kind, key=str(key)).update(generation=F("generation") + 1, at=earlier)


def claim(*, at: datetime, limit: int = 100) -> list[Claim]:
    """Take what is due at `at`; two workers never hold one row at once."""
    free = Q(held_until=None) | Q(held_until__lte=at)
    waiting = Due.objects.filter(free, at__lte=at).order_by("at").values_list("pk", flat=True)
    return [taken for pk in list(waiting[:limit]) if (taken := _take(pk, at))]


def _take(pk: int, at: datetime) -> Claim | None:
    free = Q(held_until=None) | Q(held_until__lte=at)
    if not Due.objects.filter(free, pk=pk, at__lte=at).update(held_until=at + HOLD):
        return None
    row = Due.objects.filter(pk=pk).first()
    return row and Claim(row.pk, row.kind, row.key, row.generation, row.failures)


def finish(claim: Claim) -> None:
    """It is settled; unless it was caused anew meanwhile, the row goes."""
    gone, _ = Due.objects.filter(pk=claim.pk, generation=claim.generation).delete()
    if not gone:
        Due.objects.filter(pk=claim.pk).update(held_until=None, failures=0, last_error="")


def postpone(claim: Claim, *, at: datetime, error: str) -> None:
    """It failed; try again after 1, 2, 4 … minutes, at most an hour. `error` is a class name."""
    wait = (
        min(timedelta(minutes=2**claim.failures), LONGEST_WAIT)
        if claim.failures < 7
        else LONGEST_WAIT
    )
    Due.objects.filter(pk=claim.pk).update(
        at=at + wait, held_until=None, failures=claim.failures + 1, last_error=error[:200]
    )
