"""Scans that show earlier hours: taken by what is in them, sealed, and read by the two alone."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Min, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from office import sealed_files
from office.rotation import Rotated
from office.sealed import CannotOpen
from people.api import User
from supervision import seeing
from supervision.models import Evidence, Session

MOST_BYTES = 10 * 1024 * 1024
KINDS = {  # by how a file begins
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


class NotOne(Exception):
    """Words for people: why this file is not taken."""


def kind_of(content: bytes) -> str:
    """Its content type. Raises NotOne."""
    if len(content) > MOST_BYTES:
        said = _("The scan is too large: it may have %(size)s at most.")
        raise NotOne(said % {"size": filesizeformat(MOST_BYTES)})
    for mark, kind in KINDS.items():
        if content.startswith(mark):
            return kind
    raise NotOne(_("A scan is a PDF, JPEG or PNG file."))


def keep(content: bytes, shown: Iterable[Session], *, by: User, at: datetime) -> Evidence:
    """Seal it into the store. Raises NotOne."""
    row = Evidence(
        content_type=kind_of(content),
        digest=hashlib.sha256(content).hexdigest(),
        added_by=by,
        added_at=at,
    )
    with transaction.atomic():
        row.save()
        row.sessions.set(shown)
        sealed_files.write(row.path, [content])
    return row


def reseal() -> Rotated:
    """All of them anew, under the first key. Each has ten megabytes at most and is held whole."""
    rows = Evidence.objects.order_by("pk")
    return sum((_reseal(row) for row in rows.iterator()), Rotated())


def _reseal(row: Evidence) -> Rotated:
    try:
        content = b"".join(sealed_files.read(row.path))
    except (CannotOpen, OSError):
        return Rotated(unopened=1)
    sealed_files.write(row.path, [content])
    return Rotated(resealed=1)


def visible_to(by: User) -> QuerySet[Evidence]:
    """Of sessions that this person held, or was one of; `began` is the first of them."""
    mine = Evidence.objects.filter(sessions__in=seeing.sessions(by).values("pk"))
    return mine.annotate(began=Min("sessions__started_at")).order_by("-began", "pk")


def read(row: Evidence) -> Iterator[bytes]:
    """The bytes as they came. Raises office.sealed.CannotOpen."""
    return sealed_files.read(row.path)


def let_go(person: User) -> None:
    """What shows the hours of somebody who leaves goes; a group's stays while one of it is here."""
    mine = Evidence.objects.filter(sessions__lines__supervisee=person).distinct()
    for row in mine:
        others = User.objects.filter(
            supervision_lines__session__evidence=row, retired_at=None
        ).exclude(pk=person.pk)
        if not others.exists():
            transaction.on_commit(lambda path=row.path: sealed_files.delete(path))
            row.delete()
