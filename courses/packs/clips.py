"""Sound and film in a pack: ::: audio #anchor file=… small=… seconds=… :::, captions beside them.

The captions of media/door.mp4 are media/door.en.vtt, media/door.ar.vtt: found by their names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from courses.packs.fences import Fence, named, prose
from courses.packs.front import LANGUAGE
from courses.packs.problems import Margin, Notebook
from office import captions
from office.clips import AUDIO, CAPTIONS, KINDS, VIDEO, begins_as, ending_of

if TYPE_CHECKING:
    from courses.packs.source import Pack

LARGEST = 25 * 1024 * 1024  # of each; a zip may hold 50 MB
ENDINGS = {"audio": AUDIO, "video": VIDEO}
IN_WORDS = ["bold", "italic", "ul", "ol", "link"]


@dataclass(frozen=True)
class Clip:
    anchor: str
    kind: str
    file: str
    small: str
    seconds: int
    title: str
    text: str  # rich text: all that is said
    captions: tuple[str, ...]  # file names

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(name for name in (self.file, self.small, *self.captions) if name)


def read(fence: Fence, media: frozenset[str]) -> Clip:
    fence.unknown_values("file", "small", "seconds")
    file, small = fence.values.get("file", ""), fence.values.get("small", "")
    if not file:
        fence.margin.note("“file=…” is missing.")
    for name in filter(None, (file, small)):
        _check_name(name, fence, media)
    seconds = fence.values.get("seconds", "0")
    if not seconds.isascii() or not seconds.isdigit():
        fence.margin.note("“seconds” must be a whole number.")
    values, rest = named(fence, "title")
    if not values.get("title"):
        fence.margin.note("“title:” is missing.")
    text = prose(fence, rest, features=IN_WORDS, down=len(fence.lines) - len(rest))
    return Clip(
        fence.anchor,
        fence.kind,
        file,
        small,
        int(seconds) if seconds.isdigit() else 0,
        values.get("title", ""),
        text,
        tuple(sorted(name for name in media if file and _language_of(name, file))),
    )


def _check_name(name: str, fence: Fence, media: frozenset[str]) -> None:
    known = ENDINGS[fence.kind]
    if name not in media:
        fence.margin.note(f"The file media/{name} is missing.")
    elif ending_of(name) not in known:
        fence.margin.note(f"“{name}” must end with {', '.join(known)}.")


def _language_of(name: str, file: str) -> str:
    """The language of captions that are of this file; empty for anything else."""
    stem, _dot, language = PurePath(name).stem.rpartition(".")
    is_its = ending_of(name) in CAPTIONS and stem == PurePath(file).stem
    return language if is_its and LANGUAGE.match(language) else ""


def captions_of(clip: Clip) -> dict[str, str]:
    """File names by language."""
    return {_language_of(name, clip.file): name for name in clip.captions}


def check(pack: "Pack", notebook: Notebook) -> None:
    """The files themselves, and that each film has captions in the language of the text."""
    media = pack.folder / "media"
    played = {name for _path, clip in _standing(pack) for name in clip.files}
    for file in sorted(media.iterdir()) if media.is_dir() else []:
        if ending_of(file.name) in KINDS:
            _check_file(file, Margin(notebook, f"media/{file.name}"))
            if file.name not in played:
                notebook.warn(f"media/{file.name}", 0, "No lesson plays this.")
    for path, clip in _standing(pack):
        if clip.kind == "video" and pack.source not in captions_of(clip):
            name = f"{PurePath(clip.file).stem}.{pack.source}.vtt"
            words = f"The film #{clip.anchor} has no captions: media/{name} is missing."
            notebook.note(f"{path}.md", 0, words)


def _standing(pack: "Pack") -> Iterator[tuple[str, Clip]]:
    for module in pack.modules:
        for lesson in module.lessons:
            yield from ((lesson.path, block) for block in lesson.blocks if isinstance(block, Clip))


def _check_file(file: Path, margin: Margin) -> None:
    if not file.is_file() or file.stat().st_size > LARGEST:
        margin.note(f"The file is larger than {LARGEST // 1024 // 1024} MB, or no file.")
        return
    with file.open("rb") as opened:
        if ending_of(file.name) in CAPTIONS:
            _check_captions(opened.read(captions.LARGEST + 1), margin)
        elif not begins_as(opened, ending_of(file.name)):
            margin.note("The file does not hold what its name says.")


def _check_captions(content: bytes, margin: Margin) -> None:
    try:
        captions.check(content)
    except captions.NotCaptions as refusal:
        margin.at(refusal.line).note(refusal.words)
