"""The room in one file: it works from a stick, without a network, and sends nothing anywhere.

A page that was opened from a disk can load nothing beside it. So every module stands in an import
map as an address that holds its text, style sheets and fonts stand in the page, and so does the
text of the worker. The page's own policy forbids every connection; whoever doubts reads one line.
"""

import base64
import json
import re

from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from wellbeing import serving
from wellbeing.serving import ENTRY, File

TEMPLATE = "wellbeing/takeaway.html"
WORKER = ("argon2.umd.min.js", "kdf-worker.js")  # in this order: the second looks for the first
AWAY = "https://www.wikipedia.org/"  # the same file for everybody, whatever a site chose
CHECK, LISTS = "checks/our-check.json", "lists.json"
NO_LISTS = json.dumps({"body": json.dumps({"is_open": False, "support": [], "checks": []})})
IMPORTED = re.compile(r"""(\bfrom\s*|\bimport\s*\(?\s*)(["'`])(\.{1,2}/[^"'`]+)\2""")
ADDRESS_OF_FONT = re.compile(r'url\("\.\./(fonts/[\w-]+\.woff2)"\)')
NEXT_SHEET = re.compile(r'@import "[^"]+";\n?')


class NotFound(Exception):
    """A module names another that is not there."""


def page(language: str, *, lists: bytes = b"") -> bytes:
    """The file. `lists`: the signed envelope of the site's lists, so that its numbers go along."""
    found = in_order(ENTRY, language)
    context = {
        "language": language,
        "languages": [],  # one file speaks one language
        "exit_url": AWAY,
        "import_map": as_script(json.dumps({"imports": {_bare(f): _address(f) for f in found}})),
        "entry": _bare(found[-1]),
        "styles": [as_style(sheet) for sheet in _sheets()],
        "inlined": [
            {"name": CHECK, "text": as_script(_text(CHECK))},
            {"name": LISTS, "text": as_script(lists.decode() or NO_LISTS)},
            {"name": WORKER[-1], "text": as_script(_worker())},
        ],
    }
    with translation.override(language):
        return get_template(TEMPLATE).template.render(Context(context)).encode()


def in_order(entry: str, language: str) -> list[File]:
    """The module and all that it imports, each after what it needs itself. Raises NotFound."""
    found: dict[str, File] = {}
    _gather(entry, language, found, set())
    return list(found.values())


def _gather(path: str, language: str, found: dict[str, File], seen: set[str]) -> None:
    if path in seen:
        return
    seen.add(path)
    file = serving.files().get(path)
    if file is None:
        raise NotFound(path)
    for _before, _quote, said in IMPORTED.findall(file.body.decode()):
        _gather(_beside(path, said, language), language, found, seen)
    found[path] = file


def _beside(path: str, said: str, language: str) -> str:
    """What `./keys.js` means, said in `screens/home.js`; `${language}` is this file's one."""
    parts = path.split("/")[:-1]
    for part in said.replace("${language}", language).split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _bare(file: File) -> str:
    """A name that does not depend on where it is said."""
    return f"room/{file.path}"


def _address(file: File) -> str:
    """A `data:` address with the module in it; what it imports is named barely."""

    def barely(match: re.Match) -> str:
        before, quote, said = match.groups()
        # Left as it is written, so that the language is put in when it runs.
        return f"{before}{quote}room/{_beside(file.path, said, '${language}')}{quote}"

    text = IMPORTED.sub(barely, file.body.decode())
    text = text.replace("import.meta.url", "document.baseURI")  # a `data:` address has no folder
    return f"data:text/javascript;base64,{base64.b64encode(text.encode()).decode()}"


def _sheets() -> list[File]:
    names = ("css/fonts_latin.css", *serving.SHEETS)
    return [serving.files()[name] for name in names if name in serving.files()]


def as_style(sheet: File) -> SafeString:
    text = NEXT_SHEET.sub("", sheet.body.decode())
    return mark_safe(ADDRESS_OF_FONT.sub(_font, text))  # noqa: S308  our own file


def _font(match: re.Match) -> str:
    font = serving.files().get(match[1])
    held = base64.b64encode(font.body).decode() if font else ""
    return f'url("data:font/woff2;base64,{held}")'


def _worker() -> str:
    return "\n".join(_text(name) for name in WORKER)


def _text(path: str) -> str:
    return serving.files()[path].body.decode()


def as_script(text: str) -> SafeString:
    """Nothing in it may end the element that it stands in: JSON and JavaScript read `\\u003c` or
    `<\\/` the same."""
    return mark_safe(text.replace("</", "<\\/").replace("<!--", "<\\!--"))  # noqa: S308
