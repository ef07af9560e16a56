"""A definition of questions as the editor shows it: as it will be asked, and what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from office.instrument_rules import Problem
from office.names import clean_name

MOST_SHOWN = 30  # problems; who mends these finds the others next time
LONGEST_PLACE = 80  # a path may hold whatever a file calls its parts
WRONG = {
    "shape": gettext_lazy("This is not of the right kind."),
    "unknown": gettext_lazy("The format knows no such part."),
    "missing": gettext_lazy("This part is missing."),
    "value": gettext_lazy("This can’t stand here."),
    "length": gettext_lazy("This is too short or too long."),
    "markup": gettext_lazy("A text holds no < and no >."),
    "hidden": gettext_lazy("There are signs in it that nobody sees."),
    "language": gettext_lazy("Each text needs each language, and no other one."),
    "twice": gettext_lazy("This stands here twice."),
    "nowhere": gettext_lazy("What this names is not there."),
    "fit": gettext_lazy("This does not fit the rest."),
    "bands": gettext_lazy("Each limit is higher than the one before; the last has none."),
    "rights": gettext_lazy("Here it must say who allows it, or who set the limits."),
}
BASES = {
    "own-work": gettext_lazy("We wrote it ourselves"),
    "public-domain": gettext_lazy("Nobody has rights in it any more"),
    "open-licence": gettext_lazy("It has an open licence"),
    "holder-standing-terms": gettext_lazy("The holder lets everybody use it, on terms"),
    "written-permission": gettext_lazy("The holder allowed us in writing"),
}


@dataclass(frozen=True)
class Wrong:
    """A problem in words, and where it is."""

    words: str
    place: str


def in_words(problems: Iterable[Problem]) -> list[Wrong]:
    shown = list(problems)[:MOST_SHOWN]
    return [Wrong(str(WRONG[code]), clean_name(path)[:LONGEST_PLACE]) for code, path in shown]


@dataclass(frozen=True)
class Limit:
    """A band in words: how far it goes (None where it is open), and what is shown with it."""

    label: str
    below: float | None
    panel: str


class Reading:
    """A sound definition in one of its languages, for a template."""

    def __init__(self, definition: dict, language: str):
        self.definition = definition
        codes = definition["languages"]
        self.language = language if language in codes else codes[0]

    @property
    def direction(self) -> str:
        return "rtl" if _info(self.language)["bidi"] else "ltr"

    @property
    def languages(self) -> list[tuple[str, str]]:
        return [(code, _info(code)["name_local"]) for code in self.definition["languages"]]

    @property
    def lacks(self) -> list[str]:
        """Languages of the site in which it can't be read."""
        codes = self.definition["languages"]
        return [name for code, name in settings.LANGUAGES if code not in codes]

    @property
    def title(self) -> str:
        return self._said(self.definition["title"])

    @property
    def intro(self) -> str:
        return self._said(self.definition.get("intro", {}))

    @property
    def items(self) -> list[dict]:
        scales = self.definition["response_scales"]
        return [
            {
                "text": self._said(item["text"]),
                "options": [self._said(option["label"]) for option in scales[item["scale"]]],
                "panel": self._panel(item.get("support_now", {}).get("panel")),
            }
            for item in self.definition["items"]
        ]

    @property
    def groups(self) -> list[dict]:
        return [
            {
                "label": self._said(group["label"]),
                "is_listed": group["combine"] == "none",
                "limits": [self._limit(band) for band in group.get("bands", [])],
                "source": group.get("band_source", ""),
                "compared": group.get("standardise", {}).get("source", ""),
            }
            for group in self.definition["subscales"]
        ]

    @property
    def attribution(self) -> str:
        return self._said(self.definition["rights"]["attribution"])

    @property
    def rights(self) -> list[tuple[str, str]]:
        """What is known of whose it is, as (what, said)."""
        rights, is_ours = self.definition["rights"], self.definition["kind"] == "reflective"
        fixed, sold = rights.get("wording_fixed", not is_ours), rights.get("may_be_sold", is_ours)
        lines = [
            (_("Whose it is"), rights["holder"]),
            (_("Licence"), rights["licence"]),
            (_("Why we may use it"), str(BASES[rights["basis"]])),
            (_("The terms"), rights.get("terms_url", "")),
            (_("Made sure by"), rights.get("confirmed_by_role", "")),
            (_("In the month"), rights.get("confirmed_month", "")),
            (_("Its words"), _("must stay as they are") if fixed else _("may be changed")),
            (_("Selling it"), _("is allowed") if sold else _("is not allowed")),
        ]
        return [(what, said) for what, said in lines if said]

    def _limit(self, band: dict) -> Limit:
        return Limit(self._said(band["label"]), band.get("below"), self._panel(band.get("panel")))

    def _panel(self, name: str | None) -> str:
        return self._said(self.definition["panels"][name]) if name else ""

    def _said(self, text: dict[str, str]) -> str:
        return text.get(self.language, "")


def _info(code: str) -> dict:
    """What is known of a language; one that nobody knows is called by its code."""
    try:
        return get_language_info(code)
    except KeyError:
        return {"name_local": code, "bidi": False}
