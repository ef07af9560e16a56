"""A lesson's body as parts: prose, rendered once per revision, and questions, kept as data.

Cached prose holds no person and no expiring address, so one copy serves every reader. Whoever asks
has been let in by the course already.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.utils import translation
from django.utils.html import mark_safe
from wagtail.rich_text import expand_db_html

from courses.models import LessonPage
from courses.outline import Lesson
from office.kept import Kept
from office.shown import shown


@dataclass(frozen=True)
class Option:
    id: UUID
    text: str
    feedback: str


@dataclass(frozen=True)
class Prose:
    html: str
    lang: str
    kind: str = "prose"

    @property
    def direction(self) -> str:
        return "rtl" if translation.get_language_info(self.lang)["bidi"] else "ltr"


@dataclass(frozen=True)
class Ask:
    """A question as it is put to the learner, in their language."""

    id: UUID
    prompt: str
    options: tuple[Option, ...]
    lang: str
    kind: str = "question"


kept = Kept(size=2000)


def parts_of(lesson: Lesson, *, scope: str) -> tuple[Prose | Ask, ...]:
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
    for (is_question, lang), blocks in groupby(body, key=lambda block: _kind(block, language_of)):
        if is_question:
            yield from (_ask(block, lang) for block in blocks)
        else:
            html = "".join(block.render(context) for block in blocks)
            yield Prose(mark_safe(html), lang)  # noqa: S308  our own block templates escape


def _kind(block, language_of: Callable[[str], str]) -> tuple[bool, str]:
    return block.block_type == "question", language_of(block.id)


def scope_of(course_key: UUID | str) -> str:
    """Who is asked about the files of a course, as `office.files` keeps it."""
    return f"courses:{course_key}"


def make_pictures_ready(body, *, course_key: UUID) -> None:
    """Make sizes and addresses now, so that the first reader does not wait for them."""
    shown(_images(body), scope=scope_of(course_key))


def _images(body) -> list:
    return [block.value["image"] for block in body if block.block_type == "image"]


def _ask(block, lang: str) -> Ask:
    items = block.value["options"].bound_blocks
    return Ask(
        id=UUID(block.id),
        lang=lang,
        prompt=mark_safe(expand_db_html(block.value["prompt"].source)),  # noqa: S308
        options=tuple(
            Option(UUID(item.id), item.value["text"], item.value["feedback"]) for item in items
        ),
    )
