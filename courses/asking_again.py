"""One more question before what an editor sent is done: asked on a page, then all is sent again.

A hook such as `before_publish_page` may answer with a page of its own. What had been sent stands in
it as hidden fields, so the same form arrives once more, with the answer beside it. Several such
questions come one after the other: each passes on what the others asked.
"""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

TEMPLATE = "courses/cms/ask_again.html"
OWN = "csrfmiddlewaretoken"


def ask_again(request, page, form, *, title: str, button: str, template=TEMPLATE, **more):
    """The page that asks. `form` is a Django form with a prefix, so that no field of the page has
    the name of one of its own; `more` is for a template that extends the usual one.

    It leads back to where it came from; a page that was just made, to its own editing view, so
    that it is not made twice.
    """
    own = {form.add_prefix(name) for name in form.fields} | {OWN}
    context = {
        "form": form,
        "action": _action(request, page),
        "sent": [(name, value) for name, value in sent(request.POST) if name not in own],
        "button": button,
        "page_title": page.get_admin_display_title(),
        "header_title": title,
        "header_icon": "help",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": title},
        ],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, context | more, status=status)


def _action(request, page) -> str:
    is_new = request.resolver_match.view_name == "wagtailadmin_pages:add"
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if is_new else request.path


def was_asked(request, form_class, prefix: str) -> bool:
    """Whether what was sent holds an answer to that form, however wrong."""
    names = {f"{prefix}-{name}" for name in form_class.base_fields}
    return any(name in request.POST for name in names)


def sent(values) -> list[tuple[str, str]]:
    return [(name, value) for name, many in values.lists() for value in many]
