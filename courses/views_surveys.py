"""Answering a survey. What was answered stands in no address and is parked for nobody."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from courses import progress, surveys
from courses.asking import Trouble
from courses.views import not_on_it, verb
from courses.views_questions import lesson_again


@verb
def answer(request, course, module, lesson, block_id):
    prefix, words = f"{block_id}.", request.POST.get("words", "")
    chosen = {
        name.removeprefix(prefix): value
        for name, value in request.POST.items()
        if name.startswith(prefix)
    }
    try:
        surveys.answer(
            request.user,
            course,
            lesson=(module, lesson),
            block_id=block_id,
            chosen=chosen,
            words=words,
        )
    except progress.NotEnrolled:
        return not_on_it(request, course)
    except progress.NoSuchLesson:
        raise Http404 from None
    except TROUBLES as trouble:
        typed = {"chosen": chosen, "words": words}
        said = Trouble(block_id, _words_of(trouble), typed=typed)
        return lesson_again(request, course, module, lesson, trouble=said)
    return redirect(f"{request.page_path}#survey-{block_id}")


answer.is_sent_by_itself = True  # so that a locked session parks it under nobody's name
TROUBLES = (surveys.NothingSaid, surveys.TooLong, surveys.NoSuchSurvey)


def _words_of(trouble) -> str:
    if isinstance(trouble, surveys.NothingSaid):
        return _("Choose something first, or leave it out.")
    if isinstance(trouble, surveys.TooLong):
        return _("Please write a little less.")
    return _("This survey has changed. Please look at it once more.")
