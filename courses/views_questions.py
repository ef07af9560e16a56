"""Answering the questions of a lesson, and what becomes of an answer that can't be kept."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses import asking, carried, drafts, either_way, progress, reading, sitting, talking
from courses.asking import Trouble
from courses.carried import a_uuid
from courses.views import found, not_on_it, show_lesson, verb


@verb
def answer(request, course, module, lesson, block_id):
    reader, attempt = str(request.user.pk), a_uuid(request.POST, "attempt")
    try:
        progress.answer(
            request.user,
            course,
            lesson=(module, lesson),
            block_id=block_id,
            given=lambda question: asking.read_one(request.POST, question, reader=reader),
            attempt=attempt or uuid4(),
            language=get_language(),
        )
    except progress.StoryGoesOn:
        begin(request, course, module, lesson, block_id)
    except progress.NotAnAnswer:
        return something_waits(request, (course, module, lesson), block_id)
    except REFUSALS as refusal:
        return refused(request, refusal, (course, module, lesson), block_id)
    return redirect(f"{request.page_path}#question-{block_id}")


@verb
def sit(request, course, module, lesson, block_id):
    reader, attempt = str(request.user.pk), a_uuid(request.POST, "attempt")
    try:
        sitting.sit(
            request.user,
            course,
            lesson=(module, lesson),
            block_id=block_id,
            token=request.POST.get("token", ""),
            given=lambda questions: asking.read_set(request.POST, questions, reader=reader),
            attempt=attempt or uuid4(),
            language=get_language(),
        )
    except sitting.Missing as missing:
        return something_waits(
            request, (course, module, lesson), block_id, questions=missing.questions
        )
    except sitting.PutAnew:
        words = _("This set moved on meanwhile. Nothing was counted. Here is your next try.")
        return lesson_again(request, course, module, lesson, trouble=Trouble(block_id, words))
    except REFUSALS as refusal:
        return refused(request, refusal, (course, module, lesson), block_id)
    return redirect(f"{request.page_path}#question-{block_id}")


@verb
def check(request, course, module, lesson):
    """What either way of a lesson asks. Neither the address nor a row says which way it was."""
    reader, attempt = str(request.user.pk), a_uuid(request.POST, "attempt")
    try:
        either_way.check(
            request.user,
            course,
            lesson=(module, lesson),
            tried=lambda lesson: either_way.read(request.POST, lesson, reader=reader),
            attempt=attempt or uuid4(),
            language=get_language(),
        )
    except either_way.NotYet as not_yet:
        here = found(request, course, module, lesson)
        return show_lesson(request, reading.lesson_page(here, tried=not_yet.tried))
    except either_way.Known:
        pass
    except progress.NotEnrolled:
        return not_on_it(request, course)
    except (progress.NoSuchLesson, progress.NoSuchQuestion):
        raise Http404 from None
    return redirect(f"{request.page_path}#lesson-foot")


check.is_sent_by_itself = True  # else a lock would park it, and what is parked says which way


@verb
def keep(request, course, module, lesson, block_id):
    """What is being answered, as it stands; a page sends it by itself."""
    begin(request, course, module, lesson, block_id)
    return HttpResponse(status=204)


keep.is_sent_by_itself = True  # what locks a page knows that nobody has to send this again


@verb
def talk(request, course, module, lesson, block_id):
    here = found(request, course, module, lesson)
    where = f"{request.page_path}#question-{block_id}"
    try:
        talking.ask(request.user, course, here.lesson.key, block_id, at=timezone.now())
    except talking.MayTryAgain:
        return redirect(where)
    except REFUSALS as refusal:
        return refused(request, refusal, (course, module, lesson), block_id)
    return redirect(where)


def begin(request, course, module, lesson, block_id):
    reader = str(request.user.pk)

    def read(questions, is_set):
        if is_set:
            return asking.read_set(request.POST, questions, reader=reader)
        return asking.read_one(request.POST, *questions.values(), reader=reader)

    where, now = (module, lesson), timezone.now()
    drafts.begin(request.user, course, where, block_id, read, at=now)


REFUSALS = (
    progress.NotEnrolled,
    progress.NoSuchLesson,
    progress.NotYet,
    progress.NoSuchQuestion,
    sitting.NoMoreTries,
)


def refused(request, refusal, slugs, block_id):
    if isinstance(refusal, progress.NotEnrolled):
        return not_on_it(request, slugs[0])
    if isinstance(refusal, progress.NoSuchLesson):
        raise Http404 from None
    if isinstance(refusal, progress.NotYet):
        return redirect(request.page_path)  # which says what comes first
    if isinstance(refusal, sitting.NoMoreTries):
        return redirect(f"{request.page_path}#question-{block_id}")
    words = _("This question has changed. Please look at it once more.")
    return lesson_again(request, *slugs, trouble=Trouble(block_id, words))


def something_waits(request, slugs, block_id, *, questions=frozenset()):
    """What was given so far stays in the form, with words for what is missing."""
    here = found(request, *slugs)
    question = here.lesson.question(block_id)
    words = asking.waits(question) if question else asking.how_many_wait(questions)
    return lesson_again(
        request,
        *slugs,
        trouble=Trouble(block_id, words, questions),
        carried_back=(block_id, carried.sent(here, block_id, request.POST)),
    )


def lesson_again(request, *slugs, trouble: Trouble, carried_back=None):
    """The lesson with words beside the question, or above all where it is gone."""
    context = reading.lesson_page(found(request, *slugs), carried=carried_back, trouble=trouble)
    shown = [*context["parts"], *(part for way in context["through"] for part in way["parts"])]
    asked = [part for part in shown if isinstance(part, dict)]
    if not any(part.get("error") for part in asked):
        messages.error(request, trouble.words)
    return show_lesson(request, context, 422)
