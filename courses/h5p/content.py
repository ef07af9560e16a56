"""What content.json points to: files of its own, or addresses somewhere else."""

import re
from dataclasses import dataclass

from courses.h5p.names import CONTENT
from courses.h5p.problems import Notebook
from courses.h5p.strict_json import walk

PLACE = CONTENT + "content.json"
FAR = re.compile(r"(https?:)?//", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
# Each step bounded: a text made for it would else be searched for hours.
IN_MARKUP = re.compile(
    r"""(?<![\w-])src\s{0,20}=\s{0,20}["']?\s{0,20}(https?:)?//""", re.IGNORECASE
)


@dataclass(frozen=True)
class Pointers:
    """File names below content/, and whether anything is fetched from elsewhere."""

    files: frozenset[str]
    outside: frozenset[str]
    needs_internet: bool


def pointers(said) -> Pointers:
    files, outside, is_far = set(), set(), False
    for _, key, value in walk(said):
        if isinstance(value, dict) and "mime" in value and isinstance(value.get("path"), str):
            path = value["path"].partition("#")[0]
            if _leaves(path):
                outside.add(value["path"])
            elif path and not SCHEME.match(path) and not FAR.match(path):
                files.add(path)
        is_far = is_far or _is_far(key, value)
    return Pointers(frozenset(files), frozenset(outside), is_far)


def check(found: Pointers, there: set[str], notebook: Notebook) -> None:
    for path in sorted(found.outside):
        notebook.note("path-outside-content", f"{PLACE}: {path}")
    for path in sorted(found.files):
        if CONTENT + path not in there:
            notebook.note("content-file-missing", f"{PLACE}: {path}")
    if found.needs_internet:
        notebook.note("needs-internet", PLACE)


def _leaves(path: str) -> bool:
    """Up and out, from the top, another way of writing that, or an address that could act."""
    scheme = SCHEME.match(path)
    if scheme and scheme.group().lower() not in ("http:", "https:", "data:"):
        return True
    is_rooted = path.startswith("/") and not FAR.match(path)
    return not scheme and (is_rooted or "\\" in path or ".." in path.split("/"))


def _is_far(key: str, value) -> bool:
    """Fetched when it plays; the source that a licence names is only told."""
    if isinstance(value, dict):
        source = value.get("source")
        return "license" not in value and isinstance(source, str) and bool(FAR.match(source))
    if not isinstance(value, str):
        return False
    return bool((key in ("path", "src") and FAR.match(value)) or IN_MARKUP.search(value))
