"""What a person sent after their session was locked: sealed for them for an hour, then gone.

Text only. Never a password or a token; files are too large to wait, and the page says so.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from office import due
from people.models import Parked

DUE = "people.parked"
MARK = "parked"  # the field that names what is sent at last
LASTS = timedelta(hours=1)
AT_MOST = 5  # of one person; the oldest goes
LARGEST = 256 * 1024
LONGEST_PATH = Parked._meta.get_field("path").max_length or 0
SECRET = re.compile(r"csrfmiddlewaretoken|parked|.*password.*", re.IGNORECASE)
AT_THE_DOOR = re.compile(r"^/[\w-]+/account/")
KEPT_OF_ACCOUNT = {"account_names", "account_languages", "account_told"}
WORD = re.compile(r"[^\W\d_]")
MADE = re.compile(r"[\[{]|[0-9a-fA-F-]{36}\Z")  # JSON of an editor, the number of a record
TEXT = {"application/x-www-form-urlencoded", "multipart/form-data"}


@dataclass(frozen=True)
class Waiting:
    """One thing that was not sent, as its page shows it."""

    uuid: UUID
    path: str
    parked_at: datetime
    fields: list[tuple[str, str]]
    had_files: bool
    has_target: bool

    @property
    def words(self) -> list[str]:
        """What a person typed, as far as it can be told from what the page added."""
        return [value for _, value in self.fields if WORD.search(value) and not MADE.match(value)]


def park(request, *, at: datetime) -> bool:
    """Keep what this form says, if it is text and no matter of the door. Says whether it did."""
    fields = _fields(request)
    if not fields or not _may_be_kept(request):
        return False
    body = json.dumps({"fields": fields, "had_files": bool(request.FILES)}, ensure_ascii=False)
    if len(body.encode()) > LARGEST:
        return False
    row = Parked.objects.create(person=request.user, path=request.path, body=body, parked_at=at)
    due.add(DUE, key=row.pk, at=at + LASTS)
    _drop_the_oldest(request.user)
    return True


def _fields(request) -> list[tuple[str, str]]:
    if request.method != "POST" or request.content_type not in TEXT:
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not SECRET.fullmatch(name)
    ]


def _may_be_kept(request) -> bool:
    is_door = AT_THE_DOOR.match(request.path)
    is_known = request.resolver_match.view_name in KEPT_OF_ACCOUNT
    fits = len(request.path) <= LONGEST_PATH and is_of_this_site(request.path)
    return request.user.is_authenticated and fits and (is_known or not is_door)


def _drop_the_oldest(person) -> None:
    theirs = Parked.objects.filter(person=person).order_by("-parked_at", "-pk")
    surplus = list(theirs.values_list("pk", flat=True)[AT_MOST:])
    Parked.objects.filter(pk__in=surplus).delete()


def of(person, *, at: datetime):
    """What still waits for this person."""
    return Parked.objects.filter(person=person, parked_at__gt=at - LASTS)


def waiting(person, *, at: datetime) -> list[Waiting]:
    return [_shown(row) for row in of(person, at=at).order_by("parked_at")]


def _shown(row: Parked) -> Waiting:
    body = json.loads(row.body)
    return Waiting(
        uuid=row.uuid,
        path=row.path,
        parked_at=row.parked_at,
        fields=[(name, value) for name, value in body["fields"]],
        had_files=body["had_files"],
        has_target=is_of_this_site(row.path),
    )


def is_of_this_site(path: str) -> bool:
    """An address that one of our views answers, in its own language."""
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return False
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    try:
        with translation.override(language):
            resolve(path)
    except Resolver404:
        return False
    return True


def take(uuid: str, *, person, path: str) -> Parked | None:
    """Hand out what waits, once; None where it went already, or was never theirs."""
    row = _find(uuid, person)
    if row is None or row.path != path:
        return None
    return row if Parked.objects.filter(pk=row.pk).delete()[0] else None


def put_back(row: Parked) -> None:
    """Its page refused it: it waits on, until its hour is over."""
    row.save(force_insert=True)


def throw_away(uuid: str, *, person) -> bool:
    row = _find(uuid, person)
    return bool(row and Parked.objects.filter(pk=row.pk).delete()[0])


def _find(uuid: str, person) -> Parked | None:
    try:
        return Parked.objects.filter(pk=UUID(uuid), person=person).first()
    except ValueError:
        return None


def drop_old(*, at: datetime) -> None:
    Parked.objects.filter(parked_at__lte=at - LASTS).delete()
