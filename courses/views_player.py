"""Where packages are played: a page without an origin, and their files, opened by a pass.

Nothing here reads a cookie. Each answer brings its own policy: no page of ours has one like it.
"""

import mimetypes
from time import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from courses.h5p import core, passes, playing, wording
from courses.h5p.passes import DESK, NoPass, Pass
from courses.h5p.store import path_of
from courses.models import Course, H5PPackage
from office import files
from office.kept import Kept
from people import api as people

HOME = "/h5p/"
ASKED_AGAIN = 60  # seconds: a right that ended ends here, too
YEAR = 365 * 24 * 3600
PROGRAM_KEPT = "private, max-age=86400"
answers = Kept(size=5000)
packages = Kept(size=500)


def home(request) -> str:
    """The address below which everything of packages stands, as a policy names it."""
    return f"{request.scheme}://{settings.PACKAGE_HOST or request.get_host()}{HOME}"


@require_safe
@xframe_options_exempt  # its policy names who may frame it
def page(request, opens: str) -> HttpResponseBase:
    """The page that plays a package; the page around it says where the learner was."""
    package = _package(request, opens)
    language = _language(request)
    with translation.override(language):
        context = {
            "setting": _setting(request, opens, package),
            "core": f"{HOME}core/{core.mark()}",
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "package": package,
        }
        response = render(request, "courses/player.html", context)
    response["Content-Security-Policy"] = _policy(request)
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def file(request, opens: str, path: str) -> HttpResponseBase:
    found = playing.file_at(_package(request, opens), path)
    if found is None:
        raise Http404
    response = files.serve(request, path_of(found.digest), content_type=found.content_type)
    if found.is_program and response.status_code in (200, 304):
        response["Cache-Control"] = PROGRAM_KEPT
    return _for_any_page(response)


@require_safe
def core_file(request, mark: str, path: str) -> HttpResponseBase:
    """H5P's player. Of another release than this one there is nothing."""
    known = core.file(path) if mark == core.mark() else None
    if known is None:
        raise Http404
    kind = mimetypes.guess_type(known.name)[0] or "application/octet-stream"
    response = FileResponse(known.open("rb"), content_type=kind)
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return _for_any_page(response)


def _for_any_page(response: HttpResponseBase) -> HttpResponseBase:
    """A page without an origin may read it; as a page of its own it runs nothing."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Content-Security-Policy"] = files.RUNS_NOTHING
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _package(request, opens: str) -> H5PPackage:
    """The package that the pass opens, to whoever it was written for, as things are now."""
    now = timezone.now()
    try:
        seen = passes.read(opens, today=now.date())
    except NoPass:
        raise Http404 from None
    if not _is_at_home(request) or not _may_open(seen):
        raise Http404
    package = packages.get(seen.package_id)
    if package is None:
        package = H5PPackage.objects.filter(pk=seen.package_id).first()
        packages.put([(seen.package_id, package)] if package else [])
    if package is None:
        raise Http404
    return package


def _is_at_home(request) -> bool:
    return not settings.PACKAGE_HOST or request.get_host() == settings.PACKAGE_HOST


def _may_open(seen: Pass) -> bool:
    """Asked once a minute: one activity has a hundred files."""
    key = (seen, int(time() // ASKED_AGAIN))
    may = answers.get(key)
    if may is None:
        may = _ask(seen)
        answers.put([(key, may)])
    return may


def _ask(seen: Pass) -> bool:
    user = AnonymousUser()
    if seen.user_id is not None:
        user = get_user_model().objects.filter(pk=seen.user_id, is_active=True).first()
    if user is None:
        return False
    if seen.scope == DESK:
        return people.may_open_cms(user)
    return Course.objects.visible_to(user).filter(translation_key=seen.scope).exists()


def _language(request) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _setting(request, opens: str, package: H5PPackage) -> dict:
    where = home(request)
    return {
        "origin": where.removesuffix(HOME),
        "files": f"{where}{opens}",
        "core": f"{where}core/{core.mark()}",
        "problem": "" if playing.can_play(package) else "library",
        "words": wording.words(),
    }


def _policy(request) -> str:
    """Nothing but what stands below our own address of packages (h5p.md 4: what was tried)."""
    ours = home(request)
    site = settings.SITE_URL if settings.PACKAGE_HOST else ours.removesuffix(HOME)
    rules = {
        "default-src": "'none'",
        "script-src": f"{ours} 'unsafe-eval'",  # the package's own programs run anyway
        "style-src": f"{ours} 'unsafe-inline'",
        "img-src": f"{ours} data: blob:",
        "media-src": f"{ours} data: blob:",
        "font-src": f"{ours} data:",
        "connect-src": ours,
        "worker-src": "blob:",
        "frame-src": "'none'",
        "form-action": "'none'",
        "base-uri": ours,
        "frame-ancestors": site,
        "sandbox": "allow-scripts",
    }
    return "; ".join(f"{name} {what}" for name, what in rules.items())
