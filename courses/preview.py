"""A draft as a learner would see it: the same templates, nothing recorded, no outline asked."""

import uuid
from contextlib import contextmanager

from django.shortcuts import render
from django.utils import translation
from django.utils.html import mark_safe
from wagtail.rich_text import expand_db_html

from courses import prose


@contextmanager
def _speaking(page, request):
    """The page's own language, whoever looks at it in whatever language."""
    with translation.override(page.locale.language_code):
        request.page_path = page.url_path or request.path
        yield page.locale.language_code


def course(request, page):
    with _speaking(page, request) as language:
        return render(request, "courses/course_page.html", {"course": _words(page, language)})


def module(request, page):
    with _speaking(page, request) as language:
        context = {
            "course": _words(page.get_parent().specific, language),
            "module": _words(page, language),
        }
        return render(request, "courses/module_page.html", context)


def lesson(request, page):
    parent = page.get_parent()
    scope = prose.scope_of(parent.get_parent().translation_key)
    with _speaking(page, request) as language:
        parts = prose.render(page.body, scope=scope, language_of=lambda block_id: language)
        context = {
            "course": _words(parent.get_parent().specific, language),
            "module": _words(parent.specific, language),
            "lesson": _words(page, language) | {"minutes": page.minutes, "position": 1, "total": 1},
            "parts": [_part(part) for part in parts],
        }
        return render(request, "courses/lesson_page.html", context)


def _words(page, language: str) -> dict:
    return {
        "title": page.title,
        "summary": getattr(page, "summary", ""),
        "intro_html": mark_safe(expand_db_html(getattr(page, "intro", ""))),  # noqa: S308
        "url": page.url_path,
        "lang": language,
    }


def _part(part):
    """A question as it looks before anybody answered it."""
    if isinstance(part, prose.Prose):
        return part
    options = [{"id": option.id, "text": option.text} for option in part.options]
    draft = {"revision": uuid.uuid4(), "kind": part.kind, "state": "unanswered"}
    return vars(part) | {"options": options, **draft}
