"""By what the catalogue can be narrowed down. A further facet is one more entry of FACETS."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.models import Topic
from courses.place import Place

SHORT, MEDIUM = 30, 90  # minutes, the longest of each
Choices = list[tuple[str, str | Promise]]


@dataclass(frozen=True)
class Facet:
    """One question with its answers. `fits` says whether a course, as readers of a language see it,
    belongs to an answer; `choices` gives the answers that these courses make sense of."""

    name: str  # in the address; neutral, as every address
    label: str | Promise
    choices: Callable[[Iterable[Place]], Choices]
    fits: Callable[[Place, str, str], bool]
    is_personal: bool = False  # asked only of somebody who is signed in


def is_in(place: Place, language: str) -> bool:
    """Whether every lesson can be read in that language."""
    lessons = place.outline.lessons
    return bool(lessons) and all(lesson.spoken == language for lesson in lessons)


def _length(place: Place) -> str:
    minutes = place.outline.minutes
    if minutes <= SHORT:
        return "short"
    return "medium" if minutes <= MEDIUM else "long"


def state_of(place: Place) -> str:
    if place.course.completed_at:
        return "done"
    return "under_way" if place.is_enrolled else "new"


def _topics_of(places: Iterable[Place]) -> Choices:
    """Those that any of these courses counts for, in the language of the moment. One statement."""
    codes = {code for place in places for code in _codes(place)}
    return [(topic.code, str(topic)) for topic in Topic.objects.filter(code__in=codes)]


def _codes(place: Place) -> set[str]:
    return {code for lesson in place.outline.lessons for code, _minutes in lesson.topics}


LANGUAGE = Facet(
    name="in",
    label=_("Language"),
    choices=lambda places: [("mine", _("All of it in the language of this page"))],
    fits=lambda place, value, language: is_in(place, language),
)
LENGTH = Facet(
    name="length",
    label=_("Length"),
    choices=lambda places: [
        ("short", _("Up to half an hour")),
        ("medium", _("Up to an hour and a half")),
        ("long", _("Longer")),
    ],
    fits=lambda place, value, language: _length(place) == value,
)
STATE = Facet(
    name="state",
    label=_("How far I am"),
    choices=lambda places: [
        ("new", _("Not begun")),
        ("under_way", _("Under way")),
        ("done", _("Finished")),
    ],
    fits=lambda place, value, language: state_of(place) == value,
    is_personal=True,
)
TOPIC = Facet(
    name="topic",
    label=_("Topic"),
    choices=_topics_of,
    fits=lambda place, value, language: value in _codes(place),
)
FACETS: tuple[Facet, ...] = (LANGUAGE, TOPIC, LENGTH, STATE)
