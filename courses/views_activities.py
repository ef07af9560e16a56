"""What the page of a lesson tells us of its activities. A script sends it; the learner may, too."""

from contextlib import suppress
from uuid import uuid4

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses import playing, progress
from courses.activities import Said
from courses.carried import a_uuid
from courses.statements import LONGEST, BadStatement
from courses.views import found, not_on_it, verb

BY_HAND = (Said.OPENED, Said.MARKED)  # what the page, or the learner, may say
AWAY = (progress.NoSuchLesson, playing.NoSuchActivity)


@verb
def said(request, course, module, lesson, block_id):
    """The learner opened it, or marks it as done. A form sends it as well as the script."""
    what = request.POST.get("said", "")
    if what not in BY_HAND:
        return HttpResponse(status=422)
    try:
        with suppress(playing.NothingNew):
            _keep(request, course, module, lesson, block_id, said=Said(what))
    except progress.NotEnrolled:
        return not_on_it(request, course)
    except progress.NotYet:
        return _later(request)
    except AWAY:
        raise Http404 from None
    except playing.TooMuch:
        return HttpResponse(status=429)
    if request.accepts("text/html"):
        return redirect(f"{request.page_path}#activity-{block_id}")
    return _how_it_stands(request, course, module, lesson, block_id)


@verb
def statement(request, course, module, lesson, block_id):
    text = request.POST.get("statement", "")
    if len(text) > LONGEST:
        return HttpResponse(status=413)
    try:
        with suppress(playing.NothingNew):
            _keep(request, course, module, lesson, block_id, text=text)
    except BadStatement:
        return HttpResponse(status=422)
    except playing.TooMuch:
        return HttpResponse(status=429)
    except progress.NotEnrolled:
        return HttpResponse(status=403)
    except progress.NotYet:
        return HttpResponse(status=409)
    except AWAY:
        raise Http404 from None
    return _how_it_stands(request, course, module, lesson, block_id)


def _later(request):
    """To a person, the page that says what comes first."""
    by_hand = request.accepts("text/html")
    return redirect(request.page_path) if by_hand else HttpResponse(status=409)


def _keep(request, course, module, lesson, block_id, *, text=None, said=None):
    more = {
        "lesson": (module, lesson),
        "block_id": block_id,
        "attempt": a_uuid(request.POST, "attempt") or uuid4(),
        "language": get_language(),
    }
    if text is not None:
        return playing.report(request.user, course, text=text, **more)
    return playing.say(request.user, course, said, **more)


def _how_it_stands(request, *slugs_and_block):
    *slugs, block_id = slugs_and_block
    here = found(request, *slugs)
    rule = here.lesson.activity(block_id)
    is_done = bool(rule and rule.is_done(here.summary(here.lesson).activity(block_id)))
    return JsonResponse({"done": is_done, "words": _("This activity is done.") if is_done else ""})


@require_http_methods(["GET", "POST"])
def state(request, course, module, lesson, block_id):
    """Where the learner was (GET), and where they are (POST), in the package's own words."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    here = found(request, course, module, lesson)
    if not here.is_open(here.lesson):
        return HttpResponse(status=409)
    try:
        package = int((request.POST or request.GET).get("package", ""))
    except ValueError:
        return HttpResponse(status=422)
    if request.method == "GET":
        known = playing.states(here, block_id, package)
        is_new = not known and playing.has_older(here, block_id, package)
        return JsonResponse({"states": known, "is_new": is_new})
    return _keep_state(request, here, block_id, package)


def _keep_state(request, here, block_id, package):
    key, text = request.POST.get("key", ""), request.POST.get("text", "")
    try:
        playing.keep_state(here, block_id, package, key, text, at=timezone.now())
    except progress.NotEnrolled:
        return HttpResponse(status=403)
    except playing.NoSuchActivity:
        raise Http404 from None
    except playing.TooMuch:
        return HttpResponse(status=413)
    return HttpResponse(status=204)


statement.is_sent_by_itself = state.is_sent_by_itself = True
