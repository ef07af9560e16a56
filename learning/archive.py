"""Everything we hold about a person in one zip: for machines (data.json) and for people
(readable.html), both with the same content, in the person's language."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import override

from learning import readable, record
from learning.rooms import ROOMS, write
from office import organisation
from office.notices import Notice

logger = logging.getLogger(__name__)
ONLY_MINE = 0o600 << 16  # where it is unpacked, nobody else may read it


def of(person, *, at: datetime) -> Iterator[bytes]:
    """The zip, piece by piece; nothing of it is written anywhere by us."""
    with override(language_of(person)):
        data = gather(person, at=at)
        files = {"data.json": as_json(data), "readable.html": readable.page(data, person)}
    return as_zip(files, at=at)


def language_of(person) -> str:
    """The first language of theirs that the site speaks."""
    return organisation.language_for(person.languages)


def gather(person, *, at: datetime) -> dict:
    """By room, the account first; titles and sentences in the active language."""
    data = {name: room.export_person(person) for name, room in reversed(ROOMS.items())}
    data["office"] |= {"notices": _notices(person), "audit": _audit(person)}
    return {"made_at": at, **data}


def _notices(person) -> list[dict]:
    rows = Notice.objects.for_person(person).select_related("to")
    return [_notice(row) for row in rows]


def _notice(row: Notice) -> dict:
    subject, text = _words(row)
    when = {"at": row.send_at, "sent_at": row.sent_at, "read_at": row.read_at}
    return {"kind": row.kind, **when, "subject": subject, "text": text}


def _words(row: Notice) -> tuple[str, str]:
    """A notice whose words are lost must not cost a person their copy."""
    try:
        words = write(row)
    except Exception as problem:
        logger.info("notice %s has no words now: %s", row.pk, type(problem).__name__)
        return "", ""
    return words.subject, words.body


def _audit(person) -> list[dict]:
    lines = [(row, record.line(row, reader=person)) for row in record.entries(person)]
    return [
        {"day": line.day, "what": line.what, "verb": row.verb, "by": line.who, "role": line.roles}
        for row, line in lines
    ]


def as_json(data: dict) -> bytes:
    text = json.dumps(data, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
    return text.encode()


class _Pipe:
    """What a zip is written to: it only runs forward, and is emptied between files."""

    def __init__(self):
        self._held = bytearray()

    def write(self, data) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def take(self) -> bytes:
        held, self._held = bytes(self._held), bytearray()
        return held


def as_zip(files: dict[str, bytes], *, at: datetime) -> Iterator[bytes]:
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as zip:  # type: ignore[call-overload]
        for name, content in files.items():
            info = ZipInfo(name, date_time=at.timetuple()[:6])
            info.external_attr = ONLY_MINE
            zip.writestr(info, content, compress_type=ZIP_DEFLATED)
            yield pipe.take()
    yield pipe.take()
