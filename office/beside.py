"""What stands beside the words of a text: pictures and files, any number in two statements."""

from dataclasses import dataclass

from wagtail.documents.models import Document

from office import downloads, shown
from office.at_hand import Rows
from office.downloads import Offered
from office.files import address_in, addresses_of, known_of
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
    their, sizes = shown.with_sizes(pictures, scope=scope)
    there = Document.objects.annotate(address=address_in(scope))
    files = there.in_bulk(documents) if documents else {}
    known = known_of([*shown.files(sizes), *downloads.fit(files.values())])
    addresses = addresses_of(known, scope=scope, known=known)
    return Beside(
        shown=shown.placed(sizes, addresses),
        offered=downloads.offered(files.values(), addresses),
        rows={Picture: dict(their), Document: dict(files)},
    )
