"""A new key over old rows: every sealed text is sealed again with the first key."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction
from django.db.models import TextField, Value
from django.db.models.functions import Cast

from office import sealed

BATCH = 200


@dataclass(frozen=True)
class Rotated:
    """How many texts were sealed anew, were so already, or open with none of the keys."""

    resealed: int = 0
    kept: int = 0
    unopened: int = 0

    def __add__(self, other: "Rotated") -> "Rotated":
        return Rotated(
            self.resealed + other.resealed,
            self.kept + other.kept,
            self.unopened + other.unopened,
        )


def rotate() -> Rotated:
    """Go through all sealed fields of all rooms; safe beside a running site, and to repeat."""
    return sum((_rotate(model, field) for model, field in sealed_fields()), Rotated())


def sealed_fields() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, sealed.SealedTextField):
                yield model, field.name


def _rotate(model: type[models.Model], field: str) -> Rotated:
    rows = model._base_manager.annotate(token=Cast(field, TextField())).exclude(token="")
    total, last = Rotated(), None
    while batch := list(_after(rows, last).values_list("pk", "token")[:BATCH]):
        with transaction.atomic(using=rows.db):
            total = sum((_reseal(rows, field, pk, token) for pk, token in batch), total)
        last = batch[-1][0]
    return total


def _after(rows: models.QuerySet, last: object) -> models.QuerySet:
    return (rows.filter(pk__gt=last) if last is not None else rows).order_by("pk")


def _reseal(rows: models.QuerySet, field: str, pk: object, token: str) -> Rotated:
    if sealed.is_sealed_with_first_key(token):
        return Rotated(kept=1)
    try:
        fresh = sealed.reseal(token)
    except sealed.CannotOpen:
        return Rotated(unopened=1)
    # Only where it is still the same text: somebody may have changed it meanwhile.
    same = rows.filter(pk=pk, token=token)
    return Rotated(resealed=same.update(**{field: Value(fresh, TextField())}))
