"""Our own content types, packed: each example with its library inside, always to the same bytes.

A library's folder holds what is its own. What the types share (`shared/`), and the words of the
interface in every language, are put in here, so that each is written down once.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MADE_AT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
FOLDER = re.compile(r"(?P<name>[\w.]+)-(?P<major>\d+)\.(?P<minor>\d+)", re.ASCII)
PLAIN_FILE = 0o644 << 16
Files = dict[str, bytes]


@dataclass(frozen=True)
class Built:
    """One package: its file name and its bytes."""

    name: str
    package: bytes


def build(home: Path) -> Iterator[Built]:
    """A package for each example and language below `home` (content/h5p), in the order of names."""
    for name, languages in examples(home).items():
        for language in languages:
            yield Built(f"{name}.{language}.h5p", packed(files(home, name, language)))


def examples(home: Path) -> dict[str, list[str]]:
    """The languages of each example, by its name."""
    found: dict[str, list[str]] = {}
    for manifest in sorted(home.glob("examples/*/*/h5p.json")):
        found.setdefault(manifest.parts[-3], []).append(manifest.parts[-2])
    return found


def packed(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, MADE_AT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, PLAIN_FILE
            entry.create_system = 3  # the same on every system that builds
            archive.writestr(entry, data)
    return out.getvalue()


def files(home: Path, name: str, language: str) -> Files:
    """What is in the package of this example, by name."""
    example = home / "examples" / name / language
    head = json.loads((example / "h5p.json").read_text(encoding="utf-8"))
    content = json.loads((example / "content.json").read_text(encoding="utf-8"))
    folder = _newest(home, head["mainLibrary"])
    content["words"] = words(folder)[example.name]
    made = {
        "h5p.json": as_json(head | {"preloadedDependencies": [_needs(folder)]}),
        "content/content.json": as_json(content),
    }
    made |= _below(example.parent / "images", "content/images")
    return made | library(home, folder)


def library(home: Path, folder: Path) -> Files:
    """The library as it is in a package: its own files, what all share, its words."""
    files = _below(home / "shared", folder.name) | _below(folder, folder.name)
    wording = f"window.Mainstay.wording = {as_json(words(folder)).decode()};\n"
    return files | {f"{folder.name}/wording.js": wording.encode()}


def words(folder: Path) -> dict[str, dict[str, str]]:
    """What the buttons and messages say, by language; as an editor would fill them in."""
    names = [field["name"] for field in _words_of(_read(folder / "semantics.json"))]
    return {
        file.stem: {
            name: field["default"]
            for name, field in zip(names, _words_of(_read(file)["semantics"]), strict=True)
        }
        for file in sorted((folder / "language").glob("*.json"))
    }


def _words_of(semantics: list) -> list:
    """The words are the last group of every type of ours."""
    return semantics[-1]["fields"]


def _newest(home: Path, name: str) -> Path:
    found = [match for path in home.iterdir() if (match := FOLDER.fullmatch(path.name))]
    newest = max(
        (int(match["major"]), int(match["minor"])) for match in found if match["name"] == name
    )
    return home / f"{name}-{newest[0]}.{newest[1]}"


def _needs(folder: Path) -> dict:
    head = _read(folder / "library.json")
    return {key: head[key] for key in ("machineName", "majorVersion", "minorVersion")}


def _below(folder: Path, prefix: str) -> Files:
    return {
        f"{prefix}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _read(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def as_json(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()
