"""Where a reader is: course, module, lesson, and how far they have come. Two statements warm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from courses import shape, so_far
from courses.languages.reading import read_by
from courses.models import Course
from courses.offers import Offer, offer_of
from courses.outline import Lesson, Module, Outline, outline_of
from courses.prose import scope_of
from courses.questions.given import Given
from courses.summary import Row, Summary, summary_of


class NotHere(Exception):
    """There is nothing at this address for this person; the answer is 404, whatever the reason."""


@dataclass
class Place:
    course: Course
    outline: Outline
    module: Module | None = None
    lesson: Lesson | None = None
    progress: dict[UUID, Row] = field(default_factory=dict)
    begun: dict[str, Given] = field(default_factory=dict)  # as `so_far` gives it
    talks: dict[UUID, Mapping[str, datetime]] = field(default_factory=dict)
    reader: str = ""  # who looks; the same thing is mixed otherwise for somebody else

    @property
    def has_answered_survey(self) -> bool:
        """Whether this learner did, in this lesson."""
        return bool(self.lesson.survey) and self.lesson.survey.id in self.begun

    @property
    def is_enrolled(self) -> bool:
        return self.course.enrolment_id is not None

    @property
    def has_left(self) -> bool:
        """They were on it, and can come back to where they were."""
        return getattr(self.course, "left_at", None) is not None

    @cached_property
    def offer(self) -> Offer | None:
        return offer_of(self.course)

    @property
    def scope(self) -> str:
        """Who is asked about the files of this course."""
        return scope_of(self.course.translation_key)

    def summary(self, lesson: Lesson) -> Summary:
        return summary_of(self.progress.get(lesson.key))

    def is_done(self, lesson: Lesson) -> bool:
        row = self.progress.get(lesson.key)
        return bool(row and row.done_at)

    @cached_property
    def done(self) -> frozenset[UUID]:
        return frozenset(key for key, row in self.progress.items() if row.done_at)

    @cached_property
    def open_lessons(self) -> frozenset[UUID]:
        """The keys of what may be opened now; all of a completed course."""
        if self.course.completed_at:
            return frozenset(lesson.key for lesson in self.outline.lessons)
        return shape.open_lessons(self.outline, self.done, self.progress.keys())

    def is_open(self, lesson: Lesson) -> bool:
        """Whether the order of the course lets this person into the lesson now."""
        return lesson.key in self.open_lessons

    def first_before(self, lesson: Lesson) -> Lesson | None:
        """What comes before a lesson that is not open yet."""
        return shape.before(self.outline, self.done)

    @property
    def may_be_finished(self) -> bool:
        """Nothing is left to do, but what was open was withdrawn, so nothing ended the course."""
        is_open = self.is_enrolled and not self.course.completed_at
        return is_open and shape.is_complete(self.outline, self.done)

    def next_open(self) -> Lesson | None:
        """Where to go on: from the lesson touched last, the first open one that is not done, and is
        needed or of the part that was begun; else any open one that is not done; else the first."""
        lessons = self.outline.lessons
        if not lessons:
            return None
        latest = self._latest()
        start = lessons.index(latest) if latest else 0
        in_order = lessons[start:] + lessons[:start]
        left = [each for each in in_order if not self.is_done(each) and self.is_open(each)]
        wanted = {each.key for each in shape.needed(self.outline, self.done)}
        wanted |= {each.key for each in self._beside(latest)}
        first = next((each for each in left if each.key in wanted), None)
        return first or next(iter(left), lessons[0])

    def _latest(self) -> Lesson | None:
        touched = [lesson for lesson in self.outline.lessons if lesson.key in self.progress]
        return max(touched, key=lambda each: self.progress[each.key].touched_at, default=None)

    def _beside(self, lesson: Lesson | None) -> tuple[Lesson, ...]:
        """The lessons of the part that this one stands in."""
        its = (module.lessons for module in self.outline.modules if lesson in module.lessons)
        return next(its, ())


def find(user, language: str, course: str, module: str = "", lesson: str = "") -> Place:
    """The place at an address, as this person may see it. Raises NotHere."""
    row = _course(user, course)
    outline = row and outline_of(row, read_by(user, language))
    if not outline:
        raise NotHere
    place = Place(row, outline, reader=str(user.pk))
    if module:
        place.module = _named(outline.modules, module)
    if lesson:
        place.lesson = _named(place.module.lessons, lesson)
    if place.is_enrolled:
        found = so_far.of(row.enrolment_id, place.lesson)
        place.progress, place.begun, place.talks = found.progress, found.begun, found.talks
    return place


def _course(user, slug: str) -> Course | None:
    """As `visible_to` gives it, at half the cost for who is on the course; no offer waits then."""
    courses = Course.objects.filter(slug=slug)
    mine = next(iter(courses.followed_by(user)), None) if user.is_authenticated else None
    return mine or courses.visible_to(user).with_offers(user).first()


def _named(things, slug: str):
    for thing in things:
        if thing.slug == slug:
            return thing
    raise NotHere
