"""Error pages in the site's look and the language of the address, even without a database."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_from_path

from learning import look
from learning.context import kept_path, language_switch
from office import organisation


def form_expired(request, reason=""):
    """A form came without its token: mostly a page that stood open for too long."""
    return render(request, "csrf_failure.html", status=403)


def bad_request(request, exception=None):
    return _without_anybody(request, "400.html", status=400)


def server_error(request):
    """Whatever failed may fail again: nothing here asks who it is, and words alone are the last."""
    try:
        return _without_anybody(request, "500.html", status=500)
    except Exception:
        return HttpResponse("This did not work. Wait a moment, then try again.", status=500)


def _without_anybody(request, template: str, *, status: int) -> HttpResponse:
    language = get_language_from_path(request.path_info) or organisation.first_language()
    with translation.override(language):
        return HttpResponse(render_to_string(template, frame_alone(request.path)), status=status)


def frame_alone(path: str) -> dict:
    """The frame of a page for which nobody was looked up."""
    org = organisation.current()
    return {
        "org": org,
        "look": look.of(org),
        "exit_url": "/exit/",
        "page_path": path,
        "kept_path": kept_path(path),
        "language_switch": partial(language_switch, path),
    }
