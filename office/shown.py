"""Pictures as a page shows them: a size that fits the column, at an address asked by its scope.

Two statements for all pictures of a lesson once their renditions exist.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.images.models import SourceImageIOError

from office.files import addresses_of
from office.pictures import Picture, Rendition

logger = logging.getLogger(__name__)
SIZE = "max-1200x1200"  # twice the reading column's width, for dense screens
SIZES = {True: "original", False: SIZE}  # a drawing scales by itself


@dataclass(frozen=True)
class Shown:
    """Where a picture is fetched, and its size in pixels, so that nothing jumps while it loads."""

    address: str
    width: int
    height: int


def shown(pictures: Iterable[Picture | None], *, scope: str) -> dict[int, Shown]:
    """What to show for each picture, by its pk; without those that were removed or lost."""
    there = [picture for picture in pictures if picture]
    if not there:
        return {}
    known = {r.image_id: r for r in _stored(there)}
    sized = {p.pk: size for p in there if (size := known.get(p.pk) or _made(p))}
    addresses = addresses_of([each.file.name for each in sized.values()], scope=scope)
    return {
        pk: Shown(f"/files/{addresses[r.file.name]}/", r.width, r.height) for pk, r in sized.items()
    }


def _stored(pictures: list[Picture]):
    return Rendition.objects.filter(
        image__in=pictures, filter_spec__in=SIZES.values(), focal_point_key=""
    )


def _made(picture: Picture) -> Rendition | None:
    """A lost file costs a lesson its picture, not its words."""
    try:
        return picture.get_rendition(SIZES[picture.is_svg()])
    except SourceImageIOError:
        logger.warning("picture %s has no file", picture.pk)
        return None
