"""Course packs: a folder that anybody can read and diff, taken in as pages in every language.

`check` says what is wrong with file and line, `write_messages` keeps the translators' PO files,
`load` takes a pack in (docs/packs.md). Keys and block ids are uuid5 of names in the pack, so that
the same pack is the same course on every site. The importer writes through wagtail-localize
(rejected: writing the translated pages directly, after which an editor sees empty segments).
Reading, checking and messages need no database; taking_in.py, translating.py,
pictures.py and library.py do.
Topics and pathways come in files of their own (lists.py), by the same two verbs.
"""

from pathlib import Path

from courses.packs import checking, lists, taking_in
from courses.packs.cover import Cover, cover
from courses.packs.messages import write_messages
from courses.packs.problems import PackRefused, Problem
from courses.packs.taking_in import Loaded, Tell

__all__ = ["Cover", "Loaded", "PackRefused", "Problem", "check", "cover", "load", "write_messages"]


def check(path: Path) -> tuple[str, list[Problem]]:
    """The title of what lies at this path, if it has one, and its problems in order."""
    return lists.check(path) if lists.is_list(path) else checking.check(path)


def load(path: Path, *, tell: Tell = lambda line: None) -> Loaded:
    """Take in the pack, or the list, at `path`: wholly or not at all, and twice as once."""
    return (lists if lists.is_list(path) else taking_in).load(path, tell=tell)
