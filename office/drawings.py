"""Whether an SVG is only a drawing: no script, no event, nothing from outside, no entities."""

import re
from typing import IO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

SVG = "{http://www.w3.org/2000/svg}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ACTING = {
    "script",
    "handler",
    "listener",
    "foreignobject",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "animation",
    "discard",
}
POINTING = {"href", "src", "base"}
INSIDE = re.compile(r"#|data:image/(png|jpeg|gif|webp);base64,", re.IGNORECASE)
OUTSIDE = re.compile(
    r"javascript:|@import|image-set\(|expression\(|\\", re.IGNORECASE
)  # \ hides CSS words
ADDRESS = re.compile(r"""url\(\s*["']?""", re.IGNORECASE)
CHUNK = 64 * 1024


class NotADrawing(Exception):
    """It holds something that could act, or fetch, or is no SVG at all."""


def check(file: IO[bytes]) -> None:
    """Read to the end; raise NotADrawing at the first thing that is more than a shape."""
    root = _tree(file)
    if root.tag not in (f"{SVG}svg", "svg"):
        raise NotADrawing
    for element in root.iter():
        _check_element(element)


class _NoInstructions(TreeBuilder):
    def pi(self, target, text=None):  # <?xml-stylesheet href="…"?>
        raise NotADrawing


def _tree(file: IO[bytes]) -> Element:
    parser = DefusedXMLParser(target=_NoInstructions(), forbid_dtd=True)
    try:
        while chunk := file.read(CHUNK):
            parser.feed(chunk)
        return parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise NotADrawing from None


def _check_element(element: Element) -> None:
    if element.tag.startswith(XHTML) or _local(element.tag) in ACTING:
        raise NotADrawing
    if _local(element.tag) == "style":
        _check_style("".join(element.itertext()))
    for name, value in element.attrib.items():
        _check_attribute(_local(name), value.strip())


def _check_attribute(name: str, value: str) -> None:
    if name.startswith("on") or (name in POINTING and not INSIDE.match(value)):
        raise NotADrawing
    if name == "attributename" and (_local(value) in POINTING or value.lower().startswith("on")):
        raise NotADrawing  # an animation would set later what we refuse now
    _check_style(value)


def _check_style(text: str) -> None:
    if OUTSIDE.search(text):
        raise NotADrawing
    for found in ADDRESS.finditer(text):
        if not INSIDE.match(text, found.end()):
            raise NotADrawing


def _local(name: str) -> str:
    return re.split(r"[}:]", name)[-1].lower()
