"""Clips as a page plays them: each file at an address asked by its scope.

Two statements for all clips of a lesson: the clips with their captions, the addresses.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from office.clips import Clip, kind_of
from office.files import addresses_of

FILES = ("file", "small_file", "tracks__file")
READ = ("pk", "type", "size", "small_size", "duration", "width", "height", "tracks__language")
READ += FILES


@dataclass(frozen=True)
class Sound:
    """One file: where it is fetched, what it is sent as, its bytes."""

    address: str
    kind: str
    size: int


@dataclass(frozen=True)
class Captions:
    """`label` is the language's own name."""

    address: str
    language: str
    label: str


@dataclass(frozen=True)
class Playable:
    """`small` is the same in fewer bytes; width and height in pixels, 0 where nobody said them."""

    is_video: bool
    whole: Sound
    small: Sound | None
    seconds: int
    width: int
    height: int
    captions: tuple[Captions, ...]  # the first is shown by itself

    @property
    def tag(self) -> str:
        return "video" if self.is_video else "audio"

    @property
    def minutes(self) -> int:
        """Roughly; 0 where nobody said how long it is."""
        return max(1, round(self.seconds / 60)) if self.seconds else 0


def playable(clips: Iterable[int], *, scope: str, languages: tuple[str, ...] = ()):
    """What to play for each clip, by its pk; captions in `languages` stand first, in that order.

    Clips that were removed are left out.
    """
    wanted = set(clips)
    rows = list(Clip.objects.filter(pk__in=wanted).values(*READ)) if wanted else []
    files = {row[name] for row in rows for name in FILES if row[name]}
    addresses = addresses_of(sorted(files), scope=scope, kind_of=kind_of) if files else {}
    by_clip: dict[int, list[dict]] = {}
    for row in sorted(rows, key=lambda row: _rank(row["tracks__language"], languages)):
        by_clip.setdefault(row["pk"], []).append(row)
    return {pk: _playable(found, addresses) for pk, found in by_clip.items()}


def _rank(language: str | None, languages: tuple[str, ...]) -> tuple[int, str]:
    place = languages.index(language) if language in languages else len(languages)
    return place, language or ""


def _playable(rows: list[dict], addresses: dict) -> Playable:
    """One clip, given once for each language of its captions."""
    clip, names = rows[0], dict(settings.LANGUAGES)

    def sound(name: str, size: int) -> Sound:
        return Sound(f"/files/{addresses[name]}/", kind_of(name), size)

    return Playable(
        is_video=clip["type"] == "video",
        whole=sound(clip["file"], clip["size"]),
        small=sound(clip["small_file"], clip["small_size"]) if clip["small_file"] else None,
        seconds=round(clip["duration"]),
        width=clip["width"] or 0,
        height=clip["height"] or 0,
        captions=tuple(
            Captions(f"/files/{addresses[row['tracks__file']]}/", code, names.get(code, code))
            for row in rows
            if (code := row["tracks__language"])
        ),
    )
