"""The workflow of every course, in every language: made where it is missing, never made twice."""

from collections.abc import Iterable

from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from courses.models.review import LanguageTask, LivedExperienceTask, PublishTask

NAME = "Review"
TASKS = (
    (LivedExperienceTask, "Somebody who has lived it"),
    (LanguageTask, "A second reader of the language"),
    (PublishTask, "Publishing"),
)


def lay_workflow(shelves: Iterable) -> None:
    """`shelves` are pages; what stands below them is reviewed before it is published."""
    workflow = Workflow.objects.get_or_create(name=NAME)[0]
    for order, (kind, name) in enumerate(TASKS):
        task = kind.objects.order_by("pk").first() or kind.objects.create(name=name)
        WorkflowTask.objects.get_or_create(
            workflow=workflow, task=task.task_ptr, defaults={"sort_order": order}
        )
    for shelf in shelves:
        WorkflowPage.objects.get_or_create(page=shelf, defaults={"workflow": workflow})
