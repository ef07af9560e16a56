"""The libraries of a package, and whether everything that is needed is here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from courses.h5p.manifests import CORE_API, Head, Manifest, Version
from courses.h5p.problems import Notebook

# What an admitted library needs in turn, or None where the site has no such library.
Shelf = Callable[[Version], Iterable[Version] | None]


def nothing_admitted(version: Version) -> None:
    return None


@dataclass
class Libraries:
    """Folders of the package, with their manifests where those could be read."""

    folders: set[str] = field(default_factory=set)
    manifests: dict[str, Manifest] = field(default_factory=dict)

    @property
    def by_version(self) -> dict[Version, Manifest]:
        return {manifest.version: manifest for manifest in self.manifests.values()}


def check(brought: Libraries, there: set[str], notebook: Notebook) -> None:
    """Each library for itself: its folder's name, its files, the H5P that it was written for."""
    seen: set[Version] = set()
    for folder, manifest in sorted(brought.manifests.items()):
        name, major, minor = manifest.version
        if folder not in (name, f"{name}-{major}.{minor}"):
            notebook.note("library-directory-name-mismatch", folder)
        if manifest.core_api > CORE_API:
            notebook.note("api-version-unsupported", folder)
        if manifest.version in seen:
            notebook.note("two-of-one-library", folder)
        seen.add(manifest.version)
        for file in manifest.files:
            if f"{folder}/{file}" not in there:
                notebook.note("library-file-missing", f"{folder}/{file}")


def check_needs(head: Head, own: dict[Version, Manifest], shelf: Shelf, notebook: Notebook) -> None:
    """Preloaded ones must be there, others may be missing; what only the editor needs, we don't."""
    if head.main not in {version.name for version in head.needs}:
        notebook.note("missing-main-library", f"h5p.json: {head.main}")
    waiting, known = [*head.needs, *own], set()
    while waiting:
        version = waiting.pop()
        if version in known:
            continue
        known.add(version)
        needs = own[version].needs if version in own else shelf(version)
        if needs is None:
            notebook.note("missing-required-library", str(version))
        waiting.extend(needs or ())
    for version in _maybe(head, own):
        if version not in own and shelf(version) is None:
            notebook.note("missing-optional-library", str(version))


def _maybe(head: Head, own: dict[Version, Manifest]) -> list[Version]:
    maybe = {*head.may_need, *(v for manifest in own.values() for v in manifest.may_need)}
    return sorted(maybe)
