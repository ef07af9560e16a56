"""A share of the awards is looked at again, where a rule asks for it (`evidence: {audit: …}`).

Which ones nobody can guess or choose: each is drawn by a keyed hash of its number, so that it is
chance to people, and the same again for the site.
"""

from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import islice

from django.utils.crypto import salted_hmac

from certification import schemes, seeing
from certification.models import Award, AwardState, Scheme
from office import audit
from people.api import coordinated_by

SALT = "certification.sampling"
BACK = timedelta(days=366)  # of the day of the grant
MOST = 200
NONE = Fraction(0)


class NotTheirs(Exception):
    """They do not coordinate this person."""


def is_drawn(key: object, share: Fraction) -> bool:
    """Whether this award is one of the share; a larger share holds all of a smaller one."""
    digest = salted_hmac(SALT, str(key), algorithm="sha256").digest()
    return Fraction(int.from_bytes(digest[:8], "big"), 2**64) < share


def to_look_at(by, *, on: date) -> list[Award]:
    """Of the people whom `by` coordinates, the oldest first. A fixed number of statements."""
    known = schemes.rules_of(Scheme.objects.published())
    shares = {
        (pk, version.number): version.keeping.audit
        for pk, rule in known.items()
        for version in rule.versions
        if version.keeping.audit
    }
    rows = Award.objects.full().filter(state=AwardState.VALID, looked_at=None)
    rows = rows.filter(granted_on__gte=on - BACK, person__in=coordinated_by(by, on))
    rows = rows.filter(scheme__in={pk for pk, _number in shares}).defer("grounds")
    rows = rows.select_related("person", "scheme").order_by("granted_on", "pk")
    drawn = (
        row
        for row in rows.iterator()
        if is_drawn(row.pk, shares.get((row.scheme_id, row.version), NONE))
    )
    return list(islice(drawn, MOST))


def looked(award: Award, *, by, at: datetime) -> None:
    """Safe to repeat. Raises NotTheirs."""
    if not seeing.coordinates(by, award.person, on=by.day(at)):
        raise NotTheirs
    if Award.objects.filter(pk=award.pk, looked_at=None).update(looked_at=at, looked_by=by):
        about = {"object_kind": "certification.award", "object_key": award.pk}
        audit.note("looked at award", by=by, about=award.person, at=at, **about)
