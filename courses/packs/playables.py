"""The H5P packages of a pack as activities of the site: checked, kept by content, each once."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import IO

from django.utils import timezone

from courses import h5p
from courses.models import H5PActivity, H5PPackage, H5PVersion
from courses.packs import own
from courses.packs.problems import PackRefused
from courses.packs.source import Pack

Packages = dict[str, H5PPackage]  # by file name
OwnPackages = dict[str, Packages]  # of the site's own: by name, then by language
MAIN = "en"  # what those read whose language it does not have


def marks(pack: Pack) -> dict[str, str]:
    """What stands for each package where only a difference counts."""
    return {name: _print(pack.folder / "media" / name) for name in _names(pack)}


def keep(pack: Pack, known: dict[str, str], *, may_bring: bool) -> Packages:
    """The packages in the store. Not within a transaction: a package is kept whole or not at all.

    `known` are digests of packages by the SHA-256 of the file that an earlier import brought.
    """
    return {name: _keep(pack.folder / "media" / name, known, may_bring) for name in _names(pack)}


def _names(pack: Pack) -> list[str]:
    return sorted({each.file for each in pack.packages if each.file})


def _keep(file: Path, known: dict[str, str], may_bring: bool) -> H5PPackage:
    there = H5PPackage.objects.filter(digest=known.get(_print(file), "")).first()
    if there:
        return there
    with file.open("rb") as stream:
        return _taken(stream, f"media/{file.name}", may_bring=may_bring).package


def _taken(stream: IO[bytes], name: str, *, may_bring: bool) -> h5p.Taken:
    may = {"may_bring_libraries": may_bring}
    try:
        return h5p.take_in(stream, by=None, now=timezone.now(), name=Path(name).name, **may)
    except h5p.PackageRefused as refusal:
        words = refusal.report.errors[0].message
        raise PackRefused(f"{name} can’t be taken in: {words}") from None


def take_in(pack: Pack, packages: Packages) -> dict[str, int]:
    """The number of the activity for each one that a lesson plays."""
    files = (each for each in pack.packages if each.file)
    return {each.mark: _activity(pack, each, packages[each.file]) for each in files}


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


# --- those that ship with the site: one activity, with a package for each language
def keep_own(pack: Pack) -> OwnPackages:
    """As `keep`. Their programs are the site's own, whoever takes the pack in."""
    wanted = {name: own.of(name) for name in own.used(pack)}
    if not wanted:
        return {}
    digests = [each.digest for built in wanted.values() for each in built]
    there = {row.digest: row for row in H5PPackage.objects.filter(digest__in=digests)}
    return {
        name: {each.language: there.get(each.digest) or _keep_own(each) for each in built}
        for name, built in wanted.items()
    }


def _keep_own(built: own.Own) -> H5PPackage:
    taken = _taken(BytesIO(built.package), built.file, may_bring=True)
    h5p.admit(taken.libraries, by=None, now=timezone.now())
    return taken.package


def take_in_own(kept: OwnPackages) -> dict[str, int]:
    """The number of each; what a newer edition of the site brings is played from now on."""
    return {own.mark(name): _own_activity(name, packages).pk for name, packages in kept.items()}


def _own_activity(name: str, packages: Packages) -> H5PActivity:
    row = H5PActivity.objects.filter(own=name).first() or H5PActivity(own=name)
    language = MAIN if MAIN in packages else min(packages)
    others = {code: each.pk for code, each in packages.items() if code != language}
    if (row.package_id, row.packages) == (packages[language].pk, others):
        return row
    row.titles = _titles(row, {code: packages[code] for code in others})
    row.title, row.language = packages[language].title, language
    row.package, row.packages = packages[language], others
    row.save()
    known = set(row.versions.values_list("package_id", flat=True))
    at, new = timezone.now(), (each for each in packages.values() if each.pk not in known)
    H5PVersion.objects.bulk_create(H5PVersion(activity=row, package=each, at=at) for each in new)
    return row


def _titles(row: H5PActivity, packages: Packages) -> dict[str, str]:
    """Those of the packages, but for what somebody wrote here."""
    was = H5PPackage.objects.in_bulk(row.packages.values())
    brought = {code: was[pk].title for code, pk in row.packages.items()}
    written = {code: said for code, said in row.titles.items() if said != brought.get(code)}
    return {code: each.title for code, each in packages.items()} | written
