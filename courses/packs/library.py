"""The clips of a pack as clips of the site, each content once.

What an editor changed here is never overwritten: another sound, small file or captions in the pack
is another clip, and the old one stays in the library.
"""

import hashlib
from pathlib import Path

from django.core.files import File

from courses.packs.clips import Clip, captions_of
from courses.packs.source import Pack
from office.clips import Clip as Kept
from office.clips import caption


def marks(pack: Pack) -> dict[str, str]:
    """What stands for each file of a clip where only a difference counts."""
    return {name: _print(pack, name) for clip in pack.clips for name in clip.files}


def take_in(pack: Pack) -> dict[str, int]:
    """The number of the clip for each sound or film that a lesson plays."""
    return {clip.file: _clip(pack, clip) for clip in pack.clips}


def _clip(pack: Pack, clip: Clip) -> int:
    prints = [f"{clip.kind} {clip.seconds}", *(_print(pack, name) for name in clip.files)]
    mark = hashlib.sha256(" ".join([*prints, *captions_of(clip)]).encode()).hexdigest()
    known = Kept.objects.filter(mark=mark).order_by("pk").first()
    return known.pk if known else _kept(pack, clip, mark).pk


def _kept(pack: Pack, clip: Clip, mark: str) -> Kept:
    row = Kept(title=clip.title, type=clip.kind, duration=clip.seconds, mark=mark)
    with _path(pack, clip.file).open("rb") as file:
        row.file = File(file, name=clip.file)
        if clip.small:
            with _path(pack, clip.small).open("rb") as small:
                row.small_file = File(small, name=clip.small)
                row.save()
        else:
            row.save()
    for language, name in captions_of(clip).items():
        with _path(pack, name).open("rb") as file:
            caption(row, language, File(file, name=f"{language}.vtt"))
    return row


def _print(pack: Pack, name: str) -> str:
    with _path(pack, name).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _path(pack: Pack, name: str) -> Path:
    return pack.folder / "media" / name
