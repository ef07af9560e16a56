"""H5P in a pack: ::: activity #anchor file=….h5p rule=… percent=… :::, the package in media/.

`own=…` instead of `file=…` names one that ships with the site (own.py).
"""

from dataclasses import dataclass
from pathlib import Path

from courses import h5p
from courses.activities import Rule
from courses.packs import own
from courses.packs.fences import Fence, named, prose
from courses.packs.front import LANGUAGE
from courses.packs.problems import Margin

ENDING = ".h5p"
LARGEST = 25 * 1024 * 1024  # as a film
INSTEAD = ["bold", "italic", "ul", "ol", "link"]


@dataclass(frozen=True)
class Played:
    """`language` is that of the package, where it is not the language of the text; one that ships
    with the site has a name, and no file, title or language here."""

    anchor: str
    file: str
    rule: str
    percent: int | None
    title: str
    text: str  # rich text: the same without the activity
    language: str = ""
    own: str = ""

    @property
    def mark(self) -> str:
        """What tells one activity of the site from another."""
        return own.mark(self.own) if self.own else f"{self.file} {self.language} {self.title}"


def read(fence: Fence) -> Played:
    fence.unknown_values("own", "file", "rule", "percent", "language")
    file, rule = fence.values.get("file", ""), fence.values.get("rule", str(Rule.MARKED))
    name = fence.values.get("own")
    if rule not in list(Rule):
        fence.margin.note(f"The rule must be one of {', '.join(Rule)}.")
    values, rest = named(fence, "title")
    if name is None:
        _check_file(fence, file, values)
    else:
        _check_own(fence, name, values)
    language = fence.values.get("language", "")
    if language and not LANGUAGE.match(language):
        fence.margin.note("“language” must be a language code such as en.")
    has_words = any(line.strip() for line in rest)
    down = len(fence.lines) - len(rest)
    text = prose(fence, rest, features=INSTEAD, down=down) if has_words else ""
    said = (rule, _percent(fence, rule), values.get("title", ""), text, language)
    return Played(fence.anchor, file, *said, own=name or "")


def _check_file(fence: Fence, file: str, values: dict[str, str]) -> None:
    if file not in fence.media:
        fence.margin.note(f"The file media/{file} is missing." if file else "“file=…” is missing.")
    elif not file.endswith(ENDING):
        fence.margin.note(f"“{file}” must end with {ENDING}.")
    if not values.get("title"):
        fence.margin.note("“title:” is missing.")


def _check_own(fence: Fence, name: str, values: dict[str, str]) -> None:
    """It has its title and its languages with it."""
    if name not in own.names():
        known = ", ".join(own.names())
        fence.margin.note(f"“{name}” is not an activity of the site’s own; known are {known}.")
    for other in ("file", "language"):
        if other in fence.values:
            fence.margin.note(f"Write “own=…” or “{other}=…”, not both.")
    if "title" in values:
        fence.margin.note("An activity of the site’s own brings its title; leave “title:” out.")


def _percent(fence: Fence, rule: str) -> int | None:
    said = fence.values.get("percent")
    is_number = bool(said) and said.isascii() and said.isdigit() and 1 <= int(said) <= 100
    if said is not None and not is_number:
        fence.margin.note("“percent” must be a whole number from 1 to 100.")
    elif rule == Rule.SCORE and not is_number:
        fence.margin.note("“rule=score” also says “percent=…”.")
    return int(said) if is_number else None


def check_file(file: Path, margin: Margin) -> None:
    """As a package is checked that an editor brings; what it needs of the site is told there."""
    if file.stat().st_size > LARGEST:
        margin.note(f"The file is larger than {LARGEST // 1024 // 1024} MB.")
        return
    with file.open("rb") as stream:
        report = h5p.check(stream, name=file.name)
    for problem in report.errors:
        if problem.code != "missing-required-library":
            margin.note(f"{problem.where}: {problem.message}" if problem.where else problem.message)
