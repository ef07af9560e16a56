"""What one person follows, came away from and has finished: for My learning and for the record.

One statement beside the places they may open; one more for what was left, and one where a finished
course is shown to nobody now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from courses.models import Attempt, Enrolment, Progress
from courses.outline import Outline, outlines_of
from courses.place import Place
from courses.shown import card, last_titles


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
    """Cards of what is under way, what was touched last first; of what was left; what is done."""

    under_way: list[dict]
    left: list[dict]
    finished: list[Finished]  # the newest first


def mine(person, language: str, *, among: list[Place]) -> Mine:
    """`among` are this person's places (`shown.places`)."""
    rows = list(
        Enrolment.objects.visible_to(person)
        .select_related("course", "completion")
        .order_by("-enrolled_at", "-pk")
    )
    outlines = outlines_of((row.course for row in rows), language)
    done = [row for row in rows if hasattr(row, "completion")]
    left = [row for row in rows if row.left_at and not hasattr(row, "completion")]
    under_way = [card(each) for each in among if each.is_enrolled and not each.course.completed_at]
    return Mine(
        under_way=sorted(under_way, key=_touched, reverse=True),
        left=_cards(left, outlines),
        finished=_finished(done, outlines, language),
    )


def finished(person, language: str) -> list[Finished]:
    """What this person finished, the newest first."""
    rows = Enrolment.objects.visible_to(person).filter(completion__isnull=False)
    rows = list(rows.select_related("course", "completion"))
    return _finished(rows, outlines_of((row.course for row in rows), language), language)


def languages_used(finished: Iterable[Finished]) -> dict[int, list[str]]:
    """By enrolment, in which languages somebody read and answered in it; one statement."""
    keys = [each.enrolment_id for each in finished]
    used = Attempt.objects.filter(enrolment__in=keys).order_by("language").distinct()
    found: dict[int, list[str]] = {}
    for enrolment_id, language in used.values_list("enrolment_id", "language"):
        found.setdefault(enrolment_id, []).append(language)
    return found


def _cards(rows: list[Enrolment], outlines: Mapping) -> list[dict]:
    """Of the courses that are shown; their summaries stay unread, as nobody asks for them here."""
    shown = [row for row in rows if row.course.translation_key in outlines]
    places = {row.pk: _place(row, outlines[row.course.translation_key]) for row in shown}
    told = Progress.objects.filter(enrolment__in=places).defer("state") if places else ()
    for each in told:
        places[each.enrolment_id].progress[each.lesson_key] = each
    return [card(place) for place in places.values()]


def _place(row: Enrolment, outline: Outline) -> Place:
    row.course.enrolment_id, row.course.completed_at = row.pk, None
    return Place(row.course, outline)


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
