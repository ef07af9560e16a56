"""What lies in media/ of a pack as pictures and documents of the site, each content once."""

import hashlib
from pathlib import Path

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images import get_image_model

from courses.packs.source import Pack
from office.downloads import extension_of


def marks(pack: Pack) -> dict[str, str]:
    """What stands for each file where only a difference counts."""
    return {name: hashlib.sha256(_content(pack, name)).hexdigest() for name in pack.files}


def take_in(pack: Pack) -> dict[str, int]:
    """The number of the picture or document for each file that a lesson shows or offers."""
    return {name: _row(name, _content(pack, name)) for name in pack.files}


def _row(name: str, content: bytes) -> int:
    is_drawing = extension_of(name) == "svg"
    model = get_image_model() if is_drawing else Document
    mark = hashlib.sha1(content, usedforsecurity=False).hexdigest()  # as Wagtail's file_hash
    known = model.objects.filter(file_hash=mark).order_by("pk").first()
    if known:
        return known.pk
    title = Path(name).stem.replace("-", " ")
    more = {} if is_drawing else {"file_size": len(content)}
    file = ContentFile(content, name=name)
    return model.objects.create(title=title, file=file, file_hash=mark, **more).pk


def _content(pack: Pack, name: str) -> bytes:
    return (pack.folder / "media" / name).read_bytes()
