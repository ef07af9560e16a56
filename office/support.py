"""Other people who can help, as the organisation lists them: work contacts that it publishes.

The list stands as JSON in the one row of the organisation. What it tells of a way to write to
somebody (an account, a mail address) is for who writes to them, and on no public page. The private
room opens with this list: it needs a number for emergencies, and somebody who is outside.
"""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office import audit, nudge, organisation
from office.organisation import Organisation

MOST_ROWS = 30
HOLDS_FOR = timedelta(days=180)  # then somebody should look whether it is still right
PHONE = re.compile(r"\+?[\d\s().\-/#*]+\Z")


class Kind(models.TextChoices):
    EMERGENCY = "emergency", _("Emergency number")
    CRISIS = "crisis", _("Somebody to talk to at once")
    PERSON = "person", _("A person to talk to")
    OTHER = "other", _("Other help")


@dataclass(frozen=True)
class Helper:
    """One of them. `languages` are codes (none: any), `country` two letters (none: everywhere).

    `account` is the number of a person here, `address` a mail address: ways by which others write.
    """

    kind: Kind
    name: str
    phone: str
    hours: str
    text: str
    languages: tuple[str, ...] = ()
    country: str = ""
    is_outside: bool = False
    account: int | None = None
    address: str = ""
    checked_on: date | None = None

    @property
    def tel(self) -> str:
        """The number as a phone dials it; empty where there is none."""
        return tel(self.phone)

    @property
    def mark(self) -> str:
        """The same for as long as nothing is changed of it; when it was checked does not matter."""
        said = json.dumps(as_row(self) | {"checked_on": ""}, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def spoken(self) -> list[str]:
        """Names of languages, each in itself."""
        return [settings.ALL_LANGUAGES.get(code, code) for code in self.languages]

    @property
    def kind_in_words(self) -> str:
        """For a page; what is only “other help” needs no word."""
        return "" if self.kind == Kind.OTHER else str(self.kind.label)

    @property
    def can_be_reached(self) -> bool:
        return bool(self.phone or self.address or self.account)

    def speaks(self, language: str) -> bool:
        return not self.languages or language in self.languages

    def holds_on(self, day: date) -> bool:
        return self.checked_on is not None and day - self.checked_on <= HOLDS_FOR


# --- as they stand in the row
def read(row: dict[str, Any]) -> Helper:
    """Rows from before had a name, phone, hours and text alone."""
    kind = row.get("kind", "")
    return Helper(
        kind=Kind(kind) if kind in Kind.values else Kind.OTHER,
        languages=tuple(row.get("languages") or ()),
        is_outside=bool(row.get("is_outside")),
        account=row.get("account") or None,
        checked_on=_day(row.get("checked_on")),
        **{
            part: row.get(part) or ""
            for part in ("name", "phone", "hours", "text", "country", "address")
        },
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def as_row(helper: Helper) -> dict[str, Any]:
    """What `read` reads."""
    checked = helper.checked_on.isoformat() if helper.checked_on else ""
    row = vars(helper) | {"kind": helper.kind.value, "checked_on": checked}
    return row | {"languages": list(helper.languages)}


def as_published(helper: Helper) -> dict[str, Any]:
    """What everybody may read of it."""
    row = as_row(helper) | {"tel": helper.tel}
    return {name: value for name, value in row.items() if name not in ("account", "address")}


# --- reading
def listed() -> list[Helper]:
    """In the organisation's own order."""
    return [read(row) for row in organisation.current().support]


def helpers(language: str | None = None) -> list[Helper]:
    """For a reader of that language (the active one): whom one can ring at once before the others,
    and among them those who speak it. Else the organisation's own order."""
    spoken = language or get_language() or ""
    return sorted(listed(), key=lambda helper: _place(helper, spoken))


def _place(helper: Helper, language: str) -> tuple[int, bool]:
    groups = {Kind.CRISIS: 0, Kind.EMERGENCY: 1, Kind.PERSON: 3, Kind.OTHER: 4}
    is_foreign = not helper.speaks(language)
    if helper.kind == Kind.CRISIS and is_foreign:
        return (2, True)
    return (groups[helper.kind], is_foreign)


def unchecked(on: date) -> list[Helper]:
    """At which nobody has looked for half a year. People still see them: old help is help."""
    return [helper for helper in listed() if not helper.holds_on(on)]


# --- the private room
def lacks_emergency() -> bool:
    return not any(each.kind == Kind.EMERGENCY and each.tel for each in listed())


def lacks_outside() -> bool:
    """Whether nobody is named who is outside the line of those who lead here."""
    people = [each for each in listed() if each.kind == Kind.PERSON and each.is_outside]
    return not any(each.can_be_reached for each in people)


def room_is_open() -> bool:
    """Nobody is left alone with what they see there: a number and a person come first."""
    return not (lacks_emergency() or lacks_outside())


def room_address() -> str | None:
    """Of the reader's private notes; None while the room is shut.

    A link is all that leads there: no text passes between them, and no room of ours knows that one.
    """
    return f"/{get_language()}/notes/" if room_is_open() else None


def can_be_asked() -> bool:
    """Whether people are offered to write to: one of them must be outside."""
    return not lacks_outside()


# --- changing
def still_right(mark: str, *, by, on: date) -> bool:
    """Note that somebody looked at this one today; False where it was changed meanwhile."""
    with transaction.atomic():
        row = Organisation.objects.select_for_update().order_by("pk").first()
        if row is None or not any(read(each).mark == mark for each in row.support):
            return False
        row.support = [
            each | {"checked_on": on.isoformat()} if read(each).mark == mark else each
            for each in row.support
        ]
        row.save(update_fields=["support"])
        audit.note(
            "checked support list", by=by, object_kind="office.organisation", object_key=row.pk
        )
        nudge.soon()  # the sweep publishes the list
    return True


def names(account: int) -> int:
    """How many rows lead to this account."""
    return sum(helper.account == account for helper in listed())


def forget(account: int) -> None:
    """Whoever leaves is written to by nobody; the organisation takes their name off the list."""
    row = Organisation.objects.select_for_update().order_by("pk").first()
    if row and any(each.get("account") == account for each in row.support):
        row.support = [
            each | {"account": None} if each.get("account") == account else each
            for each in row.support
        ]
        row.save(update_fields=["support"])


# --- numbers
def is_phone(text: str) -> bool:
    return bool(PHONE.match(text)) and any(sign.isdecimal() for sign in text)


def tel(phone: str) -> str:
    """Digits of any script become those of a phone; what people put between them goes."""
    digits = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in phone
        if sign.isdecimal() or sign in "+#*"
    )
    return digits.replace("#", "%23")
