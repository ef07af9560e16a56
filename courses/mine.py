"""What one person follows, came away from and has finished: for My learning and for the record.

Three statements whatever their number; more only where something was offered to them, or a
finished course is shown to nobody now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from courses import refreshing, so_far
from courses.languages.reading import read_by
from courses.models import Assignment, Attempt, Enrolment
from courses.outline import Outline, outlines_of
from courses.place import Place
from courses.refreshing import LookAgain
from courses.shown import card, last_titles, places, waiting_first


@dataclass(frozen=True)
class Finished:
    """One completion. `title` is in `lang`; `url` is empty where the course is shown to nobody now.

    `minutes`, and `topics` (code -> minutes), are as they were on that day.
    """

    enrolment_id: int
    title: str
    lang: str
    url: str
    completed_at: datetime
    minutes: int
    known_by: str
    topics: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Mine:
    """Cards of what is under way, what was touched last first; of what was left; what is done.

    `waiting` are cards of what was offered and not begun, `again` is what to read once more.
    """

    under_way: list[dict]
    left: list[dict]
    finished: list[Finished]  # the newest first
    waiting: list[dict] = field(default_factory=list)
    again: list[LookAgain] = field(default_factory=list)


def mine(person, language: str, *, on: date | None = None) -> Mine:
    """With a day, also what was offered, as it reads on that day."""
    rows = list(
        Enrolment.objects.visible_to(person)
        .select_related("course", "completion")
        .order_by("-enrolled_at", "-pk")
    )
    outlines = outlines_of((row.course for row in rows), read_by(person, language))
    done = [row for row in rows if hasattr(row, "completion")]
    places = _places(rows, outlines)
    still = [places[row.pk] for row in rows if row not in done and row.pk in places]
    changed = [places[row.pk] for row in done if row.course.changes and row.pk in places]
    under_way = [card(place) for place in still if place.is_enrolled]
    return Mine(
        under_way=sorted(under_way, key=_touched, reverse=True),
        left=[card(place) for place in still if not place.is_enrolled],
        finished=_finished(done, outlines, language),
        waiting=_offered(person, language, on) if on else [],
        again=refreshing.needed_for(person, language, among=changed),
    )


def _offered(person, language: str, on: date) -> list[dict]:
    """Hardly anybody has an offer at any moment, and what offers mean for each course is dear."""
    if not Assignment.objects.reaching(person, on).exists():
        return []
    found = places(person, language, only_mine=True)
    return waiting_first([card(place, on) for place in found if place.offer])


def finished(person, language: str) -> list[Finished]:
    """What this person finished, the newest first."""
    rows = Enrolment.objects.visible_to(person).filter(completion__isnull=False)
    rows = list(rows.select_related("course", "completion"))
    outlines = outlines_of((row.course for row in rows), read_by(person, language))
    return _finished(rows, outlines, language)


def languages_used(finished: Iterable[Finished]) -> dict[int, list[str]]:
    """By enrolment, in which languages somebody read and answered in it; one statement."""
    keys = [each.enrolment_id for each in finished]
    used = Attempt.objects.filter(enrolment__in=keys).order_by("language").distinct()
    found: dict[int, list[str]] = {}
    for enrolment_id, language in used.values_list("enrolment_id", "language"):
        found.setdefault(enrolment_id, []).append(language)
    return found


def _places(rows: list[Enrolment], outlines: Mapping) -> dict[int, Place]:
    """By enrolment, of courses that are shown and whose lessons are asked about; one statement.

    What was answered is read only where a finished course has changed since.
    """
    asked = [row for row in rows if not hasattr(row, "completion") or row.course.changes]
    shown = [row for row in asked if row.course.translation_key in outlines]
    found = {row.pk: _place(row, outlines[row.course.translation_key]) for row in shown}
    has_changed = any(hasattr(row, "completion") for row in shown)
    for id, progress in so_far.of_courses(found, with_answers=has_changed).items():
        found[id].progress = progress
    return found


def _place(row: Enrolment, outline: Outline) -> Place:
    course, done = row.course, getattr(row, "completion", None)
    course.enrolment_id = None if row.left_at else row.pk
    course.completed_at = done.completed_at if done else None
    return Place(course, outline)


def _touched(card: dict) -> tuple[bool, float]:
    """What was never begun comes last."""
    at = card["touched_at"]
    return at is not None, at.timestamp() if at else 0.0


def _finished(rows: list[Enrolment], outlines: Mapping, language: str) -> list[Finished]:
    gone = [row.course for row in rows if row.course.translation_key not in outlines]
    last = last_titles(gone, language) if gone else {}
    found = [_one(row, outlines.get(row.course.translation_key), last) for row in rows]
    return sorted(found, key=lambda each: each.completed_at, reverse=True)


def _one(row: Enrolment, outline: Outline | None, last: Mapping) -> Finished:
    course, done = row.course, row.completion
    title, lang = last.get(course.translation_key, (course.slug, ""))
    return Finished(
        enrolment_id=row.pk,
        title=outline.title if outline else title,
        lang=outline.lang if outline else lang,
        url=outline.url if outline else "",
        completed_at=done.completed_at,
        minutes=done.minutes,
        known_by=done.known_by,
        topics=done.topics,
    )
