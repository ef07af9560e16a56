"""Who is on the way to what: by role, because somebody put them on it, or by own choice."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from certification import causes
from certification.models import How, Path, Scheme
from office import audit, notices
from people.api import roles_of


class NotOpen(Exception):
    """This scheme is not offered, or not for anybody to choose."""


class ByRole(Exception):
    """It belongs to their role; it is left by leaving the role."""


def join(person, scheme: Scheme, *, how: How, by, at: datetime) -> Path:
    """Put somebody on a path, from their today on. Asking twice gives back the first one.

    Raises NotOpen.
    """
    if not Scheme.objects.offered().filter(pk=scheme.pk).exists():
        raise NotOpen(scheme)
    if how == How.CHOSEN and not scheme.is_open:
        raise NotOpen(scheme)
    with transaction.atomic():
        values = {"how": how, "by": by, "joined_on": person.day(at), "made_at": at}
        path, is_new = Path.objects.live().get_or_create(
            person=person, scheme=scheme, defaults={**values, "left_on": None}
        )
        if is_new:
            _note("joined path", path, by=by, at=at)
            if how == How.ASSIGNED:
                notices.add(
                    "certification.assigned",
                    to=person,
                    key=f"assigned:{path.pk}",
                    about=path.pk,
                    at=at,
                )
    return path


def leave(path: Path, *, by, at: datetime) -> None:
    """What was granted stays. Safe to repeat. Raises ByRole."""
    if path.how == How.ROLE:
        raise ByRole(path)
    _end(path, by=by, at=at)


@transaction.atomic
def _end(path: Path, *, by, at: datetime) -> None:
    left = Path.objects.live().filter(pk=path.pk).update(left_on=path.person.day(at))
    if left:
        path.person.standings.filter(scheme=path.scheme_id).delete()
        _note("left path", path, by=by, at=at)


def follow_roles(person, *, at: datetime) -> None:
    """Bring the paths that belong to roles in line with the roles of this moment."""
    roles = {str(role) for role in roles_of(person, person.day(at))}
    offered = list(Scheme.objects.offered())
    asked = [scheme for scheme in offered if roles & set(scheme.for_roles)]
    there = {path.scheme_id: path for path in Path.objects.live().filter(person=person)}
    for scheme in asked:
        if scheme.pk not in there:
            join(person, scheme, how=How.ROLE, by=None, at=at)
    published = Scheme.objects.published()  # what is no longer offered stays theirs
    wanted = {scheme.pk for scheme in published if roles & set(scheme.for_roles)}
    for path in _by_role(there.values(), wanted):
        _end(path, by=None, at=at)


def _by_role(paths: Iterable[Path], wanted: set[int]) -> list[Path]:
    return [path for path in paths if path.how == How.ROLE and path.scheme_id not in wanted]


def _note(verb: str, path: Path, *, by, at: datetime) -> None:
    audit.note(
        verb,
        by=by,
        object_kind="certification.path",
        object_key=path.pk,
        about=path.person,
        at=at,
    )
    causes.evidence_changed(path.person)
