"""Pictures as a page shows them: a size that fits the column, at an address asked by its scope.

One statement for all pictures of a lesson once their renditions and addresses exist.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.images.models import SourceImageIOError

from office.files import address_in, addresses_of, known_of
from office.pictures import Picture, Rendition

logger = logging.getLogger(__name__)
LARGE = "max-1200x1200"  # twice the reading column's width, for dense screens
SMALL = "max-480x480"  # a phone's width; all that is sent to who saves data
DRAWN = "original"  # a drawing scales by itself
Sizes = dict[int, list[Rendition]]  # the large one and perhaps a small one, by picture


@dataclass(frozen=True)
class Shown:
    """Where a picture is fetched, and its size in pixels, so that nothing jumps while it loads.

    `small` is the same at a phone's width, with its own width; empty where it would be no smaller.
    """

    address: str
    width: int
    height: int
    small: str = ""
    small_width: int = 0


def shown(pictures: Iterable[Picture | None], *, scope: str) -> dict[int, Shown]:
    """What to show for each picture, by its pk; without those that were removed or lost."""
    there = {picture.pk: picture for picture in pictures if picture}
    rows = _stored(there, scope) if there else ()
    found = sizes(there, {(row.image_id, row.filter_spec): row for row in rows})
    known = known_of(files(found))
    return placed(found, addresses_of(known, scope=scope, known=known))


def with_sizes(keys: set[int], *, scope: str) -> tuple[dict[int, Picture], Sizes]:
    """The pictures of these keys and their sizes, with their addresses for `known_of`: one
    statement where all of it is made."""
    rows = list(_stored(keys, scope).select_related("image")) if keys else []
    pictures = {row.image_id: row.image for row in rows}
    if new := keys - pictures.keys():
        pictures |= Picture.objects.in_bulk(new)
    return pictures, sizes(pictures, {(row.image_id, row.filter_spec): row for row in rows})


def sizes(pictures: dict[int, Picture], known: dict) -> Sizes:
    """Those that are missing are made."""
    return {pk: found for pk, picture in pictures.items() if (found := _sizes(picture, known))}


def files(found: Sizes) -> list[Rendition]:
    return [each for every in found.values() for each in every]


def placed(found: Sizes, addresses: dict) -> dict[int, Shown]:
    return {pk: _shown(each, addresses) for pk, each in found.items()}


def _sizes(picture: Picture, known: dict) -> list[Rendition]:
    """The large one, and the small one if that is smaller; empty for a lost picture."""
    wanted = [DRAWN] if picture.is_svg() else [LARGE, SMALL]
    found = [known.get((picture.pk, size)) or _made(picture, size) for size in wanted]
    here = [each for each in found if each]
    return here[:1] if len({each.width for each in here}) == 1 else here


def _shown(found: list[Rendition], addresses: dict) -> Shown:
    large, *rest = found
    small = rest[0] if rest else None
    return Shown(
        address=f"/files/{addresses[large.file.name]}/",
        width=large.width,
        height=large.height,
        small=f"/files/{addresses[small.file.name]}/" if small else "",
        small_width=small.width if small else 0,
    )


def _stored(keys: Iterable[int], scope: str):
    wanted = {"filter_spec__in": (LARGE, SMALL, DRAWN), "focal_point_key": ""}
    rows = Rendition.objects.filter(image__in=list(keys), **wanted)
    return rows.annotate(address=address_in(scope))


def _made(picture: Picture, size: str) -> Rendition | None:
    """A lost file costs a lesson its picture, not its words."""
    try:
        return picture.get_rendition(size)
    except SourceImageIOError:
        logger.warning("picture %s has no file", picture.pk)
        return None
