"""Pictures as a page shows them: a size that fits the column, at an address asked by its scope.

Two statements for all pictures of a lesson once their renditions exist.
"""

import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from office.files import FileAddress
from office.pictures import Picture, Rendition

SIZE = "max-1200x1200"  # twice the reading column's width, for dense screens
SIZES = {True: "original", False: SIZE}  # a drawing scales by itself


@dataclass(frozen=True)
class Shown:
    """Where a picture is fetched, and its size in pixels, so that nothing jumps while it loads."""

    address: str
    width: int
    height: int


def shown(pictures: Iterable[Picture], *, scope: str) -> dict[int, Shown]:
    """What to show for each picture, by its pk."""
    pictures = list(pictures)
    if not pictures:
        return {}
    known = {r.image_id: r for r in _stored(pictures)}
    sized = {p.pk: known.get(p.pk) or p.get_rendition(SIZES[p.is_svg()]) for p in pictures}
    addresses = _addresses([rendition.file.name for rendition in sized.values()], scope)
    return {
        pk: Shown(f"/files/{addresses[r.file.name]}/", r.width, r.height) for pk, r in sized.items()
    }


def _stored(pictures: list[Picture]):
    return Rendition.objects.filter(
        image__in=pictures, filter_spec__in=SIZES.values(), focal_point_key=""
    )


def _addresses(paths: list[str], scope: str) -> dict[str, UUID]:
    rows = FileAddress.objects.filter(path__in=paths, scope=scope)
    known = {row.path: row.uuid for row in rows}
    missing = [path for path in paths if path not in known]
    if missing:
        FileAddress.objects.bulk_create(
            [FileAddress(path=p, scope=scope, content_type=_type_of(p)) for p in missing],
            ignore_conflicts=True,
        )
        known |= {row.path: row.uuid for row in rows.all()}
    return known


def _type_of(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
