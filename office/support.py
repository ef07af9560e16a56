"""Other people who can help, as the organisation lists them: work contacts that it publishes."""

import re
import unicodedata
from dataclasses import dataclass

from office import organisation

MOST_ROWS = 12
PARTS = ("name", "phone", "hours", "text")
PHONE = re.compile(r"\+?[\d\s().\-/#*]+\Z")


@dataclass(frozen=True)
class Helper:
    """One of them, as a page shows it."""

    name: str
    phone: str
    hours: str
    text: str

    @property
    def tel(self) -> str:
        """The number as a phone dials it; empty where there is none."""
        return tel(self.phone)


def helpers() -> list[Helper]:
    rows = organisation.current().support
    return [Helper(**{part: row.get(part, "") for part in PARTS}) for row in rows]


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
