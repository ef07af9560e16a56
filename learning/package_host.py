"""The host of packages, where one is set: nothing of the site answers there, and no cookie is read.

It stands before everything else, so that no door, language or session is asked.
"""

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpResponseBadRequest, HttpResponseNotFound
from django.urls import resolve

ONLY = "courses.urls_packages"


class PackageHost:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.PACKAGE_HOST or request.get_host() != settings.PACKAGE_HOST:
            return self.get_response(request)
        try:
            found = resolve(request.path_info, urlconf=ONLY)
            return found.func(request, *found.args, **found.kwargs)
        except Http404:
            return HttpResponseNotFound(content_type="text/plain")
        except (BadRequest, SuspiciousOperation):
            return HttpResponseBadRequest(content_type="text/plain")
