"""Showing an award: a paper or a page with a code that anybody can check, until its holder ends it.

A code has 160 random bits and says nothing. Whoever has it sees what its holder agreed to: the
certificate, its days and state, the organisation, and the name that was printed, if any.
"""

import base64
import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from certification import ends, schemes
from certification.badges import status
from certification.models import Award, AwardKind, AwardState, Printed, Share
from certification.rules.days import DAY
from office import audit
from office.names import clean_name

CODE_BYTES = 20
GROUP = 4  # letters that stand together, where a person reads the code
MOST_LANGUAGES = 2


class NotTheirs(Exception):
    """Only its holder shows an award."""


class NoSuchName(Exception):
    """The holder has not entered a legal name."""


class NothingToShow(Exception):
    """It was taken back or replaced, or stands only for the time being."""


class Stands(models.TextChoices):
    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("No longer valid")
    REVOKED = "revoked", _("Taken back")
    REPLACED = "replaced", _("Replaced by a newer one")


@dataclass(frozen=True)
class Shown:
    """All that a code tells. `valid_until` has what puts it off counted in."""

    title: str
    name: str
    stands: Stands
    granted_on: date
    valid_until: date | None


# --- by the holder
def share(
    award: Award, *, printed: Printed, languages: Iterable[str], by, at: datetime,
    with_badge: bool = False,
) -> tuple[Share, str]:  # fmt: skip
    """A new showing, and its code. Raises NotTheirs, NothingToShow, NoSuchName."""
    if by.pk != award.person_id:
        raise NotTheirs
    if award.state != AwardState.VALID or award.kind != AwardKind.FULL:
        raise NothingToShow
    name, code = _name(by, printed), new_code()
    with transaction.atomic():
        row = Share.objects.create(
            award=award,
            digest=digest_of(code),
            code=code,
            printed=printed,
            name=name,
            languages=list(dict.fromkeys(languages))[:MOST_LANGUAGES],
            with_badge=with_badge,
            badge_index=status.free_index() if with_badge else None,
            made_at=at,
        )
        _note("showed award", row, by=by, at=at)
    return row, code


def _name(person, printed: Printed) -> str:
    """In one line, without what turns the direction of a text round."""
    if printed == Printed.NONE:
        return ""
    if printed == Printed.CHOSEN:
        return clean_name(person.name)
    name = clean_name(person.legal_name)
    if not name:
        raise NoSuchName
    return name


@transaction.atomic
def take_back(row: Share, *, by, at: datetime) -> None:
    """Its code opens nothing any more. Safe to repeat. Raises NotTheirs."""
    if by.pk != row.award.person_id:
        raise NotTheirs
    if Share.objects.filter(pk=row.pk, taken_back_at=None).update(taken_back_at=at):
        _note("took showing back", row, by=by, at=at)


def not_ended(person) -> models.QuerySet[Share]:
    """One's own showings that were not ended, whatever became of the award."""
    mine = Share.objects.filter(award__person=person, taken_back_at=None)
    return mine.select_related("award__scheme", "award__person")


def to_fetch(person) -> models.QuerySet[Share]:
    """Those that may still be set as paper or badge: of what was taken back none is made anew."""
    return not_ended(person).filter(award__state=AwardState.VALID)


# --- by whoever has the code
def new_code() -> str:
    return base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower()


def digest_of(code: str) -> str:
    return hashlib.sha256(as_code(code).encode()).hexdigest()


def as_code(text: str) -> str:
    """As it is kept, however it was typed: without what stands between the letters."""
    return "".join(letter for letter in text.lower() if letter.isascii() and letter.isalnum())


def in_groups(code: str) -> str:
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def found_by(code: str) -> Share | None:
    """One statement, whatever the code; a showing that was taken back is as unknown as any."""
    rows = Share.objects.filter(digest=digest_of(code), taken_back_at=None)
    return rows.select_related("award__scheme", "award__person").defer("code").first()


def address_of(code: str) -> str:
    """The whole address, never taken from a request's headers."""
    return f"{settings.SITE_URL}/verify/{code}/"


def shown(row: Share, *, at: datetime) -> Shown:
    """As it stands on the holder's day."""
    award, on = row.award, row.award.person.day(at)
    last = last_day_of(award, on=on)
    return Shown(
        title=schemes.title_of(award.scheme, award.titles, get_language() or ""),
        name=row.name,
        stands=stands(award, last, on=on),
        granted_on=award.granted_on,
        valid_until=last,
    )


def stands(award: Award, last: date | None, *, on: date) -> Stands:
    if award.state == AwardState.REVOKED:
        return Stands.REVOKED
    if award.state == AwardState.REPLACED:
        return Stands.REPLACED
    return Stands.EXPIRED if last and last < on else Stands.VALID


def last_day_of(award: Award, *, on: date) -> date | None:
    """What is shown and signed: only break days that are over count, so that none is promised.

    More time that was given counts; grace is not told.
    """
    return ends.last_day(award, on=on, breaks_until=on - DAY)


def _note(verb: str, row: Share, *, by, at: datetime) -> None:
    audit.note(
        verb,
        by=by,
        object_kind="certification.share",
        object_key=row.pk,
        about=row.award.person,
        at=at,
    )
