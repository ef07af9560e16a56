"""The secrets of second steps, sealed with the keys of the site.

allauth keeps them in a JSON field of its own, which `sealed rotate` does not know: `reseal` goes
through them. Rows from before they were sealed hold them plain; they open, and are sealed then.
"""

import re

from allauth.mfa.models import Authenticator
from django.db import transaction

from office import sealed
from office.rotation import BATCH, Rotated

PLAIN = re.compile(r"[A-Z2-7]{16,64}=*|[0-9a-f]{40,128}|[0-9]{6,12}")  # base32, hex seed, old code
KEPT_IN = ("secret", "seed")


def close(text: str) -> str:
    return sealed.seal(text)


def open(text: str) -> str:
    return text if PLAIN.fullmatch(text) else sealed.unseal(text)


def reseal() -> Rotated:
    """Every secret under the first key; safe beside a running site, and to repeat."""
    total, last = Rotated(), 0
    while batch := list(_with_secrets(last)[:BATCH]):
        total = sum((_reseal(pk) for pk in batch), total)
        last = batch[-1]
    return total


def _with_secrets(after: int):
    rows = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).filter(pk__gt=after)
    return rows.order_by("pk").values_list("pk", flat=True)


@transaction.atomic
def _reseal(pk: int) -> Rotated:
    """Locked: somebody may use up a recovery code meanwhile, in the same field."""
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return Rotated()
    done = Rotated()
    for name in row.data.keys() & set(KEPT_IN):
        done += _reseal_one(row.data, name)
    if done.resealed:
        row.save(update_fields=["data"])
    return done


def _reseal_one(data: dict, name: str) -> Rotated:
    text = data[name]
    if PLAIN.fullmatch(text):
        data[name] = sealed.seal(text)
    elif sealed.is_sealed_with_first_key(text):
        return Rotated(kept=1)
    else:
        try:
            data[name] = sealed.reseal(text)
        except sealed.CannotOpen:
            return Rotated(unopened=1)
    return Rotated(resealed=1)
