"""Leaving a course: the page asks what becomes of what was done there."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from courses import joining, progress
from courses.views import found, not_on_it

KEEP, REMOVE = "keep", "remove"


class LeaveForm(forms.Form):
    """Kept unless told otherwise."""

    then = forms.ChoiceField(
        label=gettext_lazy("What you did in it"),
        choices=[
            (KEEP, gettext_lazy("Keep what I did, so that I can come back")),
            (REMOVE, gettext_lazy("Remove what I did")),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leave(request, course):
    here = found(request, course)
    if not here.is_enrolled:
        return redirect(here.outline.url) if here.has_left else not_on_it(request, course)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _left(request, here, keep=form.cleaned_data["then"] == KEEP)
    context = {"form": form, "course": here.outline, "completed_at": here.course.completed_at}
    status = 422 if form.is_bound else 200
    return render(request, "courses/leave_course.html", context, status=status)


def _left(request, here, *, keep: bool):
    try:
        joining.leave(request.user, here.course, keep=keep)
    except progress.NotEnrolled:
        return redirect(here.outline.url)
    kept = _("You have left this course. What you did is kept, and you can come back.")
    removed = _("You have left this course. What you did is removed.")
    messages.success(request, kept if keep else removed)
    return redirect(here.outline.url)
