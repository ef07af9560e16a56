"""A showing of an award as a signed credential. Its subject is a number drawn for this showing."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid5

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from openbadgeslib import ob3

from certification import schemes, sharing
from certification.badges import status
from certification.badges.keys import did_of, private_pem
from certification.models import Share
from office import organisation, signing


def credential_of(row: Share, *, at: datetime) -> dict:
    """An OpenBadgeCredential with its proof, as of now."""
    key = signing.signer(signing.BADGES)
    return ob3.OB3LdpSigner(private_pem(key)).sign(plain(row, key.public_key(), at=at))


def plain(row: Share, key: Ed25519PublicKey, *, at: datetime) -> ob3.OpenBadgeCredential:
    """What is signed. It holds a name only where the holder printed one."""
    award, person = row.award, row.award.person
    last = sharing.last_day_of(award, on=person.day(at))
    language = (row.languages or [organisation.first_language()])[0]
    name = [ob3.IdentityObject(row.name, "name", hashed=False)] if row.name else []
    return ob3.OpenBadgeCredential(
        id=f"urn:uuid:{row.pk}",
        issuer=issuer(key),
        recipient_id=f"urn:uuid:{uuid5(row.pk, 'subject')}",
        achievement=_achievement(row, language),
        issuance_date=_midnight(award.granted_on, person),
        expiration_date=_midnight(last + timedelta(days=1), person) if last else None,
        credential_status=[status.entry(row.badge_index, key)],
        identifiers=name,
    )


def issuer(key: Ed25519PublicKey) -> ob3.Issuer:
    """This site, by the key that signed."""
    return ob3.Issuer(
        id=did_of(key), name=organisation.current().name or "Mainstay", url=settings.SITE_URL
    )


def _achievement(row: Share, language: str) -> ob3.Achievement:
    award = row.award
    with override(language):
        return ob3.Achievement(
            id=f"{settings.SITE_URL}/badges/{award.scheme.slug}.json",
            name=schemes.title_of(award.scheme, award.titles, language),
            description=_("A certificate of this organisation."),
            criteria_narrative=_("All that the rule asks was there, and was looked at."),
        )


def _midnight(day, person) -> datetime:
    return datetime.combine(day, time.min, tzinfo=person.zone).astimezone(UTC)
