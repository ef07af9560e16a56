"""Private files: stable addresses without a name in them, access asked at each request, Range.

`address_of` gives a file an address for one scope ("courses:<key>"); the view in `learning/` asks
the room that the scope names and then calls `answer`. The same file shown in two courses has two
addresses, so that access stays a question about the course.
"""

import hashlib
import mimetypes
import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

CHUNK = 64 * 1024
KEPT = "private, max-age=300"  # a right that ends must end here too
NOT_KEPT = "private, no-store"
OPEN, OFFICE = "vnd.oasis.opendocument", "vnd.openxmlformats-officedocument"
TYPES = {  # a slim system does not know them
    ".odt": f"application/{OPEN}.text",
    ".ods": f"application/{OPEN}.spreadsheet",
    ".odp": f"application/{OPEN}.presentation",
    ".docx": f"application/{OFFICE}.wordprocessingml.document",
    ".xlsx": f"application/{OFFICE}.spreadsheetml.sheet",
    ".pptx": f"application/{OFFICE}.presentationml.presentation",
    ".epub": "application/epub+zip",
}
EXTENSIONS = {content_type: extension for extension, content_type in TYPES.items()}
SHOWN_IN_PLACE = re.compile(r"(?:(?:image|audio|video)/[\w.+-]+|text/vtt)\Z", re.ASCII)
RUNS_NOTHING = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
Response = HttpResponse | StreamingHttpResponse
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})\Z", re.ASCII | re.IGNORECASE)


class FileAddress(models.Model):
    """Where a stored file may be fetched, and who is asked about it. No personal data."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.CharField(max_length=255)
    scope = models.CharField(max_length=120)
    content_type = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path", "scope"], name="one_address_per_file_and_scope")
        ]

    def __str__(self):
        return str(self.uuid)


def address_of(path: str, *, scope: str, content_type: str) -> FileAddress:
    """The one address of this file in this scope, made when it is first asked for."""
    address, _ = FileAddress.objects.get_or_create(
        path=path, scope=scope, defaults={"content_type": content_type}
    )
    return address


def type_of(path: str) -> str:
    """By its name; what is not known is only bytes."""
    known = TYPES.get(PurePath(path).suffix.lower())
    return known or mimetypes.guess_type(path)[0] or "application/octet-stream"


def address_in(scope: str, *, path: str = "file") -> models.Subquery:
    """To annotate rows with: the address of the file that `path` names; None until it has one."""
    its = FileAddress.objects.filter(path=models.OuterRef(path), scope=scope)
    return models.Subquery(its.values("uuid"))


def known_of(rows: Iterable) -> dict[str, uuid.UUID | None]:
    """By path, what rows with a `file` were annotated with as `address`."""
    return {row.file.name: getattr(row, "address", None) for row in rows}


def addresses_of(
    paths: Iterable[str],
    *,
    scope: str,
    known: Mapping[str, uuid.UUID | None] | None = None,
    kind_of: Callable[[str], str] = type_of,
) -> dict[str, uuid.UUID]:
    """The same for many files, by path; no statement where `known` has them all (`address_in`).

    Those that miss are made; kinds by their names.
    """
    found = {path: address for path, address in (known or {}).items() if address}
    missing = sorted(set(paths) - found.keys())
    if missing:
        FileAddress.objects.bulk_create(
            [FileAddress(path=p, scope=scope, content_type=kind_of(p)) for p in missing],
            ignore_conflicts=True,
        )
        made = FileAddress.objects.filter(path__in=missing, scope=scope)
        found |= dict(made.values_list("path", "uuid"))
    return found


def _extension_of(content_type: str) -> str:
    return EXTENSIONS.get(content_type) or mimetypes.guess_extension(content_type) or ""


def answer(request: HttpRequest, address: FileAddress) -> Response:
    """The file, whole or one part of it. Whoever calls has asked whether this person may read."""
    return serve(request, address.path, content_type=address.content_type)


def serve(request: HttpRequest, path: str, *, content_type: str) -> Response:
    """Like `answer`, for a stored file that needs no address of its own."""
    stored = _stored(path)
    response = _body(request, stored)
    response["Content-Type"] = content_type
    _dress(response, content_type)
    response["Accept-Ranges"] = "bytes"
    response["ETag"], response["Last-Modified"] = stored.etag, stored.last_modified
    changed = parse_http_date_safe(stored.last_modified)
    # Typed for HttpResponse alone, though it reads nothing but status and headers.
    return get_conditional_response(request, stored.etag, changed, response)  # type: ignore


@dataclass(frozen=True)
class Stored:
    """A file as it lies in the store now."""

    path: str
    size: int
    etag: str
    last_modified: str


@dataclass(frozen=True)
class Span:
    """Bytes from `first` to `last`, both sent."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class NotInTheFile(Exception):
    """The part that was asked for lies behind the file's end."""


def _stored(path: str) -> Stored:
    try:
        size = default_storage.size(path)
        changed: datetime = default_storage.get_modified_time(path)
        default_storage.open(path, "rb").close()  # a folder has a size, too
    except (OSError, SuspiciousFileOperation, ValueError):
        raise Http404 from None
    print_ = hashlib.sha256(f"{path}\n{size}\n{changed.timestamp()}".encode()).hexdigest()[:32]
    return Stored(path, size, f'"{print_}"', http_date(changed.timestamp()))


def _body(request: HttpRequest, stored: Stored) -> Response:
    try:
        span = asked_span(request, stored)
    except NotInTheFile:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    whole = Span(0, stored.size - 1)
    response = _stream(request, stored, span or whole)
    if span:
        response.status_code = 206
        response["Content-Range"] = f"bytes {span.first}-{span.last}/{stored.size}"
    return response


def _stream(request: HttpRequest, stored: Stored, span: Span) -> Response:
    if request.method == "HEAD":
        response: Response = HttpResponse()
    else:
        response = StreamingHttpResponse(_read(stored.path, span))
    response["Content-Length"] = str(span.length)
    return response


def _read(path: str, span: Span) -> Iterator[bytes]:
    """A chunk at a time; opened when the first one is asked for, closed however it ends."""
    with default_storage.open(path, "rb") as file:
        file.seek(span.first)
        left = span.length
        while left and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def asked_span(request: HttpRequest, stored: Stored) -> Span | None:
    """The part that this request asks for; None for the whole file (RFC 9110, 14.2)."""
    asked = ONE_RANGE.match(request.headers.get("Range", ""))
    if not asked or request.method != "GET" or not _is_still_same(request, stored):
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    if not first:
        return _tail(int(last), stored.size)
    return _slice(int(first), int(last) if last else stored.size - 1, stored.size)


def _tail(length: int, size: int) -> Span:
    if not length or not size:
        raise NotInTheFile
    return Span(max(size - length, 0), size - 1)


def _slice(first: int, last: int, size: int) -> Span | None:
    if first >= size:
        raise NotInTheFile
    return Span(first, min(last, size - 1)) if first <= last else None


def _is_still_same(request: HttpRequest, stored: Stored) -> bool:
    """If-Range: a part of a newer file must not be sewn to a part of an older one."""
    condition = request.headers.get("If-Range")
    return condition is None or condition in (stored.etag, stored.last_modified)


def _dress(response: Response, content_type: str) -> None:
    """Pictures, sounds, films, captions are shown in place; anything else is only handed over."""
    is_shown = bool(SHOWN_IN_PLACE.match(content_type))
    name = "file" + _extension_of(content_type)
    kind = "inline" if is_shown else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{name}"'
    response["Cache-Control"] = KEPT if is_shown and response.status_code != 416 else NOT_KEPT
    response["X-Content-Type-Options"] = "nosniff"
    if not content_type.startswith(("audio/", "video/")):
        response["Content-Security-Policy"] = RUNS_NOTHING
