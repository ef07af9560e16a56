"""The files that a package brings, and what this site knows of the libraries among them."""

import hashlib
import mimetypes
from dataclasses import dataclass
from datetime import datetime

from courses.h5p.manifests import Manifest
from courses.h5p.names import library_folder
from courses.h5p.report import Report
from courses.h5p.store import Incoming
from courses.models import H5PFile, H5PLibrary
from courses.models.h5p import State


@dataclass
class Brought:
    """The libraries that a package brings, beside what the shelf knows of them."""

    report: Report
    incoming: Incoming

    def files_of(self, folder: str) -> dict[str, str]:
        start = f"{folder}/"
        files = self.incoming.files.items()
        return {name.removeprefix(start): d for name, d in files if name.startswith(start)}

    def may_stay(self, may_bring: bool) -> bool:
        """Whether the package keeps its own; what is said of them goes into the report."""
        note, are_all_admitted = self.report.notebook.note, True
        for folder, manifest in self.report.brought.manifests.items():
            known = _row_of(manifest)
            is_same = bool(known) and known.digest == digest_of(self.files_of(folder))
            is_admitted = is_same and known.state == State.ADMITTED
            are_all_admitted = are_all_admitted and is_admitted
            if may_bring and is_same and known.state == State.REFUSED:
                note("library-refused", folder)
            if may_bring and known and not is_same:
                note("library-differs", folder)
        if not (may_bring or are_all_admitted):
            note("libraries-left-out")
        return bool(self.report.brought.folders) and (may_bring or are_all_admitted)

    def kept(self, with_own: bool) -> dict[str, str]:
        files = self.incoming.files.items()
        return {name: d for name, d in files if with_own or not library_folder(name)}

    def put_on_shelf(self, *, by, now: datetime) -> list[H5PLibrary]:
        """Each version once, by whoever brought it first; other bytes never take its place."""
        rows = []
        for folder, manifest in sorted(self.report.brought.manifests.items()):
            files = self.files_of(folder)
            row, is_new = _get_or_create(manifest, digest_of(files), by=by, now=now)
            if is_new:
                name_files(files, library=row)
            if row.digest == digest_of(files):
                rows.append(row)
        return rows


def digest_of(files: dict[str, str]) -> str:
    """One mark for names and contents together; a zero can't stand in either."""
    lines = "".join(f"{name}\0{digest}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def _row_of(manifest: Manifest) -> H5PLibrary | None:
    return H5PLibrary.objects.filter(**_version(manifest)).first()


def _version(manifest: Manifest) -> dict:
    name, major, minor = manifest.version
    return {"machine_name": name, "major": major, "minor": minor, "patch": manifest.patch}


def _get_or_create(manifest: Manifest, digest: str, *, by, now: datetime):
    needs = [list(version) for version in manifest.needs]
    more = {"title": manifest.title, "digest": digest, "needs": needs}
    more |= {"brought_by": by, "brought_at": now}
    return H5PLibrary.objects.get_or_create(**_version(manifest), defaults=more)


def name_files(files: dict[str, str], **owner) -> None:
    H5PFile.objects.bulk_create(
        H5PFile(path=name, blob_id=digest, content_type=_type_of(name), **owner)
        for name, digest in files.items()
    )


def _type_of(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
