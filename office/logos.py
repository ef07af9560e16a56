"""An organisation's logo as we keep it: small, without what a camera or a program wrote into it."""

import hashlib
import re
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from office import drawings

LARGEST = 512 * 1024
LARGEST_DRAWING = 64 * 1024  # it is sent as it is, to every phone
MOST_PIXELS = 16_000_000  # asked of the file's head, before anything is unpacked
SHOWN = (480, 160)  # three times as large as it is ever seen
READ = ("PNG", "JPEG", "WEBP")
KINDS = {".svg": "image/svg+xml", ".webp": "image/webp"}
HIGH, WIDEST = 32, 128  # as pages show it, in pixels of CSS
NUMBER = rb"[\s,]+([\d.]{1,9})"
VIEW_BOX = re.compile(rb"viewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+" + NUMBER + NUMBER)
SHAPE = re.compile(r"-(\d+)x(\d+)\.\w+\Z")


def clean(upload: UploadedFile) -> ContentFile:
    """What will be kept of it. Raises ValidationError in words for the reader."""
    if (upload.size or 0) > LARGEST:
        raise ValidationError(_("This picture is too large. Choose one of at most 512 kB."))
    upload.seek(0)
    if _seems_drawing(upload.read(1024)):
        return _drawing(upload)
    return _picture(upload)


def kind_of(name: str) -> str:
    """The type it is sent as; empty for what we never keep."""
    return next((kind for ending, kind in KINDS.items() if name.endswith(ending)), "")


def width_of(name: str) -> int:
    """How wide it is at our height, so that its place is free before it is there."""
    found = SHAPE.search(name)
    width, height = (int(part) for part in found.groups()) if found else (1, 1)
    return max(1, min(round(HIGH * width / max(height, 1)), WIDEST))


def _seems_drawing(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _named(content: bytes, shape: tuple[int, int], ending: str) -> ContentFile:
    """Nothing of the name it came with stays: that could tell, or lead elsewhere."""
    print_, (width, height) = hashlib.sha256(content).hexdigest()[:16], shape
    return ContentFile(content, name=f"logo-{print_}-{width}x{height}{ending}")


def _drawing(upload: UploadedFile) -> ContentFile:
    upload.seek(0)
    try:
        drawings.check(upload)
    except drawings.NotADrawing:
        words = _("This drawing holds more than shapes. Save it as a plain SVG, or as PNG.")
        raise ValidationError(words) from None
    upload.seek(0)
    content = upload.read()
    if len(content) > LARGEST_DRAWING:
        raise ValidationError(_("This drawing has too many shapes. Save it as PNG."))
    return _named(content, _shape_of(content), ".svg")


def _shape_of(drawing: bytes) -> tuple[int, int]:
    found = VIEW_BOX.search(drawing)
    try:
        width, height = (max(1, round(float(part))) for part in found.groups()) if found else (1, 1)
    except ValueError:
        return 1, 1
    return width, height


def _picture(upload: UploadedFile) -> ContentFile:
    upload.seek(0)
    try:
        with Image.open(upload, formats=READ) as image:
            return _small(image)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        words = _("This file cannot be read as a picture. Choose a PNG, JPEG, WebP or SVG file.")
        raise ValidationError(words) from None


def _small(image: Image.Image) -> ContentFile:
    if image.width * image.height > MOST_PIXELS:
        raise ValidationError(_("This picture is too wide or too high. Choose a smaller one."))
    image.draft("RGB", SHOWN)
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail(SHOWN)
    kept = BytesIO()
    upright.save(kept, "WEBP", quality=90, method=6, exif=b"", icc_profile=b"", xmp=b"")
    return _named(kept.getvalue(), upright.size, ".webp")
