"""A lesson's body as parts: prose, rendered once per revision, and questions, kept as data.

Cached prose holds no person and no expiring address, so one copy serves every reader. Whoever asks
has been let in by the course already.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from uuid import UUID

from django.utils import translation
from django.utils.html import mark_safe

from courses.activities import ACTIVITY
from courses.models import LessonPage, ModulePage
from courses.noted import NOTED
from courses.outline import Bank, Lesson
from courses.questions.asked import Ask, ask
from courses.questions.blocks import KINDS
from courses.questions.stored import SET
from office.kept import Kept
from office.shown import shown


@dataclass(frozen=True)
class Prose:
    html: str
    lang: str
    kind: str = "prose"

    @cached_property
    def light(self) -> str:
        """With the small pictures only, for who saves data."""
        return mark_safe(LARGER.sub("", self.html))  # noqa: S308  only taken from

    @property
    def fetched_at_once(self) -> "Prose":
        """Fetched whether it is opened or not, so that no log tells which of two ways was."""
        return replace(self, html=mark_safe(self.html.replace(LATER, "")))  # noqa: S308

    @property
    def direction(self) -> str:
        return "rtl" if translation.get_language_info(self.lang)["bidi"] else "ltr"


@dataclass(frozen=True)
class Sitting:
    """Where a set of questions stands in a lesson."""

    id: UUID
    title: str
    lang: str
    kind: str = SET


@dataclass(frozen=True)
class Play:
    """Where an activity stands in a lesson; `instead` is HTML that is equal to it, or empty."""

    id: UUID
    activity_id: int
    instead: str
    lang: str
    kind: str = ACTIVITY


@dataclass(frozen=True)
class Noted:
    """A part with a note, and what can be read instead; both closed until somebody opens one."""

    id: UUID
    note: str
    shown: Prose
    instead: Prose
    lang: str
    kind: str = NOTED

    @property
    def direction(self) -> str:
        return self.shown.direction


Part = Prose | Ask | Sitting | Play | Noted
kept = Kept(size=2000)
LATER = ' loading="lazy"'
LARGER = re.compile(r'(?<=" )(?:srcset|sizes)="[^"<>]*" ?')


def parts_of(lesson: Lesson, *, scope: str) -> tuple[Part, ...]:
    """The parts of a lesson in the language it is shown in. `scope` is asked about its files."""
    key = (lesson.page_id, lesson.revision, scope)
    parts = kept.get(key)
    if parts is None:
        body = LessonPage.objects.only("body").get(pk=lesson.page_id).body
        with translation.override(lesson.spoken):  # labels too, whoever was the first to look
            parts = tuple(render(body, scope=scope, language_of=lesson.language_of))
        kept.put([(key, parts)])
    return parts


def render(body, *, scope: str, language_of: Callable[[str], str]):
    """Parts of any body, also of a draft: neighbouring prose of one language becomes one piece."""
    context = {"shown": shown(_images(body), scope=scope)}
    for (kind, lang), blocks in groupby(body, key=lambda block: _kind(block, language_of)):
        if kind == SET:
            yield from (Sitting(UUID(b.id), b.value["title"], lang) for b in blocks)
        elif kind == ACTIVITY:
            yield from (_play(block, lang) for block in blocks)
        elif kind == NOTED:
            yield from (_noted(block, lang, context) for block in blocks)
        elif kind:
            yield from (ask(block, lang) for block in blocks)
        else:
            yield _prose(blocks, lang, context)


def _prose(blocks, lang: str, context: dict) -> Prose:
    html = "".join(block.render(context) for block in blocks)
    return Prose(mark_safe(html), lang)  # noqa: S308  our own block templates escape


def _kind(block, language_of: Callable[[str], str]) -> tuple[str, str]:
    """Neighbours of one kind go together; all prose is of one."""
    kind = block.block_type
    is_own = kind in KINDS or kind in (SET, ACTIVITY, NOTED)
    return kind if is_own else "", language_of(block.id)


def _noted(block, lang: str, context: dict) -> Noted:
    value = block.value
    sides = (_prose(value[name], lang, context).fetched_at_once for name in ("parts", "instead"))
    return Noted(UUID(block.id), value["note"], *sides, lang)


def _play(block, lang: str) -> Play:
    instead = str(block.value["instead"] or "")
    activity_id = getattr(block.value["activity"], "pk", 0)  # it may be gone
    return Play(UUID(block.id), activity_id, mark_safe(instead), lang)  # noqa: S308  our own blocks


def bank_of(bank: Bank) -> dict[str, Ask]:
    """The words of a bank's questions, by their ids, in the language it is shown in."""
    key = ("bank", bank.page_id, bank.revision)
    asked = kept.get(key)
    if asked is None:
        body = ModulePage.objects.only("bank").get(pk=bank.page_id).bank
        with translation.override(bank.spoken):
            asked = {block.id: ask(block, bank.language_of(block.id)) for block in body}
        kept.put([(key, asked)])
    return asked


def scope_of(course_key: UUID | str) -> str:
    """Who is asked about the files of a course, as `office.files` keeps it."""
    return f"courses:{course_key}"


def make_pictures_ready(body, *, course_key: UUID) -> None:
    """Make sizes and addresses now, so that the first reader does not wait for them."""
    shown(_images(body), scope=scope_of(course_key))


def _images(body) -> list:
    found = [block.value["image"] for block in body if block.block_type == "image"]
    noted = [block.value for block in body if block.block_type == NOTED]
    sides = (value[name] for value in noted for name in ("parts", "instead"))
    return found + [picture for side in sides for picture in _images(side)]
