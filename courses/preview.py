"""A draft as a learner would see it: the same templates, nothing recorded, no outline asked."""

import uuid
from contextlib import contextmanager

from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.html import mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from courses import played, prose
from courses.doings.shown import Doing, in_draft
from courses.h5p import passes
from courses.questions.shown import parts_for
from courses.reading import has_activity
from courses.two_ways import at_once
from courses.views import show_lesson


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
        note, parts = page.note, _drawn(page, scope, language, request.user)
        context = {
            "course": _words(parent.get_parent().specific, language),
            "module": _words(parent.specific, language),
            "lesson": _words(page, language) | {"minutes": page.minutes, "position": 1, "total": 1},
            "note": {"words": note, "lang": language} if note else None,
            "through": _through(page, parts, scope, language, request.user) if note else [],
            "parts": [] if note else parts,
        }
        shown = [*parts, *(part for way in context["through"] for part in way["parts"])]
        return show_lesson(request, context | {"plays": has_activity(shown)})


def _drawn(page, scope: str, language: str, user) -> list:
    body = prose.render(page.body, scope=scope, language_of=lambda block_id: language)
    return _parts(tuple(body), user)


def _through(page, parts: list, scope: str, language: str, user) -> list[dict]:
    """Both ways, the other one in the page's language where it stands in it."""
    ways = [{"n": 0, "parts": at_once(parts)}]
    other = page.way_round and page.way_round.get_translation_or_none(page.locale)
    if other := other or page.way_round:
        title = {"n": 1, "title": other.title, "lang": other.locale.language_code}
        drawn = _drawn(other, scope, other.locale.language_code, user)
        ways.append({**title, "parts": at_once(drawn)})
    return ways


def _words(page, language: str) -> dict:
    return {
        "title": page.title,
        "summary": getattr(page, "summary", ""),
        "intro_html": mark_safe(expand_db_html(getattr(page, "intro", ""))),  # noqa: S308
        "url": page.url_path,
        "lang": language,
    }


def _parts(parts, user) -> list:
    """Questions as they look before anybody answered; an activity can be played, and tells none."""
    rows = played.chosen(parts)
    return [
        _play(part, rows, user) if isinstance(part, prose.Play) else _part(part) for part in parts
    ]


def _play(part, rows, user) -> dict:
    row, today = rows.get(part.activity_id), timezone.now().date()
    url = played.player_url(row, passes.DESK, str(user.pk), today=today)
    return played.look(part, row, None) | {"player_url": url, "attempt": uuid.uuid4()}


def _part(part):
    if isinstance(part, prose.Prose | prose.Noted):
        return part
    if isinstance(part, Doing):
        return in_draft(part)
    if isinstance(part, prose.Sitting):
        return vars(part) | {"state": "unanswered", "rules": {}}
    empty = parts_for(part, frozenset(), learner="", mix=str(part.id), question=None)
    draft = {
        "dom": part.id,
        "kept_as": uuid.uuid4(),
        "state": "unanswered",
        "button": _("Check my answer"),
    }
    return vars(part) | empty | draft
