"""What stands beside the words of a text: pictures and files, any number in three statements."""

from dataclasses import dataclass

from wagtail.documents.models import Document

from office import downloads, shown
from office.at_hand import Rows
from office.downloads import Offered
from office.files import addresses_of
from office.pictures import Picture
from office.shown import Shown


@dataclass(frozen=True)
class Beside:
    """`rows` are for the blocks themselves (`office.at_hand`)."""

    shown: dict[int, Shown]
    offered: dict[int, Offered]
    rows: Rows


def beside(*, pictures: set[int], documents: set[int], scope: str) -> Beside:
    """By their keys. What was removed is in none of it; sizes and addresses that miss are made."""
    their, sizes = shown.with_sizes(pictures)
    files = Document.objects.in_bulk(documents) if documents else {}
    names = shown.names(sizes) + downloads.names(files.values())
    addresses = addresses_of(names, scope=scope) if names else {}
    return Beside(
        shown=shown.placed(sizes, addresses),
        offered=downloads.offered(files.values(), addresses),
        rows={Picture: dict(their), Document: dict(files)},
    )
