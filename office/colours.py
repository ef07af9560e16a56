"""One colour of the organisation's own, dark enough to read, and what it becomes by night.

Contrast as WCAG 2.2 measures it; 4.5 : 1 is what text of any size needs.
"""

import colorsys
import re
from collections.abc import Iterable

ENOUGH = 4.5
OURS = "#1f5d57"  # pine, as tokens.css has it
WHITE = "#ffffff"
BY_DAY = ("#fbf7f0", "#f1e9dc", "#fffdf9", WHITE)  # paper, sand, raised, and the letters on it
BY_NIGHT = ("#15201f", "#1e2c2a")  # ground, raised; the first is the letters on it too
WRITTEN = re.compile(r"#[0-9a-f]{6}\Z")
STEPS = 200
Channels = tuple[int, ...]

SHEET = """@media screen {{
  :root {{ --pine: {day}; --pine-deep: {day_deep}; }}
}}
@media screen and (prefers-color-scheme: dark) {{
  :root {{ --pine: {night}; --pine-deep: {night_deep}; }}
}}
"""
EDITOR = """:root {{
  --w-color-primary-hue: {:.1f};
  --w-color-primary-saturation: {:.1f}%;
  --w-color-primary-lightness: {:.1f}%;
}}
"""


def is_colour(text: str) -> bool:
    return bool(WRITTEN.match(text))


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def can_be_read(colour: str) -> bool:
    """On each light ground of ours, and white letters on it."""
    return _stands_out(colour, BY_DAY)


def darker(colour: str) -> str:
    """The nearest that can be read: the same hue, with as much black as it needs."""
    return _first_that_stands_out(colour, "#000000", BY_DAY)


def by_night(colour: str) -> str:
    """The same hue, with as much white as it needs on a dark ground."""
    return _first_that_stands_out(colour, WHITE, BY_NIGHT)


def tokens(colour: str) -> dict[str, str]:
    """What the colour becomes by day and by night; deep is the one under a pointer."""
    night = by_night(colour)
    return {
        "day": colour,
        "day_deep": _mixed(colour, "#000000", 0.25),
        "night": night,
        "night_deep": _mixed(night, WHITE, 0.35),
    }


def sheet(colour: str) -> str:
    """A style sheet that puts it over our own; paper stays black."""
    return SHEET.format(**tokens(colour))


def editor_sheet(colour: str) -> str:
    """The same for the editor, which mixes its own shades from hue, saturation and lightness."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _channels(colour)))
    return EDITOR.format(hue * 360, saturation * 100, lightness * 100)


def _stands_out(colour: str, grounds: Iterable[str]) -> bool:
    return all(contrast(colour, ground) >= ENOUGH for ground in grounds)


def _first_that_stands_out(colour: str, towards: str, grounds: Iterable[str]) -> str:
    mixes = (_mixed(colour, towards, step / STEPS) for step in range(STEPS + 1))
    return next(mix for mix in mixes if _stands_out(mix, grounds))


def _mixed(colour: str, towards: str, part: float) -> str:
    pairs = zip(_channels(colour), _channels(towards), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def _channels(colour: str) -> Channels:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
