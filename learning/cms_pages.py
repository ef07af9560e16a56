"""Where Wagtail would name a page, by its newest draft, to whoever is inside at all."""

from django.http import Http404
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from learning.cms import PREFIX

BY_NUMBER = {  # view: what names the page in its address
    "wagtailadmin_pages:move_confirm": "page_to_move_id",
    "wagtailadmin_choose_page_child": "parent_page_id",
}
BY_TASK = {  # they say whose page it is even where nothing waits for anybody
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:workflow_preview",
}
REPORTS = (
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:page_types_usage",
    "wagtail_localize:translations_report",
)
OF_ALL_PAGES = {f"{report}{part}" for report in REPORTS for part in ("", "_results")}


class OnesOwnPages:
    """A draft is for those who may edit it; reports of all pages, for those who may edit all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path.startswith(PREFIX) or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name
        if name in BY_NUMBER and not _is_theirs(request, kwargs[BY_NUMBER[name]]):
            raise Http404
        if name in BY_TASK and not _is_for(request, kwargs["page_id"]):
            raise Http404
        if name in OF_ALL_PAGES and not edits_all(request):
            raise Http404
        return None


def _is_theirs(request, pk: int) -> bool:
    return _pages_of(request).filter(pk=pk).exists()


def _is_for(request, pk: int) -> bool:
    """Somebody who reviews may have no page of their own, only what waits for them."""
    page = Page.objects.filter(pk=pk).first()
    task = page and page.specific.current_workflow_task
    waits = bool(task and task.specific.get_actions(page.specific, request.user))
    return waits or _is_theirs(request, pk)


def edits_all(request) -> bool:
    homes = Page.objects.filter(depth=2)
    return not homes.exclude(pk__in=_pages_of(request)).exists()


def _pages_of(request):
    return page_permission_policy.explorable_instances(request.user)
