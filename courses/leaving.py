"""What this room holds about a person, hands out to them, and lets go when they leave."""

import html
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courses.models import Attempt, Completion, Enrolment, LessonPage, Progress
from courses.shown import last_titles
from office.holdings import Holding

EXPORT_WORDS = {
    "courses": gettext_lazy("Courses that I follow or followed"),
    "completions": gettext_lazy("Courses that I finished"),
    "progress": gettext_lazy("Where I am in each lesson"),
    "answers": gettext_lazy("What I read and answered"),
    "course": gettext_lazy("Course"),
    "lesson": gettext_lazy("Lesson"),
    "enrolled_at": gettext_lazy("Joined"),
    "joined_by_myself": gettext_lazy("Joined by myself"),
    "completed_at": gettext_lazy("Finished"),
    "known_by": gettext_lazy("How this is known"),
    "known_by:reported": gettext_lazy("You said so"),
    "known_by:attested": gettext_lazy("Somebody vouched for it"),
    "known_by:graded": gettext_lazy("The site marked your answers"),
    "minutes": gettext_lazy("Minutes"),
    "read": gettext_lazy("Read to the end"),
    "touched_at": gettext_lazy("Last opened or answered"),
    "done_at": gettext_lazy("Done"),
    "verb:answered": gettext_lazy("Answered a question"),
    "verb:read": gettext_lazy("Read to the end"),
    "question": gettext_lazy("Question"),
    "answer": gettext_lazy("My answer"),
    "was_right": gettext_lazy("Right"),
    "language": gettext_lazy("Language"),
}


def holdings(person) -> list[Holding]:
    mine = {"enrolment__learner": person}
    return [
        Holding(
            kind="courses.enrolments",
            what=_("Which courses you follow, since when, and who put you on them"),
            why=_("So that you can go on where you were."),
            until=_("Until you leave. Those of courses that you finished stay, without your name."),
            count=Enrolment.objects.filter(learner=person).count(),
            covers=(Enrolment._meta.label,),
        ),
        Holding(
            kind="courses.answers",
            what=_("What you answered in lessons, and which lessons you read to the end"),
            why=_("So that your place is kept. Nobody else can read your answers."),
            until=_("Until you leave."),
            count=Attempt.objects.filter(**mine).count(),
            covers=(Attempt._meta.label,),
        ),
        Holding(
            kind="courses.progress",
            what=_("Where you are in each lesson"),
            why=_("So that your place is kept on every device."),
            until=_("Until you leave."),
            count=Progress.objects.filter(**mine).count(),
            covers=(Progress._meta.label,),
        ),
        Holding(
            kind="courses.completions",
            what=_("Which courses you finished, when, and what they consisted of then"),
            why=_("So that it can be proven, for as long as anybody may ask."),
            until=_("For good; once you have left, without your name."),
            count=Completion.objects.filter(**mine).count(),
            covers=(Completion._meta.label,),
        ),
    ]


def export_person(person) -> dict:
    """All of the person's own records, with titles in the language that is active."""
    enrolments = list(
        Enrolment.objects.filter(learner=person)
        .select_related("course", "completion")
        .order_by("enrolled_at", "pk")
    )
    titles = _titles(enrolments)
    attempts = list(Attempt.objects.filter(enrolment__in=enrolments).order_by("at", "uuid"))
    progress = list(Progress.objects.filter(enrolment__in=enrolments).order_by("touched_at", "pk"))
    lessons = _Lessons({row.lesson_key for row in [*attempts, *progress]})
    done = [each for each in enrolments if hasattr(each, "completion")]
    return {
        "courses": [_enrolment(each, titles, person) for each in enrolments],
        "completions": [_completion(each, titles) for each in done],
        "progress": [_progress(row, titles, lessons) for row in progress],
        "answers": [_attempt(row, titles, lessons) for row in attempts],
    }


def _titles(enrolments: list[Enrolment]) -> dict[int, str]:
    """The course's title, by enrolment; its address where it has no page any more."""
    courses = [each.course for each in enrolments]
    known = last_titles(courses, get_language() or "")
    return {
        each.pk: known.get(each.course.translation_key, (each.course.slug, ""))[0]
        for each in enrolments
    }


class _Lessons:
    """Titles, questions and answers in words, from pages in the active language or another."""

    def __init__(self, keys: Iterable[UUID]):
        self._titles: dict[UUID, str] = {}
        self._words: dict[UUID, dict[str, str]] = {}
        pages = LessonPage.objects.filter(translation_key__in=keys).select_related("locale")
        pages = pages.exclude(first_published_at=None)  # a draft is nobody's to read
        for page in sorted(pages, key=lambda page: page.locale.language_code == get_language()):
            self._titles[page.translation_key] = page.title
            words = self._words.setdefault(page.translation_key, {})
            words.update(_words_of(page.body.raw_data))

    def title(self, key: UUID) -> str:
        return self._titles.get(key, "")

    def words(self, key: UUID, block_or_option: UUID | None) -> str:
        return self._words.get(key, {}).get(str(block_or_option), "")


def _words_of(raw_blocks) -> dict[str, str]:
    questions = [block for block in raw_blocks if block["type"] == "question"]
    words = {block["id"]: _plain(block["value"]["prompt"]) for block in questions}
    options = [option for block in questions for option in block["value"]["options"]]
    return words | {option["id"]: _plain(option["value"]["text"]) for option in options}


def _plain(rich_text: str) -> str:
    return html.unescape(strip_tags(rich_text)).strip()


def _enrolment(each: Enrolment, titles: dict[int, str], person) -> dict:
    return {
        "course": titles[each.pk],
        "enrolled_at": each.enrolled_at,
        "joined_by_myself": each.enrolled_by_id == person.pk,
    }


def _completion(each: Enrolment, titles: dict[int, str]) -> dict:
    return {
        "course": titles[each.pk],
        "completed_at": each.completion.completed_at,
        "known_by": each.completion.known_by,
        "minutes": each.completion.minutes,
    }


def _progress(row: Progress, titles: dict[int, str], lessons: _Lessons) -> dict:
    return {
        "course": titles[row.enrolment_id],
        "lesson": lessons.title(row.lesson_key),
        "read": row.state.get("read", False),
        "touched_at": row.touched_at,
        "done_at": row.done_at,
    }


def _attempt(row: Attempt, titles: dict[int, str], lessons: _Lessons) -> dict:
    return {
        "at": row.at,
        "course": titles[row.enrolment_id],
        "lesson": lessons.title(row.lesson_key),
        "verb": row.verb,
        "question": lessons.words(row.lesson_key, row.block_id),
        "answer": lessons.words(row.lesson_key, row.option_id),
        "was_right": row.is_right,
        "language": row.language,
    }


@transaction.atomic
def retire_person(person, *, at: datetime) -> None:
    """Keep the proof: each completion with its enrolment. Everything else of the person goes.

    Attempts are only ever added to, so that nobody betters a result; here they go on purpose, since
    answers are personal and a completion says all that is left to prove. Enrolments are held first,
    as an answer holds its own: one that comes in at this moment waits, and then finds none.
    """
    mine = Enrolment.objects.filter(learner=person)
    held = [each.pk for each in mine.select_for_update()]
    Attempt.objects.filter(enrolment__in=held).delete()
    Progress.objects.filter(enrolment__in=held).delete()
    mine.filter(completion=None).delete()
