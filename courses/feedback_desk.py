"""`/cms/feedback/`: what learners said, by course and lesson, and what was done about it.

Editors, translators and reviewers read it; editors answer. To everybody else there is no such page.
A name is shown where somebody asked for an answer, and nowhere else.
"""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import feedback, survey_desk
from courses.models import Course, LessonFeedback, LessonReply
from courses.publishing import renew
from courses.shown import last_titles
from courses.views_feedback import titles_of
from office import organisation
from people import api as people

AT_ONCE = 30
TOLD = "courses/cms/feedback_lesson.html"


def urls():
    one = "feedback/<uuid:uuid>/"
    return [
        path("feedback/", index, name="feedback_desk"),
        path("feedback/<slug:course>/<uuid:lesson>/", lesson, name="feedback_lesson"),
        path(f"{one}looked/", looked, name="feedback_looked"),
        path(f"{one}answer/", answer, name="feedback_answer"),
        path("feedback/reply/<int:pk>/", reply, name="feedback_reply"),
    ]


def may_see(request, course=None) -> bool:
    """That of one course, or any at all."""
    return _may(request.user, "see", course)


def may_answer(request, course=None) -> bool:
    return _may(request.user, "answer", course)


def _may(user, verb: str, course) -> bool:
    keys = people.courses_for(user, verb, "feedback")
    return keys is None or (course.translation_key in keys if course else bool(keys))


class ReplyForm(forms.ModelForm):
    """“You said, we did”, in one of the languages on offer."""

    class Meta:
        model = LessonReply
        fields = ("language", "you_said", "we_did", "is_shown")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = list(organisation.languages())
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=choices)


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=feedback.LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )


@require_safe
def index(request):
    _only(may_see(request))
    is_new = Count("pk", filter=Q(looked_at_on=None))
    keys = people.courses_for(request.user, "see", "feedback")
    theirs = Q() if keys is None else Q(course__translation_key__in=keys)
    rows = list(
        LessonFeedback.objects.filter(theirs)
        .values("course", "lesson_key")
        .annotate(many=Count("pk"), new=is_new)
        .order_by("course", "-new", "lesson_key")
    )
    courses = list(Course.objects.filter(pk__in={row["course"] for row in rows}))
    known = last_titles(courses, _language())
    names = {
        course.pk: (known.get(course.translation_key, (course.slug,))[0], course.slug)
        for course in courses
    }
    lessons = titles_of({row["lesson_key"] for row in rows}, _language())
    for row in rows:
        row["course_title"], row["slug"] = names[row["course"]]
        row["title"] = lessons.get(row["lesson_key"])
    context = {"rows": rows, "surveys": survey_desk.rows(theirs), **_head()}
    return render(request, "courses/cms/feedback.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request, course, lesson):
    found = get_object_or_404(Course, slug=course)
    _only(may_see(request, found))
    form = ReplyForm(request.POST or None, initial={"language": _language()})
    if request.method == "POST":
        _only(may_answer(request, found))
        if form.is_valid():
            _keep(form, found, lesson)
            messages.success(request, _("Kept."))
            return redirect("feedback_lesson", course, lesson)
    status = 422 if form.errors else 200
    return render(request, TOLD, _lesson(request, found, lesson, form), status=status)


def _lesson(request, course, lesson, form) -> dict:
    rows = LessonFeedback.objects.filter(course=course, lesson_key=lesson).select_related("person")
    rows = rows.defer("person__legal_name").order_by("looked_at_on", "-day", "pk")
    title = titles_of({lesson}, _language()).get(lesson, {"words": str(course), "lang": ""})
    return {
        "page": Paginator(rows, AT_ONCE).get_page(request.GET.get("page")),
        "replies": LessonReply.objects.filter(course=course, lesson_key=lesson).order_by("-pk"),
        "form": form,
        "answer_form": AnswerForm(auto_id=False),
        "can_answer": may_answer(request, course),
        "title": title,
        **_head(title["words"]),
    }


@transaction.atomic
def _keep(form, course, lesson) -> None:
    form.instance.course, form.instance.lesson_key = course, lesson
    form.instance.day = timezone.now().date()
    form.save()
    renew(course)


@require_POST
def looked(request, uuid):
    row = get_object_or_404(LessonFeedback.objects.select_related("course"), pk=uuid)
    _only(may_answer(request, row.course))
    feedback.look_at(row)
    return redirect("feedback_lesson", row.course.slug, row.lesson_key)


@require_POST
def answer(request, uuid):
    row = get_object_or_404(LessonFeedback.objects.select_related("person", "course"), pk=uuid)
    _only(may_answer(request, row.course))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write an answer of at most 1000 letters."))
        return redirect("feedback_lesson", row.course.slug, row.lesson_key)
    try:
        feedback.answer(row, form.cleaned_data["answer"])
    except feedback.NobodyAsked:
        messages.error(request, _("Nobody waits for an answer to this any more."))
    else:
        messages.success(request, _("The answer is on its way."))
    return redirect("feedback_lesson", row.course.slug, row.lesson_key)


@require_POST
def reply(request, pk):
    """Show it to learners, or no longer."""
    row = get_object_or_404(LessonReply.objects.select_related("course"), pk=pk)
    _only(may_answer(request, row.course))
    with transaction.atomic():
        row.is_shown = not row.is_shown
        row.save(update_fields=["is_shown"])
        renew(row.course)
    return redirect("feedback_lesson", row.course.slug, row.lesson_key)


def _only(is_allowed: bool) -> None:
    if not is_allowed:
        raise Http404


def _language() -> str:
    return get_language() or ""


def _head(title: str = "") -> dict:
    """What Wagtail's header asks for."""
    desk = {"url": reverse("feedback_desk") if title else "", "label": _("What learners said")}
    here = [{"url": "", "label": title}] if title else []
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    return {
        "header_title": title or _("What learners said"),
        "header_icon": "comment",
        "breadcrumbs_items": [home, desk, *here],
    }
