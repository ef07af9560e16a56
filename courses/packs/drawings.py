"""Whether a drawing only draws: SVG can run script and call other sites, ours may not."""

import re
from pathlib import Path
from xml.sax import ContentHandler, SAXException

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from courses.packs.problems import Margin, Notebook
from courses.packs.source import Pack
from office.clips import KINDS, ending_of

LARGEST = 300 * 1024
DRAWS = {
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan", "use", "symbol", "clipPath", "mask", "linearGradient",
    "radialGradient", "stop", "pattern", "marker",
}  # fmt: skip
FAR_URL = re.compile(r"\\|url\(\s*['\"]?\s*(?!#)|@import|javascript:", re.IGNORECASE)


def check(pack: Pack, notebook: Notebook) -> None:
    media = pack.folder / "media"
    for file in sorted(media.iterdir()) if media.is_dir() else []:
        if ending_of(file.name) in KINDS:
            continue  # clips.py looks at those
        margin = Margin(notebook, f"media/{file.name}")
        if file.suffix != ".svg" or not file.is_file():
            margin.note("A pack holds drawings in SVG, sound, film and captions only.")
        elif file.stat().st_size > LARGEST:
            margin.note(f"The drawing is larger than {LARGEST // 1024} kB.")
        else:
            _check_file(file, margin)
        if file.name not in pack.files:
            notebook.warn(margin.file, 0, "No lesson shows this drawing.")


def _check_file(file: Path, margin: Margin) -> None:
    try:
        parseString(file.read_bytes(), _Looker(margin), forbid_dtd=True)
    except DefusedXmlException:
        margin.at(1).note("A drawing may not declare a DOCTYPE or entities.")
    except SAXException as problem:
        line = getattr(problem, "getLineNumber", lambda: 0)() or 0
        margin.at(line).note("The drawing is not well-formed XML.")


class _Looker(ContentHandler):
    def __init__(self, margin: Margin):
        super().__init__()
        self.margin, self.is_first = margin, True

    def startElement(self, name, attrs):
        here = self.margin.at(self._locator.getLineNumber() or 0)
        if self.is_first and (name != "svg" or "viewBox" not in attrs):
            here.note("A drawing opens with <svg> and says its viewBox.")
        self.is_first = False
        if name not in DRAWS:
            here.note(f"A drawing may not hold <{name}>.")
        for attribute in attrs.getNames():
            self._attribute(attribute, attrs.getValue(attribute), here)

    def _attribute(self, name: str, value: str, here: Margin) -> None:
        is_link = name.rpartition(":")[2] in ("href", "src")
        if name.lower().startswith("on"):
            here.note(f"A drawing may not hold “{name}”.")
        elif (is_link and not value.startswith("#")) or FAR_URL.search(value):
            here.note(f"“{name}” may point only to a part of the drawing itself.")

    def processingInstruction(self, target, data):
        self.margin.at(self._locator.getLineNumber() or 0).note(
            f"A drawing may not hold <?{target}."
        )
