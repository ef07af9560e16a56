"""Pages of the courses, and the verbs a learner has in them."""

from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses import enrolment, place, progress, reading, shown


def found(request, *slugs: str) -> place.Place:
    try:
        return place.find(request.user, get_language(), *slugs)
    except place.NotHere:
        raise Http404 from None


@require_safe
def index(request):
    cards = shown.cards(request.user, get_language())
    return render(request, "courses/course_index.html", {"cards": cards})


@require_safe
def course(request, course):
    return render(request, "courses/course_page.html", reading.course_page(found(request, course)))


@require_safe
def module(request, course, module):
    context = reading.module_page(found(request, course, module))
    return render(request, "courses/module_page.html", context)


@require_safe
def lesson(request, course, module, lesson):
    here = found(request, course, module, lesson)
    return render(request, "courses/lesson_page.html", reading.lesson_page(here))


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
            return redirect_to_login(page)
        request.page_path = page
        return view(request, **rest)

    return wrapped


def rest_slugs(rest: dict) -> list[str]:
    return [rest[name] for name in ("course", "module", "lesson") if name in rest]


@verb
def enrol(request, course):
    here = found(request, course)
    try:
        enrolment.enrol(request.user, here.course, by=request.user)
    except enrolment.CourseClosed:
        messages.error(request, _("This course takes no new learners."))
        return redirect(here.outline.url)
    to = here.next_open()
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
def answer(request, course, module, lesson, block_id):
    here_url = request.page_path
    option, attempt = a_uuid(request, "option"), a_uuid(request, "attempt")
    if not option or not attempt:
        words = _("Choose one of the answers first.")
        return lesson_again(request, course, module, lesson, question_error=(block_id, words))
    try:
        progress.answer(
            request.user,
            course,
            lesson=(module, lesson),
            block_id=block_id,
            option_id=option,
            attempt=attempt,
            language=get_language(),
        )
    except progress.NotEnrolled:
        return not_on_it(request, course)
    except progress.NoSuchLesson:
        raise Http404 from None
    except progress.UnknownChoice:
        words = _("This question has changed. Please look at it once more.")
        return lesson_again(request, course, module, lesson, question_error=(block_id, words))
    return redirect(f"{here_url}#question-{block_id}")


@verb
def done(request, course, module, lesson):
    attempt = a_uuid(request, "attempt")
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
    here = found(request, course, module, lesson)
    missing = reading.what_is_missing(here)
    if missing:
        context = reading.lesson_page(here, done_error=missing)
        return render(request, "courses/lesson_page.html", context, status=422)
    lessons = here.outline.lessons
    after = lessons.index(here.lesson) + 1
    return redirect(lessons[after].url if after < len(lessons) else here.outline.url)


def lesson_again(request, *slugs, question_error):
    """The lesson with words beside the question, or above all where it is gone."""
    context = reading.lesson_page(found(request, *slugs), question_error=question_error)
    questions = [part for part in context["parts"] if isinstance(part, dict)]
    if not any(question["error"] for question in questions):
        messages.error(request, question_error[1])
    return render(request, "courses/lesson_page.html", context, status=422)


def not_on_it(request, course):
    found(request, course)  # 404 for a course that this person may not see
    messages.info(request, _("Join the course first, so that your answers can be kept."))
    return redirect("courses:course", course)


def a_uuid(request, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None
