"""Which file of a package stands at a name, and whether a package can be played today."""

from dataclasses import dataclass

from courses.h5p import shelf
from courses.h5p.manifests import Version
from courses.models import H5PFile, H5PPackage


@dataclass(frozen=True)
class Found:
    """One file in the store. `is_program`: it belongs to a library, the same for every content."""

    digest: str
    content_type: str
    is_program: bool


def file_at(package: H5PPackage, path: str) -> Found | None:
    """The package's own file; without libraries of its own, else one of an admitted library."""
    own = H5PFile.objects.filter(package=package, path=path).first()
    if own:
        return Found(own.blob_id, own.content_type, is_program=not _is_content(path))
    if package.own_libraries:
        return None
    folder, _, name = path.partition("/")
    version = _version(folder)
    library = shelf.best(version) if version and name else None
    row = library and H5PFile.objects.filter(library=library, path=name).first()
    return Found(row.blob_id, row.content_type, is_program=True) if row else None


def can_play(package: H5PPackage) -> bool:
    """Whether every library that it needs is there; one may have been refused since."""
    return package.own_libraries or all(shelf.libraries_for(package).values())


def _is_content(path: str) -> bool:
    return path == "h5p.json" or path.startswith("content/")


def _version(folder: str) -> Version | None:
    """`Mainstay.Sorting-1.1` → that version."""
    name, _, numbers = folder.rpartition("-")
    major, _, minor = numbers.partition(".")
    if not (name and _is_number(major) and _is_number(minor)):
        return None
    return Version(name, int(major), int(minor))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6
