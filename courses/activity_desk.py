"""`/cms/activities/`: adding activities, replacing them, and seeing where they are used.

Whoever writes or translates pages may. A package is checked and kept by `courses.h5p`; whether the
programs that it brings may stay is another right (`library_desk`).
"""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page, ReferenceIndex

from courses import h5p, played
from courses.h5p.passes import DESK
from courses.models import H5PActivity, H5PPackage, H5PVersion
from courses.models.pages import COURSE_PATH
from courses.prose import Play
from courses.review.steps import keys_of
from courses.views_player import home
from office import organisation
from people import api as people

AT_ONCE = 50


def urls():
    one = "activities/<int:pk>/"
    return [
        path("activities/", index, name="activity_desk"),
        path("activities/add/", add, name="activity_add"),
        path(one, look, name="activity_look"),
        path(f"{one}replace/", replace, name="activity_replace"),
        path(f"{one}titles/", titles, name="activity_titles"),
        path(f"{one}remove/", remove, name="activity_remove"),
    ]


def may_add(user) -> bool:
    return people.may(user, "add", "activity")


def may_change(user, used_in: list[Page]) -> bool:
    """Whoever works on one course only changes nothing that another one plays."""
    courses = people.courses_for(user, "add", "activity")
    if courses is None:
        return True
    known = keys_of(page.path for page in used_in)
    return all(known.get(page.path[:COURSE_PATH]) in courses for page in used_in)


class PackageForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("H5P file"),
        widget=forms.FileInput({"accept": ".h5p"}),
        help_text=gettext_lazy("A package as H5P exports it. It is checked before it is kept."),
    )


class ActivityForm(PackageForm):
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("Leave it empty to take the one of the package."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    field_order = ("file", "title", "language")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(organisation.languages())


class TitlesForm(forms.Form):
    """What readers of each other language see above it. What the site no longer speaks is kept."""

    def __init__(self, *args, activity: H5PActivity, **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = activity
        for code, language in settings.LANGUAGES:
            if code != activity.language:
                self.fields[f"title_{code}"] = forms.CharField(
                    label=_("Title in %(language)s") % {"language": language},
                    max_length=255,
                    required=False,
                    initial=activity.titles.get(code, ""),
                    widget=forms.TextInput({"lang": code, "dir": "auto"}),
                )

    def save(self) -> None:
        said = {name.removeprefix("title_"): said for name, said in self.cleaned_data.items()}
        titles = self.activity.titles | said
        self.activity.titles = {code: title for code, title in titles.items() if title}
        self.activity.save(update_fields=["titles"])


@require_safe
def index(request):
    _only(may_add(request.user))
    rows = H5PActivity.objects.select_related("package").order_by("title", "pk")
    page = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "courses/cms/activities.html", {"page": page, **_head()})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    _only(may_add(request.user))
    form = ActivityForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        taken = _take_in(request, form)
        if taken:
            said = form.cleaned_data
            title = said["title"] or taken.package.title
            row = _keep(taken.package, title, said["language"], by=request.user)
            return _kept(request, row, taken)
    status = 422 if form.errors else 200
    context = {"form": form, **_head(_("Add an activity"))}
    return render(request, "courses/cms/activity_add.html", context, status=status)


@require_safe
def look(request, pk):
    _only(may_add(request.user))
    return _page(request, _activity(pk), PackageForm())


@require_POST
def replace(request, pk):
    """Lessons point at the activity, so they play the new package from now on."""
    row, form = _changed(request, pk), PackageForm(request.POST, request.FILES)
    taken = form.is_valid() and _take_in(request, form)
    if not taken:
        return _page(request, row, form, status=422)
    with transaction.atomic():
        _put(row, taken.package, by=request.user)
    return _kept(request, row, taken)


@require_POST
def titles(request, pk):
    """Learners read them at once, wherever the activity stands."""
    row = _changed(request, pk)
    form = TitlesForm(request.POST, activity=row)
    if not form.is_valid():
        return _page(request, row, PackageForm(), titles=form, status=422)
    form.save()
    messages.success(request, _("Kept."))
    return redirect("activity_look", pk)


@require_POST
def remove(request, pk):
    """Only what no page uses; its package goes with it unless another activity plays it."""
    _only(may_add(request.user))
    row = _activity(pk)
    if _used_in(row):
        messages.error(request, _("A page uses this activity, so it stays."))
        return redirect("activity_look", pk)
    packages = {version.package for version in row.versions.select_related("package")}
    row.delete()
    for package in packages:
        if not package.versions.exists() and not package.states.exists():
            h5p.remove(package)
    messages.success(request, _("Removed."))
    return redirect("activity_desk")


def _changed(request, pk: int) -> H5PActivity:
    _only(may_add(request.user))
    row = _activity(pk)
    _only(may_change(request.user, _used_in(row)))
    return row


def _activity(pk: int) -> H5PActivity:
    return get_object_or_404(H5PActivity.objects.select_related("package"), pk=pk)


def _take_in(request, form) -> "h5p.Taken | None":
    """The package in the store; None, with the form saying why, where it is refused."""
    file = form.cleaned_data["file"]
    may_bring = people.may(request.user, "bring", "library")
    try:
        return h5p.take_in(
            file,
            by=request.user,
            now=timezone.now(),
            name=file.name,
            may_bring_libraries=may_bring,
        )
    except h5p.PackageRefused as refusal:
        for problem in refusal.report.errors:
            place = f"{problem.where}: " if problem.where else ""
            form.add_error("file", f"{place}{problem.message}")
        return None


@transaction.atomic
def _keep(package: H5PPackage, title: str, language: str, *, by) -> H5PActivity:
    row = H5PActivity.objects.create(title=title, language=language, package=package)
    _put(row, package, by=by)
    return row


def _put(row: H5PActivity, package: H5PPackage, *, by) -> None:
    H5PActivity.objects.filter(pk=row.pk).update(package=package, own="", packages={})
    H5PVersion.objects.create(activity=row, package=package, at=timezone.now(), by=by)


def _kept(request, row, taken):
    messages.success(request, _("Kept."))
    for problem in taken.report.warnings:
        messages.warning(request, f"{problem.where} {problem.message}".strip())
    return redirect("activity_look", row.pk)


def _page(request, row: H5PActivity, form, *, titles=None, status: int = 200):
    part = Play(row.uuid, row.pk, "", row.language)
    url = played.player_url(row, DESK, str(request.user.pk), today=timezone.now().date())
    context = {
        "activity": row,
        "part": played.look(part, row, None) | {"player_url": url},
        "used_in": _used_in(row),
        "versions": row.versions.select_related("package", "by").defer("by__legal_name"),
        "form": form,
        "titles": titles or TitlesForm(activity=row),
        **_head(row.title),
    }
    response = render(request, "courses/cms/activity.html", context, status=status)
    response.frames = home
    return response


def _used_in(row: H5PActivity) -> list[Page]:
    """The pages whose live text or draft names it."""
    known = ReferenceIndex.get_references_to(row).values_list("object_id", flat=True)
    keys = [int(key) for key in set(known) if key.isdigit()]
    return list(Page.objects.filter(pk__in=keys).select_related("locale").order_by("path"))


def _only(may: bool) -> None:
    if not may:
        raise Http404


def _head(title: str = "") -> dict:
    """What Wagtail's header asks for."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    desk = {"url": reverse("activity_desk"), "label": _("Activities")}
    here = [{"url": "", "label": title}] if title else []
    return {
        "header_title": title or _("Activities"),
        "header_icon": "media",
        "breadcrumbs_items": [home, desk, *here],
        "languages": dict(settings.LANGUAGES),
    }
