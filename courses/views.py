"""Pages of the courses, and the verbs a learner has in them."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses import (
    carried,
    catalogue,
    first,
    joining,
    place,
    progress,
    reading,
    refreshing,
    topics,
)
from courses.carried import a_uuid
from courses.views_player import home
from courses.ways import short


def found(request, *slugs: str) -> place.Place:
    try:
        return place.find(request.user, get_language(), *slugs)
    except place.NotHere:
        raise Http404 from None


@require_safe
def index(request):
    page = catalogue.look(request.user, get_language(), request.GET)
    return render(request, "courses/course_index.html", {"catalogue": page})


@require_safe
def course(request, course):
    here, language = found(request, course), get_language()
    context = reading.course_page(
        here,
        comes_first=first.firsts(request.user, here.outline, language),
        topics=topics.named(here.outline, language),
        today=request.user.day() if request.user.is_authenticated else None,
    )
    return render(request, "courses/course_page.html", context)


@require_safe
def module(request, course, module):
    context = reading.module_page(found(request, course, module))
    return render(request, "courses/module_page.html", context)


@require_safe
def lesson(request, course, module, lesson):
    here = found(request, course, module, lesson)
    if not here.is_open(here.lesson):
        return render(request, "courses/lesson_later.html", reading.later_page(here))
    in_short = short.page(here) if "short" in request.GET else None
    if in_short:
        return render(request, "courses/lesson_short.html", in_short)
    context = reading.lesson_page(here, carried=carried.arrived(here, request.GET))
    return show_lesson(request, context)


def show_lesson(request, context: dict, status: int = 200):
    """A page that may frame what plays packages, and nothing else; only where there is any."""
    response = render(request, "courses/lesson_page.html", context, status=status)
    if context["plays"]:
        response.frames = home
    return response


def verb(view):
    """A POST that belongs to a page: any other method, and a visitor after signing in, go there.

    The page's address is kept for the language switch, since this one shows nothing to a GET.
    """

    @wraps(view)
    def wrapped(request, **rest):
        page = "/".join(["", get_language(), "courses", *rest_slugs(rest), ""])
        if request.method != "POST":
            return redirect(page)
        if not request.user.is_authenticated:
            comes_along = not getattr(view, "is_sent_by_itself", False)
            block_id = rest.get("block_id") if comes_along else None
            return redirect_to_login(page + carried.query(request.POST, block_id))
        request.page_path = page
        return view(request, **rest)

    return wrapped


def rest_slugs(rest: dict) -> list[str]:
    return [rest[name] for name in ("course", "module", "lesson") if name in rest]


@verb
def enrol(request, course):
    here = found(request, course)
    try:
        joining.enrol(request.user, here.course, by=request.user)
    except joining.CourseClosed:
        messages.error(request, _("This course takes no new learners."))
        return redirect(here.outline.url)
    except joining.ComesLater:
        messages.info(request, _("Another course comes first. You find it on this page."))
        return redirect(here.outline.url)
    to = found(request, course).next_open() if here.has_left else here.next_open()
    return redirect(to.url if to else here.outline.url)


@verb
def finish(request, course):
    here = found(request, course)
    try:
        progress.finish(request.user, course)
    except progress.NotEnrolled:
        return not_on_it(request, course)
    return redirect(here.outline.url)


@verb
def done(request, course, module, lesson):
    attempt = a_uuid(request.POST, "attempt")
    if not attempt:
        return redirect(request.page_path)
    try:
        progress.read(
            request.user,
            course,
            lesson=(module, lesson),
            attempt=attempt,
            language=get_language(),
        )
    except progress.NotEnrolled:
        return not_on_it(request, course)
    except progress.NoSuchLesson:
        raise Http404 from None
    except progress.NotYet:
        return redirect(request.page_path)
    here = found(request, course, module, lesson)
    missing = reading.what_is_missing(here)
    if missing:
        return show_lesson(request, reading.lesson_page(here, done_error=missing), 422)
    to = _after(here)
    return redirect(to.url if to else here.outline.url)


def _after(here: place.Place):
    """What else changed, for who finished; else the lesson after this one, else what is open."""
    again = refreshing.to_read_again(here)
    lessons = here.outline.lessons
    later = lessons[lessons.index(here.lesson) + 1 :]
    to = again[0] if again else next(iter(later), None)
    return to if to is None or here.is_open(to) else here.next_open()


def not_on_it(request, course):
    found(request, course)  # 404 for a course that this person may not see
    messages.info(request, _("Join the course first, so that your answers can be kept."))
    return redirect("courses:course", course)
