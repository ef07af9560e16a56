"""Course packs: a folder that anybody can read and diff, taken in as pages in every language.

`check` says what is wrong with file and line, `write_messages` keeps the translators' PO files,
`fmt` brings a folder to its canonical form, `load` takes a pack in, `compare` says what it would
meet here, and `export` writes a course as a pack (docs/packs.md). `export(load(p)) == fmt(p)`.

Keys and block ids are uuid5 of names in the pack, so that the same pack is the same course on every
site. The importer writes through wagtail-localize (rejected: writing the translated pages directly,
after which an editor sees empty segments), and merges block by block with what was edited here.
Reading, checking and messages need no database; taking_in.py, translating.py,
pictures.py and library.py do.
Topics and pathways come in files of their own (lists.py), by the same two verbs.
"""

from pathlib import Path

from courses.packs import checking, lists, taking_in
from courses.packs.canonical import fmt
from courses.packs.comparing import Difference, What
from courses.packs.cover import Cover, cover
from courses.packs.exporting import Exported, export, left_out
from courses.packs.loaded import Loaded
from courses.packs.merging import Choices
from courses.packs.messages import write_messages
from courses.packs.problems import PackRefused, Problem
from courses.packs.taking_in import Tell, compare

__all__ = [
    "Cover",
    "Difference",
    "Exported",
    "Loaded",
    "PackRefused",
    "Problem",
    "What",
    "check",
    "compare",
    "cover",
    "export",
    "fmt",
    "left_out",
    "load",
    "write_messages",
]


def check(path: Path) -> tuple[str, list[Problem]]:
    """The title of what lies at this path, if it has one, and its problems in order."""
    return lists.check(path) if lists.is_list(path) else checking.check(path)


def load(
    path: Path,
    *,
    tell: Tell = lambda line: None,
    as_draft: bool = False,
    is_settled: bool = False,
    choices: Choices | None = None,
    may_bring_libraries: bool = True,
) -> Loaded:
    """Take in the pack, or the list, at `path`: wholly or not at all, and twice as once."""
    if lists.is_list(path):
        return lists.load(path, tell=tell)
    return taking_in.load(
        path,
        tell=tell,
        as_draft=as_draft,
        is_settled=is_settled,
        choices=choices,
        may_bring_libraries=may_bring_libraries,
    )
