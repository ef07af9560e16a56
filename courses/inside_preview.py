"""A pack that is not taken in, through the templates that learners see; nothing is recorded."""

from collections.abc import Callable

from django.shortcuts import render
from django.utils import translation

from courses import preview, prose, simulated
from courses.filling import in_part
from courses.models import CoursePage, ModulePage
from courses.packs.inside import Inside
from courses.questions.asked import ask
from courses.simulated import Mode
from courses.two_ways import at_once
from courses.views import show_lesson
from office.named_values import Book

To = Callable[[str], str]  # the address of what stands at a path of the pack


def show(request, inside: Inside, place: str, to: To):
    """The course, a module or a lesson; None where the pack has nothing at this place."""
    page = inside.page(place)
    if page is None:
        return None
    with translation.override(inside.language):
        request.page_path = to(place)
        if isinstance(page, CoursePage):
            return _course(request, inside, page, to)
        if isinstance(page, ModulePage):
            return _module(request, inside, page, place, to)
        return _lesson(request, inside, page, place, to)


def _words(inside: Inside, page, url: str) -> dict:
    return preview.words(page, inside.language) | {"url": url}


def _course(request, inside: Inside, page, to: To):
    rows = [_row(inside, place, to) for place in inside.below("")]
    minutes = sum(lesson["minutes"] for row in rows for lesson in row["lessons"])
    context = {
        "course": _words(inside, page, to("")) | {"in_order": page.in_order},
        "outline": rows,
        "minutes": minutes,
        "enrol_url": "",
        **preview.band(Mode.NEW),
    }
    return render(request, "courses/course_page.html", context)


def _module(request, inside: Inside, page, place: str, to: To):
    context = {
        "course": _words(inside, inside.page(""), to("")),
        "module": _row(inside, place, to),
        "enrol_url": "",
        **preview.band(Mode.NEW),
    }
    return render(request, "courses/module_page.html", context)


def _row(inside: Inside, place: str, to: To) -> dict:
    pages = [(inside.page(each), to(each)) for each in inside.below(place)]
    lessons = [
        _words(inside, page, url) | {"minutes": page.minutes, "is_noted": bool(page.note)}
        for page, url in pages
    ]
    words = _words(inside, inside.page(place), to(place))
    return words | {"lessons": lessons, "done": 0, "total": len(lessons)}


def _lesson(request, inside: Inside, page, place: str, to: To):
    module = place.partition("/")[0]
    parts = _parts(request, inside, page, module)
    note = preview.filled(page.note, inside.language)
    words = _words(inside, page, to(place))
    context = {
        "course": _words(inside, inside.page(""), to("")),
        "module": _words(inside, inside.page(module), to(module)),
        "lesson": words | _place_of(inside, page, place),
        "note": {"words": note, "lang": inside.language} if note else None,
        "through": [{"n": 0, "parts": at_once(parts)}] if note else [],
        "parts": [] if note else parts,
        "plays": False,
        **_neighbours(inside, place, to),
        **preview.band(Mode.NEW),
    }
    return show_lesson(request, context)


def _place_of(inside: Inside, page, place: str) -> dict:
    lessons = _lessons(inside)
    return {
        "minutes": page.minutes,
        "position": lessons.index(place) + 1,
        "total": len(lessons),
    }


def _lessons(inside: Inside) -> list[str]:
    return [lesson for module in inside.below("") for lesson in inside.below(module)]


def _neighbours(inside: Inside, place: str, to: To) -> dict:
    lessons = _lessons(inside)
    at = lessons.index(place)
    beside = {"previous": at - 1, "next": at + 1}
    there = {name: n for name, n in beside.items() if 0 <= n < len(lessons)}
    return {
        name: _words(inside, inside.page(lessons[n]), to(lessons[n])) for name, n in there.items()
    }


def _parts(request, inside: Inside, page, module: str) -> list:
    language, book = inside.language, Book(is_draft=True)
    bank = [in_part(ask(block, language), book) for block in inside.page(module).bank]
    far = simulated.lesson(page.body.raw_data, Mode.NEW, bank=bank)
    body = prose.render(
        page.body,
        scope="",
        language_of=lambda block_id: language,
        book=book,
        files=inside.beside,
    )
    return preview.parts_shown(tuple(body), request.user, far)
