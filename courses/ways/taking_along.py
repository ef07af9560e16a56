"""One part of a course as one file that opens anywhere: no script, nothing from elsewhere.

Its name and title tell nothing. It is streamed lesson by lesson; the pictures' addresses are asked
for once, of this course's files only. Pictures are small, and bounded each and in all; one that is
too large, or lost, leaves its words.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape, format_html, mark_safe
from django.utils.translation import gettext as _

from courses.doings.shown import SURVEY, Doing
from courses.languages.shown import Changed
from courses.outline import Lesson
from courses.place import Place
from courses.prose import Noted, Play, Prose, Sitting, parts_of
from courses.ways.plain import plain
from office import organisation
from office.files import FileAddress

LARGEST_PICTURE = 200 * 1024
LARGEST_IN_ALL = 2 * 1024 * 1024
ADDRESS = re.compile(r'src="/files/([0-9a-f-]{36})/"')
SHOWN = re.compile(r"image/(png|jpeg|gif|webp|avif|svg\+xml)\Z")
END = "</main>\n</body>\n</html>\n"


def file_name(place: Place) -> str:
    """Neutral: it stands in a list of downloads that others may see."""
    return f"part-{place.outline.modules.index(place.module) + 1}.html"


def chunks(place: Place, *, on: date) -> Iterator[str]:
    """The file, a piece at a time, in the language that is active when this is first called."""
    language = translation.get_language() or ""
    taken = [lesson for lesson in place.module.lessons if place.is_open(lesson)]
    lessons = [(lesson, _sides(lesson, place.scope)) for lesson in taken]
    sides = (parts for _lesson, both in lessons for parts in both)
    pictures = Pictures(place.scope, "".join(_prose(parts) for parts in sides))
    return _written(place, language, lessons, pictures, on)


def _written(place: Place, language: str, lessons, pictures: "Pictures", on: date) -> Iterator[str]:
    with translation.override(language):
        head = render_to_string("courses/ways/copy_head.html", _head(place, language, on))
    yield head
    for lesson, sides in lessons:
        with translation.override(language):  # each time: between two pieces others use the thread
            piece = render_to_string(
                "courses/ways/copy_lesson.html", _body(lesson, sides, pictures)
            )
        yield piece
    yield END


def _sides(lesson: Lesson, scope: str) -> list:
    """The parts of a lesson, then those of the equal way round it, where it has one."""
    ways = [way.lesson for way in lesson.ways] or [lesson]
    return [parts_of(each, scope=scope) for each in ways]


def _prose(parts) -> str:
    return "".join(piece.light for part in parts for piece in _pieces(part))


def _pieces(part) -> list[Prose]:
    if isinstance(part, Noted):
        return [part.shown, part.instead]
    return [part] if isinstance(part, Prose) else []


def _head(place: Place, language: str, on: date) -> dict:
    return {
        "language": language,
        "direction": _direction(language),
        "organisation": organisation.current().name,
        "course": place.outline,
        "module": place.module,
        "on": on,
        "style": _style(),
    }


def _style():
    """The file stands alone, so its style stands in it."""
    css = render_to_string("courses/ways/copy.css")
    return format_html("<style>{}</style>", mark_safe(css))  # noqa: S308  our own file


def _body(lesson: Lesson, sides, pictures: "Pictures") -> dict:
    rows = [[_row(part, pictures) for part in parts if part.kind != SURVEY] for parts in sides]
    return {"lesson": lesson, "note": lesson.note, "sides": rows}


def _row(part, pictures: "Pictures") -> dict:
    """Prose as it is; of a question what is asked and offered, never which answer is right."""
    kind = "prose" if isinstance(part, Play) else part.kind
    row = {"kind": kind, "lang": part.lang, "direction": _direction(part.lang)}
    if isinstance(part, Prose):
        return row | {"html": _safe(part.light, pictures)}
    if isinstance(part, Changed):
        language = translation.get_language() or part.lang
        told = render_to_string("components/changed.html", {"part": part})
        said = {"lang": language, "direction": _direction(language)}
        return row | said | {"kind": "prose", "html": _safe(told, pictures)}
    if isinstance(part, Doing):
        return row | {"kind": "prose", "html": _safe(_on_paper(part), pictures)}
    if isinstance(part, Noted):
        both = {"shown": part.shown.light, "instead": part.instead.light}
        return row | {"note": part.note, **{k: _safe(v, pictures) for k, v in both.items()}}
    if isinstance(part, Play):
        words = _("Here is an activity that works on screen only. You find it in the course.")
        return row | {"html": _safe(part.instead, pictures) if part.instead else words}
    if isinstance(part, Sitting):
        words = _("The questions here are drawn anew each time. You find them in the course.")
        return row | {"kind": "question", "prompt": words, "options": []}
    return (
        row
        | {"kind": "question", "prompt": _safe(part.prompt, pictures)}
        | {"options": part.on_paper}
    )


def _on_paper(part: Doing) -> str:
    return render_to_string(part.template, {"part": part, "is_paper": True})


def _safe(html: str, pictures: "Pictures"):
    return mark_safe(plain(html, picture=pictures.show))  # noqa: S308  only what `plain` lets by


def _direction(language: str) -> str:
    return "rtl" if translation.get_language_info(language)["bidi"] else "ltr"


@dataclass(frozen=True)
class File:
    path: str
    content_type: str


class Pictures:
    """Those of one file: their addresses found in one statement, their bytes when it is written."""

    def __init__(self, scope: str, html: str):
        rows = FileAddress.objects.filter(pk__in=set(ADDRESS.findall(html)), scope=scope)
        self._files = {f"/files/{row.pk}/": File(row.path, row.content_type) for row in rows}
        self._left = LARGEST_IN_ALL

    def show(self, address: str, alt: str) -> str:
        data = self._data(self._files.get(address))
        if not data:
            return f"<span>{escape(_('Picture: %(words)s') % {'words': alt})}</span>" if alt else ""
        return f'<img src="{data}" alt="{escape(alt)}">'

    def _data(self, file: File | None) -> str:
        if file is None or not SHOWN.match(file.content_type):
            return ""
        content = _content(file.path)
        if not content or len(content) > min(LARGEST_PICTURE, self._left):
            return ""
        self._left -= len(content)
        return f"data:{file.content_type};base64,{base64.b64encode(content).decode()}"


def _content(path: str) -> bytes:
    """At most one byte more than may be shown; nothing where the file is lost."""
    try:
        with default_storage.open(path, "rb") as file:
            return file.read(LARGEST_PICTURE + 1)
    except OSError:
        return b""
