"""Taking a package in: checked and written in one reading, kept whole or not at all."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db import transaction

from courses.h5p import checking, shelf, store
from courses.h5p.brought import Brought, digest_of, name_files
from courses.h5p.limits import LIMITS, Limits
from courses.h5p.problems import PackageRefused
from courses.h5p.report import Report
from courses.h5p.store import Incoming
from courses.models import H5PLibrary, H5PPackage
from office import due


@dataclass(frozen=True)
class Taken:
    """The package in the store; `libraries` are those of its own that stand on the shelf now."""

    package: H5PPackage
    is_new: bool
    report: Report
    libraries: list[H5PLibrary]


def take_in(
    stream: IO[bytes],
    *,
    by,
    now: datetime,
    name: str = "",
    may_bring_libraries: bool = False,
    limits: Limits = LIMITS,
) -> Taken:
    """Keep this package, or raise PackageRefused and keep nothing.

    Libraries are programs: they come in only with the right to bring them, and then wait to be
    looked at. Without it a package is read as if it had none, and plays with admitted ones. The
    same files again are the same package. It must not be called within a transaction.
    """
    due.add(store.LEFTOVERS, key="", at=now + 2 * store.LEFT_BEHIND)
    with Incoming() as incoming:
        report = checking.examine(stream, incoming.sink, name=name, limits=limits)
        brought = Brought(report, incoming)
        with_own = brought.may_stay(may_bring_libraries)
        checking.ask_for_needs(report, shelf.admitted, with_own=with_own)
        if not report.is_sound:
            raise PackageRefused(report)
        files = brought.kept(with_own)
        return _keep(report, files, brought if with_own else None, incoming, by=by, now=now)


def remove(package: H5PPackage) -> None:
    """Take a package away, and those of its contents that nothing else holds on to."""
    with transaction.atomic(durable=True):
        digests = set(package.files.values_list("blob_id", flat=True))
        package.delete()
    store.drop_unused(digests)


def _keep(
    report: Report,
    files: dict[str, str],
    brought: Brought | None,
    incoming: Incoming,
    *,
    by,
    now: datetime,
) -> Taken:
    digests = set(files.values())
    try:
        with transaction.atomic(durable=True):
            incoming.announce(digests)
        with transaction.atomic(durable=True):
            incoming.place(digests)
            package, is_new = _package(report, files, incoming, bool(brought), by=by, now=now)
            on_shelf = brought.put_on_shelf(by=by, now=now) if brought else []
    except BaseException:
        store.drop_unused(digests)
        raise
    return Taken(package, is_new, report, on_shelf)


def _package(
    report: Report, files: dict[str, str], incoming: Incoming, own: bool, *, by, now: datetime
) -> tuple[H5PPackage, bool]:
    head = report.head
    said = {
        "title": head.title,
        "language": head.language,
        "main_library": head.main,
        "version": report.version,
        "needs": [list(version) for version in head.needs],
        "own_libraries": own,
        "size": sum(incoming.sizes[digest] for digest in files.values()),
        "taken_in_at": now,
        "taken_in_by": by,
    }
    package, is_new = H5PPackage.objects.get_or_create(digest=digest_of(files), defaults=said)
    if is_new:
        name_files(files, package=package)
    return package, is_new
