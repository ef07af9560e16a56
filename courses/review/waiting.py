"""What waits for whom: each draft that is being read, with what a person may say of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail_localize.models import StringTranslation

from courses.models import Course
from courses.models.pages import COURSE_PATH
from courses.models.review import ReviewTask
from courses.review.steps import LANGUAGE, LIVED, PUBLISH, keys_of
from people import api as people
from people.api import Role

STEP_OF = {task.__name__.lower(): task.step for task in ReviewTask.__subclasses__()}
BEFORE = datetime.min.replace(tzinfo=UTC)
READS = {LIVED: {Role.REVIEWER}, LANGUAGE: {Role.TRANSLATOR}, PUBLISH: {Role.PUBLISHER}}
SAYS = {
    LIVED: ("approve", "reject", "dissent"),
    LANGUAGE: ("approve", "reject"),
    PUBLISH: ("approve", "reject"),
}


@dataclass(frozen=True)
class Waiting:
    """One draft at one step, and the names of the actions that the person asked for may take."""

    state: TaskState
    step: str
    page: Page
    course: Course
    actions: tuple[str, ...]

    @property
    def language(self) -> str:
        return self.page.locale.language_code

    @property
    def title(self) -> str:
        return self.state.revision.object_str


def waiting_for(user) -> list[Waiting]:
    """In a fixed number of statements, the oldest first."""
    return [each for each in _with_actions(_states(), user) if each.actions]


def one(state: TaskState | int, user) -> Waiting | None:
    """The same of one; None where it does not wait, or not for them."""
    key = state if isinstance(state, int) else state.pk
    return next(iter(_with_actions(_states().filter(pk=key), user)), None)


def actions_on(page, user) -> tuple[str, ...]:
    here = _states().filter(revision__object_id=str(page.pk))
    return next((each.actions for each in _with_actions(here, user)), ())


def _states() -> QuerySet[TaskState]:
    found = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        task__content_type__app_label="courses",
        task__content_type__model__in=STEP_OF,
    )
    found = found.select_related("task__content_type", "workflow_state", "revision")
    return found.defer("revision__content").order_by("started_at", "pk")


def _with_actions(states: Iterable[TaskState], user) -> list[Waiting]:
    states = list(states)
    if not states or not user.is_authenticated:
        return []
    pages = _pages(states)
    keys = keys_of(page.path for page in pages.values())
    courses = {
        course.translation_key: course
        for course in Course.objects.filter(translation_key__in=keys.values())
    }
    reach = people.reach(user, user.day())
    written = _translated_by(user, pages.values())
    drafted = _drafted_by(user, pages)
    found = []
    for state in states:
        page = pages.get(int(state.revision.object_id))
        course = courses.get(keys.get(page.path[:COURSE_PATH])) if page else None
        if course:
            step = STEP_OF[state.task.content_type.model]
            language = page.locale.language_code
            roles = reach.roles(course=course.translation_key, language=language)
            is_own = (page.translation_key, page.locale_id) in written or page.pk in drafted
            is_own = is_own or _is_own(state, user)
            names = names_for(step, roles, language == course.source_locale, is_own)
            found.append(Waiting(state, step, page, course, names))
    return found


def names_for(step: str, roles, is_source: bool, is_own: bool) -> tuple[str, ...]:
    """Nobody says of their own words that they can go on. Publishing one's own is allowed: others
    have read it by then, or the reason why not is kept."""
    reads = not roles.isdisjoint(READS[step] | readers_of_source(step, is_source))
    says = SAYS[step] if reads and (step == PUBLISH or not is_own) else ()
    skips = step != PUBLISH and Role.PUBLISHER in roles
    return (*says, "skip") if skips else says


def readers_of_source(step: str, is_source: bool) -> set[Role]:
    """Editors know the language that the course is written in."""
    return {Role.CONTENT_EDITOR} if step == LANGUAGE and is_source else set()


def _is_own(state: TaskState, user) -> bool:
    return user.pk in (state.workflow_state.requested_by_id, state.revision.user_id)


def _pages(states: list[TaskState]) -> dict[int, Page]:
    keys = {int(state.revision.object_id) for state in states}
    return Page.objects.select_related("locale").in_bulk(keys)


def _drafted_by(user, pages: dict[int, Page]) -> set[int]:
    """Where somebody saved what is not published yet, whoever saved after them."""
    theirs = Revision.page_revisions.filter(user=user, object_id__in=[str(key) for key in pages])
    saved = ((int(key), at) for key, at in theirs.values_list("object_id", "created_at"))
    return {key for key, at in saved if at > (pages[key].last_published_at or BEFORE)}


def _translated_by(user, pages: Iterable[Page]) -> set[tuple]:
    keys = {page.translation_key for page in pages}
    theirs = StringTranslation.objects.filter(last_translated_by=user, context__object_id__in=keys)
    return set(theirs.values_list("context__object_id", "locale_id").distinct())
