"""Such blocks as one learner meets them in a lesson."""

from django.urls import reverse

from courses.asking import Trouble
from courses.doings.shown import SURVEY, Doing, survey
from courses.place import Place
from office import support


def one(place: Place, part: Doing, trouble: Trouble | None):
    """A survey as it stands for this learner; all else is the same for everybody."""
    if part.kind != SURVEY:
        return part
    args = [place.course.slug, place.module.slug, place.lesson.slug, part.id]
    more = {"url": reverse("courses:survey", args=args), "state": _state(place, part)}
    if trouble and trouble.block_id == part.id:
        more |= {"error": trouble.words, **trouble.typed}
    return survey(part, **more)


def _state(place: Place, part: Doing) -> str:
    """A survey that the source no longer has is shown to nobody as open."""
    its = place.lesson.survey
    if not place.is_enrolled or its is None or its.id != str(part.id):
        return "closed"
    return "done" if place.has_answered_survey else "open"


def private_notes() -> str | None:
    """The address of the reader's private notes; None while they are shut: then no link is shown.

    A link is all that leads there: no text passes between them.
    """
    return support.room_address()
