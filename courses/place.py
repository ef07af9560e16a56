"""Where a reader is: course, module, lesson, and how far they have come. Two queries warm."""

from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from courses import drafts, shape
from courses.models import Course, Enrolment, Progress
from courses.offers import Offer, offer_of
from courses.outline import Lesson, Module, Outline, outline_of
from courses.prose import scope_of
from courses.summary import Summary, summary_of


class NotHere(Exception):
    """There is nothing at this address for this person; the answer is 404, whatever the reason."""


@dataclass
class Place:
    course: Course
    outline: Outline
    module: Module | None = None
    lesson: Lesson | None = None
    progress: dict[UUID, Progress] = field(default_factory=dict)
    reader: str = ""  # who looks; the same thing is mixed otherwise for somebody else

    @cached_property
    def waiting(self) -> drafts.Waiting:
        """What this learner began in this lesson, and what they asked a person for, where one can.
        One statement for all of it, or none."""
        if not self.is_enrolled:
            return drafts.Waiting({}, {})
        asks = [each.id for each in (*self.lesson.questions, *self.lesson.sets)]
        survey = self.lesson.survey.id if self.lesson.survey else ""
        limited = any(each.rules.sittings for each in self.lesson.sets)
        talks_in = self.lesson.key if limited or self.lesson.note.is_there else None
        mine = self.course.enrolment_id
        return drafts.of_lesson(mine, asks, survey=survey, talks_in=talks_in)

    @property
    def has_answered_survey(self) -> bool:
        """Whether this learner did, in this lesson."""
        return bool(self.lesson.survey) and self.lesson.survey.id in self.waiting.begun

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
    outline = row and outline_of(row, language)
    if not outline:
        raise NotHere
    place = Place(row, outline, reader=str(user.pk))
    if module:
        place.module = _named(outline.modules, module)
    if lesson:
        place.lesson = _named(place.module.lessons, lesson)
    if place.is_enrolled:
        rows = Progress.objects.filter(enrolment=row.enrolment_id)
        place.progress = {each.lesson_key: each for each in rows}
    return place


def _course(user, slug: str) -> Course | None:
    """As `visible_to` gives it, at half the cost for who is on the course; no offer waits then."""
    mine = _enrolment(user, slug) if user.is_authenticated else None
    if mine is None:
        return Course.objects.visible_to(user).with_offers(user).filter(slug=slug).first()
    completion = getattr(mine, "completion", None)
    mine.course.enrolment_id = mine.pk
    mine.course.completed_at = completion and completion.completed_at
    return mine.course


def _enrolment(user, slug: str) -> Enrolment | None:
    mine = Enrolment.objects.visible_to(user).active()
    mine = mine.select_related("course", "completion")
    return mine.filter(course__slug=slug).first()


def _named(things, slug: str):
    for thing in things:
        if thing.slug == slug:
            return thing
    raise NotHere
