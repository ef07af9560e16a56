"""A draft as a learner would see it: the same templates, nothing recorded, no outline asked.

A form in it leads nowhere: a preview's policy lets nothing be sent (`learning.headers`)."""

import uuid
from contextlib import contextmanager
from types import SimpleNamespace

from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.html import mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from courses import played, prose, simulated
from courses.asking import of_set
from courses.doings.shown import Doing, in_draft
from courses.filling import in_part
from courses.h5p import passes
from courses.models import LessonPage
from courses.questions.asked import Ask, ask
from courses.questions.sets import QuestionSet
from courses.questions.shown import parts_for, said
from courses.questions.stored import SET
from courses.reading import has_activity
from courses.simulated import Mode, Simulated, finished_at, first
from courses.two_ways import at_once
from courses.views import show_lesson
from office.named_values import Book

NOBODY = SimpleNamespace(reader="")


@contextmanager
def _speaking(page, request):
    """The page's own language, whoever looks at it in whatever language."""
    with translation.override(page.locale.language_code):
        request.page_path = page.url_path or request.path
        yield page.locale.language_code


def course(request, page, mode: Mode = Mode.NEW):
    with _speaking(page, request) as language:
        lessons = [each for _part, below in _outline(page) for each in below]
        done = {each.pk for each in first(lessons, mode)}
        rows = [_row(part, below, language, done) for part, below in _outline(page)]
        context = {
            "course": words(page, language) | {"in_order": page.in_order},
            "outline": rows,
            "minutes": sum(each.minutes for each in lessons),
            "completed_at": finished_at(mode, at=timezone.now()),
            **_how_far(mode, len(done), len(lessons), page),
        }
        return render(request, "courses/course_page.html", context | band(mode))


def module(request, page, mode: Mode = Mode.NEW):
    with _speaking(page, request) as language:
        lessons = _drafts(page)
        done = {each.pk for each in first(lessons, mode)}
        context = {
            "course": words(page.get_parent().specific, language),
            "module": _row(page, lessons, language, done),
            "completed_at": finished_at(mode, at=timezone.now()),
            **_how_far(mode, len(done), len(lessons), page),
        }
        return render(request, "courses/module_page.html", context | band(mode))


def lesson(request, page, mode: Mode = Mode.NEW):
    parent = page.get_parent()
    scope = prose.scope_of(parent.get_parent().translation_key)
    with _speaking(page, request) as language:
        far = simulated.lesson(page.body.raw_data, mode, bank=_bank(page, parent, language))
        note, parts = filled(page.note, language), _drawn(page, scope, language, request.user, far)
        context = {
            "course": words(parent.get_parent().specific, language),
            "module": words(parent.specific, language),
            "lesson": words(page, language) | {"minutes": page.minutes, "position": 1, "total": 1},
            "note": {"words": note, "lang": language} if note else None,
            "through": _through(page, parts, scope, language, request.user) if note else [],
            "parts": [] if note else parts,
            "is_done": far.is_done,
            "can_record": True,
        }
        shown = [*parts, *(part for way in context["through"] for part in way["parts"])]
        context |= {"plays": has_activity(shown), **band(mode)}
        return show_lesson(request, context)


def _bank(page, module, language: str) -> list[Ask]:
    """What the sets of a lesson draw from, as it is drafted; one query where there is any set."""
    if not any(raw["type"] == SET for raw in page.body.raw_data):
        return []
    drafted = module.specific.get_latest_revision_as_object()
    return [in_part(ask(block, language), Book(is_draft=True)) for block in drafted.bank]


def band(mode: Mode) -> dict:
    """Said at the top, where a page says what was kept."""
    words = _("This is a preview. Nothing that you do in it is kept.")
    return {"messages": [Told(f"{mode.label}. {words}")]}


class Told(str):
    """As Django hands one to a page."""

    level_tag = "info"


def _how_far(mode: Mode, done: int, total: int, page) -> dict:
    is_on_it = mode != Mode.NEW
    return {
        "enrolled": is_on_it,
        "continue_url": page.url_path if is_on_it else "",
        "enrol_url": "" if is_on_it else page.url_path,
        "lessons_done": done,
        "lessons_total": total,
    }


def _outline(page) -> list[tuple]:
    """The parts of a course with their lessons, as they are drafted. Constant queries."""
    below = list(page.get_descendants().type(LessonPage).specific()) if page.pk else []
    return [(part, [each for each in below if each.is_child_of(part)]) for part in _drafts(page)]


def _drafts(page) -> list:
    return list(page.get_children().specific()) if page.pk else []


def _row(part, lessons: list, language: str, done: set) -> dict:
    """A part as the outline shows it; titles as they were last drafted."""
    rows = [
        {
            "title": filled(each.draft_title or each.title, language),
            "url": each.url_path,
            "lang": language,
            "minutes": each.minutes,
            "is_done": each.pk in done,
            "is_noted": bool(each.note),
        }
        for each in lessons
    ]
    finished = sum(row["is_done"] for row in rows)
    return words(part, language) | {"lessons": rows, "done": finished, "total": len(rows)}


def _drawn(page, scope: str, language: str, user, far: Simulated | None = None) -> list:
    book = Book(is_draft=True)
    body = prose.render(page.body, scope=scope, language_of=lambda block_id: language, book=book)
    return parts_shown(tuple(body), user, far or simulated.lesson((), Mode.NEW))


def _through(page, parts: list, scope: str, language: str, user) -> list[dict]:
    """Both ways, the other one in the page's language where it stands in it."""
    ways = [{"n": 0, "parts": at_once(parts)}]
    other = page.way_round and page.way_round.get_translation_or_none(page.locale)
    if other := other or page.way_round:
        spoken = other.locale.language_code
        title = {"n": 1, "title": filled(other.title, spoken), "lang": spoken}
        drawn = _drawn(other, scope, spoken, user)
        ways.append({**title, "parts": at_once(drawn)})
    return ways


def words(page, language: str) -> dict:
    intro = mark_safe(expand_db_html(getattr(page, "intro", "")))  # noqa: S308  cleaned when saved
    return {
        "title": filled(page.title, language),
        "summary": filled(getattr(page, "summary", ""), language),
        "intro_html": filled(intro, language),
        "url": page.url_path,
        **dict.fromkeys(("lang", "summary_lang", "intro_lang"), language),
    }


def filled(words: str, language: str) -> str:
    """With its named values; what has none is marked."""
    return Book(is_draft=True).fill(words, language)


def parts_shown(parts, user, far: Simulated) -> list:
    """Questions as this learner has them; an activity can be played, and tells none."""
    rows = played.chosen(parts)
    return [
        _play(part, rows, user, far) if isinstance(part, prose.Play) else _part(part, far)
        for part in parts
    ]


def _play(part, rows, user, far: Simulated) -> dict:
    row, today = rows.get(part.activity_id), timezone.now().date()
    url = played.player_url(row, passes.DESK, str(user.pk), today=today)
    look = played.look(part, row, None) | {"player_url": url, "attempt": uuid.uuid4()}
    return look | {"is_done": far.is_settled(part.id)}


def _part(part, far: Simulated):
    if isinstance(part, prose.Prose | prose.Noted):
        return part
    if isinstance(part, Doing):
        drawn, is_settled = in_draft(part), far.is_settled(part.id)
        return drawn | {"state": "done"} if is_settled and isinstance(drawn, dict) else drawn
    if isinstance(part, prose.Sitting):
        return vars(part) | _set(far, far.sets.get(str(part.id)), far.is_settled(part.id))
    return _asked(part, far)


def _set(far: Simulated, its: QuestionSet | None, is_passed: bool) -> dict:
    """Those that might be put first; every try draws anew."""
    put = list(far.bank[: its.rules.draw or None]) if its and not is_passed else []
    many = len(put)
    return {
        "state": "right" if is_passed else "unanswered",
        "rules": {"many": many, "needed": its.rules.needed(many) if its else 0},
        "questions": [of_set(NOBODY, each, frozenset(), "preview") for each in put],
        "tries_left": its.rules.sittings or None if its else None,
    }


def _asked(part, far: Simulated) -> dict:
    question = far.questions.get(str(part.id)) if far.is_settled(part.id) else None
    given = question.best() if question else frozenset()
    shown = parts_for(part, given, learner="", mix=str(part.id), question=question)
    state = ("right" if question.is_scored else "said") if question else "unanswered"
    draft = {
        "dom": part.id,
        "kept_as": uuid.uuid4(),
        "state": state,
        "feedback": said(part, given) if question else [],
        "is_settled": state == "right",
        "button": _("Check my answer"),
    }
    return vars(part) | shown | draft
