"""The first page of `/cms/`, for who writes, translates, reviews or publishes: their desk.

My drafts, what waits for me, translations that are out of date, what learners said. Each list is
short and leads to the whole; each shows only what its reader may open. Nobody's name stands here.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils.translation import get_language
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    RecentEditsPanel,
    UpgradeNotificationPanel,
    UserObjectsInWorkflowModerationPanel,
    WhatsNewInWagtailVersionPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.permissions import page_permission_policy

from courses.languages import overdue
from courses.languages.sight import sight_of
from courses.languages.table import name_of
from courses.models import LessonFeedback
from courses.review import waiting
from courses.review.said import step_words
from courses.views_feedback import titles_of
from people import api as people

MOST = 10
# Ours say the same without names, and only what one may open. Locked pages stay: one's own locks.
TAKEN_AWAY = (
    RecentEditsPanel,
    UpgradeNotificationPanel,
    UserObjectsInWorkflowModerationPanel,
    WhatsNewInWagtailVersionPanel,
    WorkflowObjectsToModeratePanel,
)


def lay_out(request, panels: list) -> None:
    """Put the desk on the first page, for whoever has one."""
    panels[:] = [panel for panel in panels if not isinstance(panel, TAKEN_AWAY)]
    person = request.user
    sight, hears = sight_of(person), people.may(person, "see", "feedback")
    if sight:
        panels.append(Drafts(person))
    if sight or people.may(person, "review", "page"):
        panels.append(Waiting(person))
    if sight:
        panels.append(OutOfDate(person, sight))
    if hears:
        panels.append(Said(person))


class Panel(Component):
    """One list on the desk; it reads when it is drawn."""

    def __init__(self, person):
        self.person = person

    @property
    def template_name(self) -> str:
        return f"courses/cms/home_{self.name}.html"


class Drafts(Panel):
    name, order = "drafts", 60

    def get_context_data(self, parent_context=None):
        found = drafts_of(self.person)
        pages = list(found[: MOST + 1])
        return {"pages": pages[:MOST], "more": len(pages) > MOST}


def drafts_of(person):
    """Pages with words that are not published, whose newest are theirs or that they began."""
    may_change = page_permission_policy.instances_user_has_permission_for(person, "change")
    theirs = Q(owner=person) | Q(latest_revision__user=person)
    found = may_change.filter(theirs, has_unpublished_changes=True, alias_of=None)
    found = found.select_related("locale").prefetch_workflow_states()
    return found.order_by("-latest_revision_created_at", "-pk")


class Waiting(Panel):
    name, order = "waiting", 70

    def get_context_data(self, parent_context=None):
        return {"rows": waiting_for(self.person)}


def waiting_for(person) -> list[dict]:
    """The longest waiting first. Who could only leave a step out is not waited for."""
    found = [each for each in waiting.waiting_for(person) if {*each.actions} - {"skip"}]
    return [
        {"step": step_words(each.step), "since": each.state.started_at, "waits": each}
        for each in found[:MOST]
    ]


class OutOfDate(Panel):
    name, order = "outdated", 80

    def __init__(self, person, sight):
        super().__init__(person)
        self.sight = sight

    def get_context_data(self, parent_context=None):
        groups = overdue.of(self.sight, most=MOST)
        for group in groups:
            for row in group.rows:
                row.language_name = name_of(row.language)
        return {"groups": groups, "more": sum(group.many for group in groups) > MOST}


class Said(Panel):
    name, order = "said", 90

    def get_context_data(self, parent_context=None):
        courses = people.courses_for(self.person, "see", "feedback")
        return {"rows": newest_said(get_language() or "", courses)}


def newest_said(language: str, courses: Collection[UUID] | None = None) -> list[dict]:
    """Lessons with something that no editor has looked at: how many, never what or by whom.

    Of these courses, or of all.
    """
    rows = LessonFeedback.objects.filter(looked_at_on=None)
    if courses is not None:
        rows = rows.filter(course__translation_key__in=courses)
    rows = rows.values("course__slug", "lesson_key").annotate(many=Count("pk"), last=Max("day"))
    found = list(rows.order_by("-last", "-many", "lesson_key")[:MOST])
    titles = titles_of({row["lesson_key"] for row in found}, language)
    return [
        {
            "course": row["course__slug"],
            "key": row["lesson_key"],
            "many": row["many"],
            "day": row["last"],
            "title": titles.get(row["lesson_key"]),
        }
        for row in found
    ]
