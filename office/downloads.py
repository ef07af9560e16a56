"""Files to take along: which kinds there are, and how a lesson offers one.

Kinds are a short list of what phones open, without programs in them. What a file is called when
it arrives tells nothing (`office.files`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import Document

LARGEST = 10 * 1024 * 1024  # a phone with little data must be able to fetch it
ZIPPED = b"PK\x03\x04"


@dataclass(frozen=True)
class Kind:
    """`opens` is what the first bytes of such a file are; none for plain text."""

    words: Promise
    opens: bytes


KINDS = {
    "pdf": Kind(_("PDF"), b"%PDF-"),
    "docx": Kind(_("Text document"), ZIPPED),
    "odt": Kind(_("Text document"), ZIPPED),
    "xlsx": Kind(_("Table"), ZIPPED),
    "ods": Kind(_("Table"), ZIPPED),
    "pptx": Kind(_("Slides"), ZIPPED),
    "odp": Kind(_("Slides"), ZIPPED),
    "epub": Kind(_("E-book"), ZIPPED),
    "txt": Kind(_("Plain text"), b""),
}


@dataclass(frozen=True)
class Offered:
    """Where a file is fetched, of which kind it is, and its size in bytes."""

    address: str
    kind: Promise
    size: int


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower()


def is_what_it_says(name: str, file: IO[bytes]) -> bool:
    """Whether a file of this name begins as its kind does; `file` is left at its start."""
    kind = KINDS.get(extension_of(name))
    if kind is None:
        return False
    file.seek(0)
    start = file.read(1024)
    file.seek(0)
    return start.startswith(kind.opens) if kind.opens else b"\0" not in start


def fit(documents: Iterable[Document]) -> list[Document]:
    """Those of the kinds that are offered."""
    return [each for each in documents if extension_of(each.file.name) in KINDS]


def offered(documents: Iterable[Document], addresses: dict) -> dict[int, Offered]:
    """What to offer for each document, by its pk; `addresses` are those of their names."""
    there = (each for each in documents if each.file.name in addresses)
    return {each.pk: _offered(each, addresses[each.file.name]) for each in there}


def _offered(document: Document, address) -> Offered:
    kind = KINDS[extension_of(document.file.name)].words
    return Offered(f"/files/{address}/", kind, document.file_size or 0)
