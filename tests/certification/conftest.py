"""A rule small enough to be met by one signature, and larger ones by their parts."""

from datetime import UTC, date, datetime

import pytest

from certification import paths, schemes
from certification.models import Attestation, How, Scheme

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SIGNED = """
scheme: {slug}
version: {version}
title: {{en: Signed, es: Firmado, fr: Signé, ar: موقّع}}
source: {{name: Ours, read: 2026-11, certainty: known}}
effective: {{from: 2020-01-01, until: null}}
requires:
  id: code
  {asks}
{more}
"""


def at(day: str) -> datetime:
    """Noon of that day, where the cast lives."""
    return datetime.combine(date.fromisoformat(day), NOON.time(), tzinfo=UTC)


CODE = "attestation: {statement: code-of-conduct, by: self}"
TWO_YEARS = "validity: {lasts: {years: 2}}"


def publish(slug="signed", *, version=1, asks=CODE, more=TWO_YEARS, **values) -> Scheme:
    """A rule of one line, the code of conduct signed; published, and open to everybody."""
    text = SIGNED.format(slug=slug, version=version, asks=asks, more=more)
    scheme = schemes.load(text, by=None, at=at("2020-01-01")).scheme
    Scheme.objects.filter(pk=scheme.pk).update(is_open=True, **values)
    scheme.refresh_from_db()
    return scheme


def on_path(person, scheme, *, day="2026-03-01"):
    return paths.join(person, scheme, how=How.CHOSEN, by=person, at=at(day))


def sign(person, day, *, statement="code-of-conduct", by_whom="self", by=None):
    return Attestation.objects.create(
        person=person,
        statement=statement,
        by_whom=by_whom,
        by=by or person,
        day=date.fromisoformat(day),
        at=at(day),
    )


@pytest.fixture
def signed(db):
    return publish()
