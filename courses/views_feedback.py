"""Saying something of a lesson, and reading what was answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses import feedback
from courses.feedback import LONGEST, Kind
from courses.models import LessonFeedback, LessonPage
from courses.views import found, verb
from office import support


@verb
def say(request, course, module, lesson):
    """One tap is enough; the page that answers offers the rest. The address never says what."""
    here = found(request, course, module, lesson)
    kind = request.POST.get("kind", "")
    if kind not in Kind.values:
        raise Http404
    words = request.POST.get("words", "").strip()
    if len(words) > LONGEST:
        error = _("Please write a little less.")
        return _answering(request, here, kind, words=words, error=error, status=422)
    has_more = "more" in request.POST
    try:
        feedback.say(
            request.user,
            here,
            kind,
            language=get_language(),
            words=words,
            wants_answer="answer" in request.POST if has_more else None,
        )
    except feedback.TooMuch:
        messages.info(request, _("Thank you. That is enough for now."))
        return redirect(here.lesson.url)
    if has_more:
        messages.success(request, _("Thank you. It is kept."))
        return redirect(here.lesson.url)
    return _answering(request, here, kind)


def _answering(request, here, kind, *, words="", error="", status=200):
    is_upset = kind == Kind.UPSETTING
    context = {
        "course": here.outline,
        "module": here.module,
        "lesson": here.lesson,
        "kind": kind,
        "is_upset": is_upset,
        "way_round": feedback.way_round(here) if is_upset else "",
        "helpers": support.helpers() if is_upset else [],
        "words": words,
        "wants_answer": "answer" in request.POST,
        "error": error,
        "longest": LONGEST,
    }
    return render(request, "courses/lesson_feedback.html", context, status=status)


@require_safe
@login_required
def said(request):
    """What I said with my name, and what was answered."""
    rows = list(LessonFeedback.objects.filter(person=request.user).order_by("-day", "pk"))
    titles = titles_of({row.lesson_key for row in rows}, get_language())
    context = {"rows": [{"said": row, "title": titles.get(row.lesson_key)} for row in rows]}
    return render(request, "courses/said.html", context)


@require_POST
@login_required
def take_name_off(request, uuid):
    row = get_object_or_404(LessonFeedback, pk=uuid, person=request.user)
    row.person = None
    row.save(update_fields=["person"])
    messages.success(request, _("Your name is off it now."))
    return redirect("courses:said")


def titles_of(keys, language) -> dict:
    """The lessons' titles by key, with their language: that one where there is a live page."""
    pages = LessonPage.objects.filter(translation_key__in=keys, live=True)
    found = pages.values_list("translation_key", "title", "locale__language_code")
    ordered = sorted(found, key=lambda row: row[2] == language)
    return {key: {"words": title, "lang": lang} for key, title, lang in ordered}
