"""Clips as a page plays them: each file at an address asked by its scope.

Two statements for all clips of a lesson.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from office.clips import Clip, Track, kind_of
from office.files import addresses_of


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


def playable(clips: Iterable[Clip | None], *, scope: str, languages: tuple[str, ...] = ()):
    """What to play for each clip, by its pk; captions in `languages` stand first, in that order.

    Clips that were removed are left out.
    """
    there = {clip.pk: clip for clip in clips if clip and clip.file}
    if not there:
        return {}
    tracks: dict[int, list[Track]] = {}
    for track in Track.objects.filter(clip__in=list(there)).order_by("language"):
        tracks.setdefault(track.clip_id, []).append(track)
    files = [each.file.name for found in tracks.values() for each in found]
    files += [file.name for clip in there.values() for file in (clip.file, clip.small_file) if file]
    addresses = addresses_of(files, scope=scope, kind_of=kind_of)
    return {
        pk: _playable(clip, _in_order(tracks.get(pk, []), languages), addresses)
        for pk, clip in there.items()
    }


def _in_order(tracks: list[Track], languages: tuple[str, ...]) -> list[Track]:
    rank = {code: n for n, code in enumerate(languages)}
    return sorted(tracks, key=lambda track: rank.get(track.language, len(rank)))


def _playable(clip: Clip, tracks: list[Track], addresses: dict) -> Playable:
    names = dict(settings.LANGUAGES)

    def at(name: str) -> str:
        return f"/files/{addresses[name]}/"

    def sound(file, size: int) -> Sound:
        return Sound(at(file.name), kind_of(file.name), size)

    return Playable(
        is_video=clip.type == "video",
        whole=sound(clip.file, clip.size),
        small=sound(clip.small_file, clip.small_size) if clip.small_file else None,
        seconds=round(clip.duration),
        width=clip.width or 0,
        height=clip.height or 0,
        captions=tuple(
            Captions(at(t.file.name), t.language, names.get(t.language, t.language)) for t in tracks
        ),
    )
