"""The drawings of a pack as pictures of the site, each content once."""

import hashlib
from pathlib import Path

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from courses.packs.source import Pack


def marks(pack: Pack) -> dict[str, str]:
    """What stands for each drawing where only a difference counts."""
    return {name: hashlib.sha256(_content(pack, name)).hexdigest() for name in pack.files}


def take_in(pack: Pack) -> dict[str, int]:
    """The number of the picture for each drawing that a lesson shows."""
    return {name: _picture(name, _content(pack, name)) for name in pack.files}


def _picture(name: str, content: bytes) -> int:
    model = get_image_model()
    mark = hashlib.sha1(content, usedforsecurity=False).hexdigest()  # as Wagtail's file_hash
    known = model.objects.filter(file_hash=mark).order_by("pk").first()
    if known:
        return known.pk
    title = Path(name).stem.replace("-", " ")
    return model.objects.create(
        title=title, file=ContentFile(content, name=name), file_hash=mark
    ).pk


def _content(pack: Pack, name: str) -> bytes:
    return (pack.folder / "media" / name).read_bytes()
