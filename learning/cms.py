"""The editors' door: live roles are asked at every request, and Wagtail's own doors are shut.

Wagtail writes what one edits into the title of the window; here that is said inside only.

Wagtail's login and reset pages know nothing of second factors and limits; its user and group
screens would let one person set another's password.
"""

import re

from django.http import Http404
from django.shortcuts import redirect
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from office import organisation
from people.api import Role, cms_roles

PREFIX = "/cms/"
FOR_REVIEWERS = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_dismissibles",
        "wagtailadmin_logout",
        "wagtailadmin_pages:workflow_preview",
        "wagtailadmin_pages:workflow_action",
        "draft_checks",
        "reviews",
        "review",
        "reviews_mine",
        "review_withdraw",
        "feedback_desk",
        "feedback_lesson",
        "survey_desk",
    }
)
TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)


class LiveRoles:
    """A role that ended yesterday opens nothing today, whatever the groups still say."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path.startswith(PREFIX) or not request.user.is_authenticated:
            return None  # visitors are sent to sign in by Wagtail itself
        roles = cms_roles(request.user)
        is_kept_out = roles == {Role.REVIEWER} and not _is_for_reviewers(request)
        if not roles or is_kept_out:
            raise Http404
        return None


def _is_for_reviewers(request) -> bool:
    """Wagtail shows titles of files and pages to whoever is inside at all."""
    return request.resolver_match.view_name in FOR_REVIEWERS


class NeutralTitles:
    """The name of a course must not stand in a tab, a list of windows or the browser's history."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if request.path.startswith(PREFIX) and is_page and not response.streaming:
            response.content = TITLE.sub(lambda _old: _title(), response.content, 1)
            if "Content-Length" in response:  # a preview went through all of this once already
                response["Content-Length"] = len(response.content)
        return response


def _title() -> bytes:
    kind, name = escape(_("Editor")), escape(organisation.current().short_name)
    return f"<title>{kind} · {name}</title>".encode()


@never_cache
def to_our_door(request):
    """Wagtail's login page becomes ours, and leads back."""
    target = redirect("account_login")
    if "next" in request.GET:
        target["Location"] += f"?{request.GET.urlencode()}"
    return target


def to_my_account(request):
    """Wagtail's link to one's account leads to ours."""
    return redirect("account")


def not_mounted(request, rest=""):
    raise Http404
