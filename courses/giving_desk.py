"""`/cms/give/…`: a course as a pack, for another organisation, and a copy of it for this one."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from courses import packs
from courses.models import Course, CoursePage
from courses.packs import about, duplicating
from courses.shelf_desk import may_take_in
from office import audit
from office.organisation_forms import OneLine
from people import api as people


def urls():
    return [
        path("give/<int:pk>/", giving, name="giving_desk"),
        path("give/<int:pk>/pack/", give, name="give_pack"),
        path("give/<int:pk>/copy/", copy, name="copy_course"),
    ]


class LicenceForm(forms.Form):
    licence = OneLine(
        label=gettext_lazy("Licence"),
        max_length=60,
        help_text=gettext_lazy("What others may do with it, as a short name such as CC-BY-4.0."),
    )


def may_give(user, page) -> bool:
    is_course = isinstance(page, CoursePage) and page.pk
    return bool(is_course) and may_take_in(user) and page.permissions_for_user(user).can_edit()


def may_copy(user) -> bool:
    """A copy is another course: not for whoever writes one course only."""
    return people.courses_for(user, "take in", "course", whole=True) is None


@require_safe
def giving(request, pk):
    page, course = _course(request, pk)
    licence = about.of(course.translation_key).get("licence", "")
    return _page(request, page, course, LicenceForm(initial={"licence": licence}))


def _page(request, page, course, form, status=200):
    may = may_copy(request.user)
    context = {"page": page, "form": form, "may_copy": may, **_head(page)}
    context["left_out"] = packs.left_out(course)
    return render(request, "courses/cms/give.html", context, status=status)


@require_POST
def give(request, pk):
    """The zip; what could not come along is said on the next page."""
    page, course = _course(request, pk)
    form = LicenceForm(request.POST)
    if not form.is_valid():
        return _page(request, page, course, form, status=422)
    with TemporaryDirectory(prefix="pack-") as folder:
        file = Path(folder) / f"{course.slug}.zip"
        try:
            done = packs.export(course, file, licence=form.cleaned_data["licence"])
        except packs.PackRefused as refusal:
            form.add_error(None, str(refusal))
            return _page(request, page, course, form, status=422)
        content = file.open("rb")  # it can be read when its folder is gone
    for remark in done.remarks:
        messages.warning(request, remark)
    key = course.translation_key
    audit.note("gave course away", by=request.user, object_kind="course", object_key=key)
    return FileResponse(content, as_attachment=True, filename=file.name)


@require_POST
def copy(request, pk):
    page, course = _course(request, pk)
    if not may_copy(request.user):
        raise Http404
    may_bring = people.may(request.user, "bring", "library")
    try:
        key = duplicating.duplicate(course, may_bring_libraries=may_bring)
    except packs.PackRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("giving_desk", pk)
    audit.note("copied course", by=request.user, object_kind="course", object_key=key)
    messages.success(request, _("This is the copy, a draft in all its languages. Rename it first."))
    new = CoursePage.objects.get(translation_key=key, locale=page.locale)
    return redirect("wagtailadmin_explore", new.pk)


def _course(request, pk) -> tuple[CoursePage, Course]:
    """The page of its source language, whichever of its pages was asked for."""
    page = get_object_or_404(CoursePage, pk=pk)
    if not may_give(request.user, page):
        raise Http404
    course = get_object_or_404(Course, translation_key=page.translation_key)
    source = {"translation_key": page.translation_key}
    return CoursePage.objects.get(**source, locale__language_code=course.source_locale), course


def _head(page) -> dict:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    there = {"url": reverse("wagtailadmin_explore", args=[page.pk]), "label": page.title}
    return {
        "header_title": _("Give away or copy"),
        "header_icon": "copy",
        "breadcrumbs_items": [home, there, {"url": "", "label": _("Give away or copy")}],
    }
