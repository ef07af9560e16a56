"""Everything that can be said about a package, read once from front to end."""

from typing import IO

from courses.h5p import archive, content, libraries
from courses.h5p.libraries import Shelf, nothing_admitted
from courses.h5p.limits import LIMITS, Limits
from courses.h5p.problems import Notebook, Unreadable
from courses.h5p.reading import Reading, Sink
from courses.h5p.report import Report


def check(
    stream: IO[bytes], *, name: str = "", shelf: Shelf = nothing_admitted, limits: Limits = LIMITS
) -> Report:
    """Never raises for anything that the bytes may hold, and writes nothing."""
    report = examine(stream, lambda name, chunks: chunks, name=name, limits=limits)
    ask_for_needs(report, shelf)
    return report


def examine(stream: IO[bytes], sink: Sink, *, name: str, limits: Limits) -> Report:
    """All but the dependencies. Each chunk goes through the sink: a taker reads no second time."""
    report = Report(Notebook(limits.problems))
    if name and not name.lower().endswith(".h5p"):
        report.notebook.note("missing-h5p-extension", name)
    try:
        with archive.opened(stream, limits) as opened:
            there = Reading(opened, sink, limits, report).read()
    except Unreadable as reason:
        report.notebook.note(reason.code, reason.where)
    else:
        libraries.check(report.brought, there, report.notebook)
        if report.pointers:
            content.check(report.pointers, there, report.notebook)
    return report


def ask_for_needs(report: Report, shelf: Shelf, *, with_own: bool = True) -> None:
    """Whether what the package depends on is in it, or on the shelf."""
    if report.head:
        own = report.brought.by_version if with_own else {}
        libraries.check_needs(report.head, own, shelf, report.notebook)
