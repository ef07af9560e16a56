"""Course packs: a folder that anybody can read and diff, taken in as pages in every language.

`check` says what is wrong with file and line, `write_messages` keeps the translators' PO files,
`load` takes a pack in (docs/packs.md). Keys and block ids are uuid5 of names in the pack, so that
the same pack is the same course on every site. The importer writes through wagtail-localize
(rejected: writing the translated pages directly, after which an editor sees empty segments).
Reading, checking and messages need no database; taking_in.py, translating.py,
pictures.py and library.py do.
"""

from courses.packs.checking import check
from courses.packs.cover import Cover, cover
from courses.packs.messages import write_messages
from courses.packs.problems import PackRefused, Problem
from courses.packs.taking_in import Loaded, load

__all__ = ["Cover", "Loaded", "PackRefused", "Problem", "check", "cover", "load", "write_messages"]
