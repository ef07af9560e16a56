"""A course that waits for somebody, because it was offered to them. An offer presses nobody."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models import Course


@dataclass(frozen=True)
class Offer:
    """Until when it would be good, and the line of whoever offered it; either may be missing."""

    due_on: date | None
    words: str

    def told(self, on: date) -> str:
        """In one sentence, as it reads on that day; what is past is still open."""
        if self.due_on is None:
            return _("Waiting for you.")
        if self.due_on < on:
            return _("Waiting for you. You can still do it.")
        day = date_format(self.due_on, "DATE_FORMAT")
        return _("Waiting for you, until %(day)s if you can.") % {"day": day}


def offer_of(course: Course) -> Offer | None:
    """Of a row that came `with_offers`: what still waits for the person that it was asked for.

    Whoever joined or finished it has taken the offer up; whoever left after it has said no.
    """
    offered_at = getattr(course, "offered_at", None)
    left_at = getattr(course, "left_at", None)
    is_taken_up = course.enrolment_id or course.completed_at or course.archived_at
    if offered_at is None or is_taken_up or (left_at and left_at >= offered_at):
        return None
    return Offer(course.offered_until, course.offered_words or "")
