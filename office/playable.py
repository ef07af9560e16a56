"""Clips as a page plays them: each file at an address asked by its scope.

One statement for all clips of a lesson, with their captions, once their addresses exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from office.clips import Clip, kind_of
from office.files import address_in, addresses_of

FILES = {"file": "at", "small_file": "small_at", "tracks__file": "track_at"}  # with their addresses
READ = ("pk", "type", "size", "small_size", "duration", "width", "height", "tracks__language")
READ += tuple(FILES)


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
    found = Clip.objects.filter(pk__in=wanted).annotate(
        **{at: address_in(scope, path=name) for name, at in FILES.items()}
    )
    rows = list(found.values(*READ, *FILES.values())) if wanted else []
    known = {row[name]: row[at] for row in rows for name, at in FILES.items() if row[name]}
    addresses = addresses_of(known, scope=scope, known=known, kind_of=kind_of)
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
