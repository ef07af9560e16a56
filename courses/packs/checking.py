"""Everything that can be said about a pack before anything is written."""

from pathlib import Path

from courses.packs import about, advice, canonical, catalogue, clips, media, own, parcel, source
from courses.packs.problems import PackRefused, Problem
from courses.packs.source import Pack, Reading


def check(path: Path) -> tuple[str, list[Problem]]:
    """The pack's title, if it has one, and its problems in the order of its files."""
    try:
        with parcel.opened(path) as folder:
            reading = look(folder)
            if reading.pack and not reading.has_errors:
                advice.note(reading.pack, reading.notebook)
                canonical.check(reading.pack, reading.notebook)
    except PackRefused as refusal:
        return "", [Problem(path.name, 0, str(refusal))]
    except RecursionError:
        return "", [Problem(path.name, 0, "Marks stand in marks more often than can be read.")]
    return reading.pack.title if reading.pack else "", sorted(reading.notebook.problems)


def look(folder: Path) -> Reading:
    """Read and check; the reading holds the problems, whatever became of the pack."""
    reading = source.read(folder)
    if reading.pack:
        media.check(reading.pack, reading.notebook)
        clips.check(reading.pack, reading.notebook)
        own.check(reading.pack, reading.notebook)
        about.check(reading.pack, reading.notebook)
        if not reading.has_errors:
            catalogue.check(reading.pack, reading.notebook)  # else contexts would only add noise
    return reading


def sound(folder: Path) -> Pack:
    """The pack with everything about it checked, or a refusal."""
    return source.pack_or_refusal(look(folder))
