"""`/cms/values/`: words that stand in many courses and are changed in one place."""

from functools import reduce
from operator import or_

from django.contrib import messages
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.filling import BODIES, WORDS
from courses.models.pages import KINDS
from office import named_values, organisation
from office.named_values_form import ValueForm
from people import api as people

MOST_USES = 20


def urls():
    return [
        path("values/", index, name="values_desk"),
        path("values/add/", add, name="value_add"),
        path("values/<slug:name>/", change, name="value_change"),
        path("values/<slug:name>/remove/", remove, name="value_remove"),
    ]


def may_keep(user) -> bool:
    """All courses show them, so whoever writes one course or language only does not change them."""
    return people.courses_for(user, "keep", "named value", whole=True) is None


@require_safe
def index(request):
    _only(may_keep(request.user))
    rows = named_values.rows()
    context = {"rows": rows, "organisation": organisation.current().name, **_head()}
    return render(request, "courses/cms/values.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    _only(may_keep(request.user))
    return _form(request, ValueForm(request.POST or None), _("Add a value"))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, name):
    _only(may_keep(request.user))
    row = named_values.row_of(name)
    if row is None:
        raise Http404
    form = ValueForm(request.POST or None, row=row)
    return _form(request, form, row.placeholder, row=row, uses=uses_of(row.placeholder))


@require_POST
def remove(request, name):
    _only(may_keep(request.user))
    named_values.remove(name, by=request.user)
    messages.success(request, _("Removed. Texts show plain words in its place."))
    return redirect("values_desk")


def uses_of(placeholder: str) -> list:
    """The pages that name it, the first few in the order of the tree; one statement a kind."""
    found = [page for kind in KINDS for page in _of_kind(kind, placeholder)]
    return sorted(found, key=lambda page: page.path)[:MOST_USES]


def _of_kind(kind, placeholder: str):
    names = {field.name for field in kind._meta.get_fields()}
    said = {f"{name}_said": Cast(name, TextField()) for name in (*WORDS, *BODIES) if name in names}
    where = reduce(or_, (Q(**{f"{name}__contains": placeholder}) for name in said))
    pages = kind.objects.alias(**said).filter(where).select_related("locale")
    return pages.only("title", "path", "locale")[:MOST_USES]


def _form(request, form: ValueForm, title: str, *, row=None, uses=()):
    if request.method == "POST" and form.is_valid():
        form.save(by=request.user)
        messages.success(request, _("Kept. All courses show it from now on."))
        return redirect("values_desk")
    context = {"form": form, "row": row, "uses": uses, **_head(title)}
    return render(request, "courses/cms/value.html", context, status=422 if form.errors else 200)


def _only(may: bool) -> None:
    if not may:
        raise Http404


def _head(title: str = "") -> dict:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    desk = {"url": reverse("values_desk"), "label": _("Values in texts")}
    here = [{"url": "", "label": title}] if title else []
    return {
        "header_title": title or _("Values in texts"),
        "header_icon": "tag",
        "breadcrumbs_items": [home, desk, *here],
    }
