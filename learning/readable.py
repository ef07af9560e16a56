"""A copy of somebody's data as one page that opens anywhere: no script, nothing from elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from learning import record
from learning.rooms import ROOMS
from office import organisation
from people import api as people

NOTHING = "–"


@dataclass(frozen=True)
class Section:
    """One kind of data: named values, or rows below headings; `is_empty` where there is none."""

    title: str
    values: list[tuple[str, str]]
    headings: list[str]
    rows: list[list[tuple[str, str]]]

    @property
    def is_empty(self) -> bool:
        return not self.values and not self.rows


def page(data: dict, person) -> bytes:
    reader = Reader(person)
    context = {
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "organisation": organisation.current().name,
        "made_at": reader.show("made_at", data["made_at"]),
        "sections": [
            reader.section(key, value)
            for room, kinds in data.items()
            if room in ROOMS
            for key, value in kinds.items()
        ],
        "style": style(),
    }
    return render_to_string("learning/export/readable.html", context).encode()


def style() -> SafeString:
    """The page stands alone, so its style stands in it; the file is ours."""
    css = render_to_string("learning/export/readable.css")
    return format_html("<style>{}</style>", mark_safe(css))  # noqa: S308


class Reader:
    """Turns keys and values into words of the active language, times into those of the person."""

    def __init__(self, person):
        self._person = person
        self._words = {
            key: word for room in ROOMS.values() for key, word in room.EXPORT_WORDS.items()
        }
        self._words |= {f"role:{role}": record.role_word(role) for role in people.Role.values}
        for key in ("language", "languages"):
            self._words |= {f"{key}:{code}": name for code, name in settings.LANGUAGES}

    def section(self, key: str, value: dict | list[dict]) -> Section:
        if isinstance(value, dict):
            return Section(self.word(key), self._named(value), [], [])
        headings = [self.word(name) for name in value[0]] if value else []
        return Section(self.word(key), [], headings, [self._named(row) for row in value])

    def _named(self, row: dict) -> list[tuple[str, str]]:
        return [(self.word(name), self.show(name, value)) for name, value in row.items()]

    def word(self, key: str) -> str:
        return str(self._words.get(key, key))

    def show(self, key: str, value) -> str:
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, datetime):
            return date_format(value.astimezone(self._person.zone), "DATETIME_FORMAT")
        if isinstance(value, date):
            return date_format(value, "DATE_FORMAT")
        if isinstance(value, list):
            return ", ".join(self.show(key, each) for each in value) or NOTHING
        if value is None or value == "":
            return NOTHING
        return str(self._words.get(f"{key}:{value}", value))
