"""What this room hands out to a person: all of their own records, in words."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy

from courses import part_credits, surveys
from courses.activities import ACTIVITY, Said
from courses.models import (
    Assignment,
    Attempt,
    Draft,
    Enrolment,
    H5PState,
    Kind,
    LessonFeedback,
    LessonPage,
    ModulePage,
    Opinion,
    Paid,
    Progress,
    SurveyDone,
    Talk,
)
from courses.questions import told
from courses.questions.given import Given, from_json
from courses.questions.stored import SET
from courses.review import kept
from courses.shown import last_titles
from courses.sitting import BETWEEN, given_to
from office.named_values import Book

EXPORT_WORDS = {
    "courses": gettext_lazy("Courses that I follow or followed"),
    "completions": gettext_lazy("Courses that I finished"),
    "progress": gettext_lazy("Where I am in each lesson"),
    "answers": gettext_lazy("What I read and answered"),
    "course": gettext_lazy("Course"),
    "lesson": gettext_lazy("Lesson"),
    "enrolled_at": gettext_lazy("Joined"),
    "left_at": gettext_lazy("Left"),
    "offers": gettext_lazy("Courses that were offered to me, or by me"),
    "offered_at": gettext_lazy("Offered"),
    "offered_by_myself": gettext_lazy("Offered by myself"),
    "due_on": gettext_lazy("Until, if I can"),
    "taken_back_at": gettext_lazy("Taken back"),
    "joined_by_myself": gettext_lazy("Joined by myself"),
    "completed_at": gettext_lazy("Finished"),
    "known_by": gettext_lazy("How this is known"),
    "known_by:reported": gettext_lazy("You said so"),
    "known_by:attested": gettext_lazy("Somebody vouched for it"),
    "known_by:graded": gettext_lazy("The site marked your answers"),
    "minutes": gettext_lazy("Minutes"),
    "topics": gettext_lazy("Minutes by topic"),
    "parts": gettext_lazy("Parts of courses that I finished"),
    "part": gettext_lazy("Part of a course"),
    "read": gettext_lazy("Read to the end"),
    "touched_at": gettext_lazy("Last opened or answered"),
    "done_at": gettext_lazy("Done"),
    "verb:answered": gettext_lazy("Answered a question"),
    "verb:sat": gettext_lazy("Answered a set of questions"),
    "verb:attested": gettext_lazy("Talked it through with a person"),
    "note": gettext_lazy("What they noted"),
    "in_activities": gettext_lazy("Where I was in interactive activities"),
    "place": gettext_lazy("As the activity keeps it"),
    "verb:played": gettext_lazy("An activity"),
    "begun": gettext_lazy("Answers that I began"),
    "talks": gettext_lazy("What I asked to talk through"),
    "asked_at": gettext_lazy("Asked"),
    "settled_at": gettext_lazy("Talked through"),
    "surveys": gettext_lazy("Surveys that I answered"),
    "lived_reviews": gettext_lazy("What I said of drafts"),
    "page": gettext_lazy("Page"),
    "opinion": gettext_lazy("What I thought of it"),
    **{f"opinion:{opinion.value}": opinion.label for opinion in Opinion},
    "dissent": gettext_lazy("What I did not agree with"),
    "paid": gettext_lazy("Paid for it"),
    **{f"paid:{paid.value}": paid.label for paid in Paid},
    "paid_note": gettext_lazy("More about that"),
    "consented_at": gettext_lazy("Agreed that it is kept"),
    "verb:read": gettext_lazy("Read to the end"),
    "question": gettext_lazy("Question"),
    "answer": gettext_lazy("My answer"),
    "was_right": gettext_lazy("Right"),
    "language": gettext_lazy("Language"),
    "said": gettext_lazy("What I said of lessons, with my name"),
    "kind": gettext_lazy("What I chose"),
    **{f"kind:{kind.value}": kind.label for kind in Kind},
    "words": gettext_lazy("My words"),
    "day": gettext_lazy("Day"),
    "their_answer": gettext_lazy("The answer"),
    "answered_on": gettext_lazy("Answered"),
}


SAID = {
    Said.OPENED: gettext_lazy("Opened"),
    Said.INTERACTED: gettext_lazy("Answered something"),
    Said.COMPLETED: gettext_lazy("Reached its end"),
    Said.MARKED: gettext_lazy("Marked as done"),
}


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
    said = list(LessonFeedback.objects.filter(person=person).order_by("day", "pk"))
    states = list(H5PState.objects.filter(enrolment__in=enrolments).order_by("at", "pk"))
    drafts = list(Draft.objects.filter(enrolment__in=enrolments).order_by("at", "pk"))
    talks = list(Talk.objects.filter(enrolment__in=enrolments).order_by("asked_at", "pk"))
    done_surveys = surveys.done_by(enrolments)
    rows = [*attempts, *progress, *talks, *said, *done_surveys]
    lessons = _Lessons({row.lesson_key for row in rows})
    done = [each for each in enrolments if hasattr(each, "completion")]
    return {
        "courses": [_enrolment(each, titles, person) for each in enrolments],
        "completions": [_completion(each, titles) for each in done],
        "parts": part_credits.export(enrolments, titles),
        "progress": [_progress(row, titles, lessons) for row in progress],
        "answers": [_attempt(row, titles, lessons) for row in attempts],
        "offers": _offers(person),
        "said": [_said(row, lessons) for row in said],
        "begun": [_draft(row, titles, lessons) for row in drafts],
        "in_activities": [_state(row, titles) for row in states],
        "talks": [_talk(row, titles, lessons) for row in talks],
        "surveys": [_survey(row, titles, lessons) for row in done_surveys],
        "lived_reviews": kept.export(person),
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
        self._blocks: dict[str, dict] = {}
        self._book = Book()
        lessons = _readable(LessonPage.objects.filter(translation_key__in=keys))
        for page in lessons:
            self._titles[page.translation_key] = page.title
            self._learn(page.body)
        modules = {page.path[: -page.steplen] for page in lessons}
        for page in _readable(ModulePage.objects.filter(path__in=modules)):
            self._learn(page.bank)

    def _learn(self, body) -> None:
        self._blocks |= {block["id"]: block for block in body.raw_data}

    def title(self, key: UUID) -> str:
        return self._said(self._titles.get(key, ""))

    def _said(self, words: str) -> str:
        """With the values that stand in it today."""
        return self._book.fill(words, get_language() or "")

    def question(self, block_id: UUID | None) -> str:
        block = self._blocks.get(str(block_id))
        if not block or block["type"] == ACTIVITY:
            return ""
        title = block["value"]["title"] if block["type"] == SET else told.prompt(block)
        return self._said(title)

    def answer(self, block_id: UUID | None, given: Given) -> str:
        block = self._blocks.get(str(block_id))
        if "said" in dict(given):
            return _in_activity(given)
        if block and block["type"] == SET:
            return self._said(self._answers(given))
        return self._said(told.told(block, given)) if block else ""

    def _answers(self, given: Given) -> str:
        """Each question of a set with what was answered to it."""
        ids = sorted({name.partition(BETWEEN)[0] for name, value in given} & self._blocks.keys())
        asked = [(self._blocks[id], given_to(id, given)) for id in ids]
        return " / ".join(f"{told.prompt(block)} {told.told(block, its)}" for block, its in asked)


def _in_activity(given: Given) -> str:
    told = dict(given)
    words = str(SAID[Said(told["said"])])
    return f"{words} ({told['percent']} %)" if "percent" in told else words


def _readable(pages) -> list:
    """Those that were published at least once, in the active language last; a draft is nobody's."""
    found = pages.exclude(first_published_at=None).select_related("locale")
    return sorted(found, key=lambda page: page.locale.language_code == get_language())


def _enrolment(each: Enrolment, titles: dict[int, str], person) -> dict:
    return {
        "course": titles[each.pk],
        "enrolled_at": each.enrolled_at,
        "left_at": each.left_at,
        "joined_by_myself": each.enrolled_by_id == person.pk,
    }


def _offers(person) -> list[dict]:
    """Those to them by name, and those that they made; to whom these went is told of nobody."""
    mine = Assignment.objects.filter(Q(person=person) | Q(by=person)).select_related("course")
    rows = list(mine.order_by("at", "pk"))
    titles = last_titles([row.course for row in rows], get_language() or "")
    return [
        {
            "course": titles.get(row.course.translation_key, (row.course.slug, ""))[0],
            "offered_at": row.at,
            "due_on": row.due_on,
            "words": row.words,
            "offered_by_myself": row.by_id == person.pk,
            "taken_back_at": row.withdrawn_at,
        }
        for row in rows
    ]


def _completion(each: Enrolment, titles: dict[int, str]) -> dict:
    return {
        "course": titles[each.pk],
        "completed_at": each.completion.completed_at,
        "known_by": each.completion.known_by,
        "minutes": each.completion.minutes,
        "topics": part_credits.in_line(each.completion.topics),
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
        "question": lessons.question(row.block_id),
        "answer": lessons.answer(row.block_id, from_json(row.given)),
        "was_right": row.is_right if row.passed is None else row.passed,
        "note": row.note,
        "language": row.language,
    }


def _said(row: LessonFeedback, lessons: _Lessons) -> dict:
    return {
        "day": row.day,
        "lesson": lessons.title(row.lesson_key),
        "kind": row.kind,
        "words": row.words,
        "language": row.language,
        "their_answer": row.answer,
        "answered_on": row.answered_on,
    }


def _draft(row: Draft, titles: dict[int, str], lessons: _Lessons) -> dict:
    return {
        "at": row.at,
        "course": titles[row.enrolment_id],
        "question": lessons.question(row.block_id),
        "answer": lessons.answer(row.block_id, from_json(row.given)),
    }


def _state(row: H5PState, titles: dict[int, str]) -> dict:
    return {"course": titles[row.enrolment_id], "at": row.at, "place": row.text}


def _talk(row: Talk, titles: dict[int, str], lessons: _Lessons) -> dict:
    return {
        "course": titles[row.enrolment_id],
        "lesson": lessons.title(row.lesson_key),
        "asked_at": row.asked_at,
        "settled_at": row.settled_at,
    }


def _survey(row: SurveyDone, titles: dict[int, str], lessons: _Lessons) -> dict:
    return {"course": titles[row.enrolment_id], "lesson": lessons.title(row.lesson_key)}
