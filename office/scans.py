"""Papers that people send in: taken by what is in them, never by their name."""

from collections.abc import Iterator
from typing import IO

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from office import sealed_files

MOST_BYTES = 10 * 1024 * 1024
KINDS = {  # by how a file begins
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


class NotTaken(Exception):
    """Words for people: why this file is not taken."""


def kind_of(file: IO[bytes], size: int) -> str:
    """Its content type; the file is left at its start. Raises NotTaken."""
    if size > MOST_BYTES:
        said = _("The file is too large: it may have %(size)s at most.")
        raise NotTaken(said % {"size": filesizeformat(MOST_BYTES)})
    file.seek(0)
    start = file.read(16)
    file.seek(0)
    for mark, kind in KINDS.items():
        if start.startswith(mark):
            return kind
    raise NotTaken(_("Send a PDF, JPEG or PNG file."))


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(sealed_files.CHUNK):
        yield chunk
