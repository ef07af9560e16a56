"""The libraries that this site admits: what stands in for a dependency, and who decides."""

from collections.abc import Iterable
from datetime import datetime

from courses.h5p.manifests import Version
from courses.models import H5PLibrary, H5PPackage
from courses.models.h5p import State


def best(version: Version) -> H5PLibrary | None:
    """The highest admitted patch of that version."""
    return H5PLibrary.objects.admitted(*version).first()


def admitted(version: Version) -> list[Version] | None:
    """What the library needs in turn; None where none is admitted."""
    library = best(version)
    return needs_of(library) if library else None


def needs_of(row: H5PLibrary | H5PPackage) -> list[Version]:
    return [Version(*each) for each in row.needs]


def libraries_for(package: H5PPackage) -> dict[Version, H5PLibrary | None]:
    """What a package without its own libraries plays with today; None for one that is gone."""
    found: dict[Version, H5PLibrary | None] = {}
    waiting = needs_of(package)
    while waiting:
        version = waiting.pop()
        if version not in found:
            library = found[version] = best(version)
            waiting.extend(needs_of(library) if library else ())
    return found


def judge(libraries: Iterable[H5PLibrary], state: State, *, by, at: datetime) -> None:
    """Admit or refuse; whoever calls has asked whether this person may."""
    keys = [library.pk for library in libraries]
    rows = H5PLibrary.objects.filter(pk__in=keys)
    rows.update(state=state, judged_by=by, judged_at=at)


def admit(libraries: Iterable[H5PLibrary], *, by, now: datetime) -> None:
    """Let those stand in for others' dependencies that nobody has judged yet."""
    waiting = [library for library in libraries if library.state == State.WAITING]
    judge(waiting, State.ADMITTED, by=by, at=now)
