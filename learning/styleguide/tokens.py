"""The colours of the site as its style sheet has them, and how well each can be read."""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from office.colours import contrast

TOKENS = settings.ROOT / "static" / "css" / "tokens.css"
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
ON_GROUND = ("text", "muted", "pine", "pine-deep", "clay")  # what is written on the page itself
ENOUGH = 4.5  # WCAG 2.2, 1.4.3


@dataclass(frozen=True)
class Colour:
    """One token by day and by night, with its contrast on the ground and on what is sunk."""

    name: str
    day: str
    night: str
    day_contrast: float
    night_contrast: float


@cache
def colours() -> list[Colour]:
    day, night = _by_theme()
    return [
        Colour(
            name=name,
            day=day[name],
            night=night.get(name, day[name]),
            day_contrast=_least(day[name], day),
            night_contrast=_least(night.get(name, day[name]), day | night),
        )
        for name in day
    ]


def _least(colour: str, theme: dict[str, str]) -> float:
    return round(min(contrast(colour, theme[ground]) for ground in ("ground", "sunk")), 1)


def _by_theme() -> tuple[dict[str, str], dict[str, str]]:
    text = TOKENS.read_text(encoding="utf-8")
    before, _, after = text.partition("prefers-color-scheme: dark")
    return dict(COLOUR.findall(before)), dict(COLOUR.findall(after.partition("@media")[0]))
