"""Time zones by region, as a person looks for theirs."""

from functools import cache
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

REGIONS = {
    "Africa": _("Africa"),
    "America": _("Americas"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}


def grouped(also: str = "") -> list[tuple]:
    """Choices for a select; `also` is the one a person has, which may be of another kind."""
    known = {name for _region, choices in _by_region() for name, _words in choices}
    rest = [("UTC", _("World time (UTC)"))]
    if also and also != "UTC" and also not in known:
        rest.append((also, _in_words(also)))
    return [*rest, *((REGIONS[region], choices) for region, choices in _by_region())]


@cache
def _by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    """Read from the machine once: it looks through several hundred files."""
    names = sorted(available_timezones())
    return [
        (region, [(n, _in_words(n.partition("/")[2])) for n in names if n.startswith(f"{region}/")])
        for region in REGIONS
    ]


def _in_words(name: str) -> str:
    return name.replace("/", ", ").replace("_", " ")
