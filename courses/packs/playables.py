"""The H5P packages of a pack as activities of the site: checked, kept by content, each once."""

import hashlib
from pathlib import Path

from django.utils import timezone

from courses import h5p
from courses.models import H5PActivity, H5PPackage, H5PVersion
from courses.packs.problems import PackRefused
from courses.packs.source import Pack

Packages = dict[str, H5PPackage]  # by file name


def marks(pack: Pack) -> dict[str, str]:
    """What stands for each package where only a difference counts."""
    return {name: _print(pack.folder / "media" / name) for name in _names(pack)}


def keep(pack: Pack, known: dict[str, str], *, may_bring: bool) -> Packages:
    """The packages in the store. Not within a transaction: a package is kept whole or not at all.

    `known` are digests of packages by the SHA-256 of the file that an earlier import brought.
    """
    return {name: _keep(pack.folder / "media" / name, known, may_bring) for name in _names(pack)}


def _names(pack: Pack) -> list[str]:
    return sorted({each.file for each in pack.packages})


def _keep(file: Path, known: dict[str, str], may_bring: bool) -> H5PPackage:
    there = H5PPackage.objects.filter(digest=known.get(_print(file), "")).first()
    if there:
        return there
    try:
        with file.open("rb") as stream:
            taken = h5p.take_in(
                stream,
                by=None,
                now=timezone.now(),
                name=file.name,
                may_bring_libraries=may_bring,
            )
    except h5p.PackageRefused as refusal:
        words = refusal.report.errors[0].message
        raise PackRefused(f"media/{file.name} can’t be taken in: {words}") from None
    return taken.package


def take_in(pack: Pack, packages: Packages) -> dict[str, int]:
    """The number of the activity for each one that a lesson plays."""
    return {each.mark: _activity(pack, each, packages[each.file]) for each in pack.packages}


def _activity(pack: Pack, each, package: H5PPackage) -> int:
    said = {"title": each.title, "language": each.language or pack.source}
    row = H5PActivity.objects.filter(package=package, **said).order_by("pk").first()
    if row is None:
        row = H5PActivity.objects.create(package=package, **said)
        H5PVersion.objects.create(activity=row, package=package, at=timezone.now(), by=None)
    return row.pk


def _print(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
