"""H5P packages: checked without trust, kept by content, played (later) behind a wall.

`check` reads a package once, writes nothing and says everything that is wrong with it. `take_in`
keeps one whole or not at all; equal files are stored once. A package that brings its libraries
keeps its own copy; one without plays with those that this site admits, the highest patch of each.

Decisions a newcomer would otherwise undo (docs/decisions/0033):
- Everything is measured on the bytes that come out (rejected: what an archive declares).
- No name from a package becomes a path of ours: contents lie under their digest.
- A library version on the shelf never gets other bytes (rejected: last one wins, as peers do).
- Bringing libraries is a right of its own: they are programs.

Reading and checking need no database; store.py, shelf.py, brought.py and taking_in.py do.
"""

from courses.h5p.building import Built, build
from courses.h5p.checking import check
from courses.h5p.problems import PackageRefused, Problem
from courses.h5p.report import Report
from courses.h5p.shelf import admit, admitted, judge
from courses.h5p.store import LEFTOVERS, clear_leftovers, settle_leftovers
from courses.h5p.taking_in import Taken, remove, take_in

__all__ = [
    "LEFTOVERS",
    "Built",
    "PackageRefused",
    "Problem",
    "Report",
    "Taken",
    "admit",
    "admitted",
    "build",
    "check",
    "clear_leftovers",
    "judge",
    "remove",
    "settle_leftovers",
    "take_in",
]
