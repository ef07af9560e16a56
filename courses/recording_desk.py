"""`/cms/lessons/<page>/recording/`: the sound of a lesson, given, heard, changed or taken away.

For whoever may publish that page, in its language: what is given here is heard at once.
"""

from django import forms
from django.contrib import messages
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.models import Course, CoursePage, LessonPage, Recording
from courses.models.pages import COURSE_PATH
from courses.prose import scope_of
from courses.publishing import draw_new_edition
from office.files import FileAddress, address_of


def urls():
    return [path("lessons/<int:pk>/recording/", recording, name="lesson_recording")]


def may_record(user, page) -> bool:
    return page.permissions_for_user(user).can_publish()


class RecordingForm(forms.ModelForm):
    """The row knows the page already, and asks for its file again when it is changed."""

    class Meta:
        model = Recording
        fields = ("file",)
        widgets = {"file": forms.FileInput({"accept": ".mp3,.m4a,.ogg"})}


@require_http_methods(["GET", "HEAD", "POST"])
def recording(request, pk):
    page = get_object_or_404(LessonPage, pk=pk)
    if not may_record(request.user, page):
        raise Http404
    known = Recording.objects.filter(page=page).first()
    form = RecordingForm(instance=known or Recording(page=page))
    if request.method == "POST":
        if "remove" in request.POST:
            remove(known)
            return _kept(request, page)
        form = RecordingForm(request.POST, request.FILES, instance=known or Recording(page=page))
        if form.is_valid():
            keep(form.instance)
            return _kept(request, page)
    context = {"form": form, "lesson": page, "sound": _sound(page, known), **_head(page)}
    status = 422 if form.errors else 200
    return render(request, "courses/cms/recording.html", context, status=status)


@transaction.atomic
def keep(recording: Recording) -> None:
    before = Recording.objects.filter(pk=recording.pk).first()
    recording.save()
    draw_new_edition(recording.page)
    _sound(recording.page, recording)  # its address, so that the first listener waits for nothing
    if before:
        _throw_away(before.file.name)


@transaction.atomic
def remove(recording: Recording | None) -> None:
    if recording:
        recording.delete()
        draw_new_edition(recording.page)
        _throw_away(recording.file.name)


def _throw_away(name: str) -> None:
    """What is no longer heard is no longer kept, nor at the address it had."""
    FileAddress.objects.filter(path=name).delete()
    transaction.on_commit(lambda: default_storage.delete(name))


def _kept(request, page):
    messages.success(request, _("Kept."))
    return redirect("lesson_recording", page.pk)


def _sound(page, known) -> dict | None:
    """Where it is heard: at the address that learners have, of the same course."""
    above = CoursePage.objects.filter(path=page.path[:COURSE_PATH]).values("translation_key")
    course = Course.objects.filter(translation_key__in=above).first()
    if known is None or course is None:
        return None
    scope, kind = scope_of(course.translation_key), known.content_type
    address = address_of(known.file.name, scope=scope, content_type=kind)
    return {"address": f"/files/{address.pk}/", "kind": kind}


def _head(page) -> dict:
    """What Wagtail's header asks for."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    lesson = {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.title}
    return {
        "header_title": _("Recording"),
        "header_icon": "media",
        "breadcrumbs_items": [home, lesson, {"url": "", "label": _("Recording")}],
    }
