"""How much a change means for the translations: asked once, before a page is published.

Asked where somebody publishes, who then goes on with the answer; and, of a draft that is on its
way through a workflow, at `/cms/languages/changes/<page>/`.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from courses.asking_again import ask_again
from courses.languages import declaring
from courses.languages.declaring import Pending
from courses.models import Severity
from courses.models.pages import KINDS

PREFIX = "changes"
ANSWERED = f"{PREFIX}-overall"
TEMPLATE = "courses/cms/changes.html"


def urls():
    return [path("languages/changes/<int:pk>/", changes, name="translation_changes")]


def may_say(user, page) -> bool:
    may = page.permissions_for_user(user)
    return may.can_edit() or may.can_publish()


def may_wait(user, page) -> bool:
    """Whether a draft of it is not public yet and may change something that is translated."""
    is_draft = page.live and page.has_unpublished_changes
    return is_draft and may_say(user, page) and declaring.is_translated(page)


def _choice(label, nothing, **more) -> forms.ChoiceField:
    choices = [("", nothing), *Severity.choices]
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.RadioSelect, **more
    )


class Changes(forms.Form):
    """A severity for all, and one for each block where it differs."""

    overall = _choice(gettext_lazy("For all of them"), gettext_lazy("As suggested for each"))

    def __init__(self, data, pending: list[Pending], said: dict[str, str]):
        super().__init__(data, prefix=PREFIX)
        self.pending = pending
        for each in pending:
            known = said.get(each.block, "")
            self.fields[each.block] = _choice(each.block, _("As chosen for all"), initial=known)

    @property
    def severities(self) -> dict[str, str]:
        """What nobody chose is as suggested."""
        given = self.cleaned_data
        return {
            each.block: given[each.block] or given["overall"] or each.suggested
            for each in self.pending
        }


@dataclass(frozen=True)
class Asked:
    """One block on the page: what to call it, the change, and where to say what it means."""

    label: str
    change: Pending
    field: forms.BoundField


def ask(request, page):
    """The page that asks, in the way of a publication; None where there is nothing to ask."""
    if not isinstance(page, KINDS):
        return None
    pending = declaring.pending(page, draft=page)
    if not pending:
        return None
    if ANSWERED not in request.POST and declaring.is_declared(page, pending):
        return None
    form = _form(request, page, pending)
    if form.is_valid():
        _declare(request, page, form)
        return None
    return _page(request, page, form, _("Publish"))


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request, pk):
    page = get_object_or_404(Page, pk=pk).specific
    if not (isinstance(page, KINDS) and may_say(request.user, page)):
        raise Http404
    draft = page.get_latest_revision_as_object()
    form = _form(request, page, declaring.pending(page, draft=draft))
    if form.is_valid():
        _declare(request, page, form)
        messages.success(request, _("Kept for the next time this page is published."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return _page(request, draft, form, _("Keep the answer"))


def _form(request, page, pending: list[Pending]) -> Changes:
    known = declaring.declared(page)
    given = request.POST if ANSWERED in request.POST else None
    return Changes(given, pending, known.severities if known else {})


def _declare(request, page, form: Changes) -> None:
    declaring.declare(
        page,
        form.severities,
        form.cleaned_data["overall"],
        by=request.user,
        at=timezone.now(),
        about=form.pending,
    )


def _page(request, draft, form: Changes, button: str):
    asked = [Asked(_label(draft, each.block), each, form[each.block]) for each in form.pending]
    return ask_again(
        request,
        draft,
        form,
        title=_("What does the change mean?"),
        button=button,
        template=TEMPLATE,
        asked=asked,
        language=draft.locale.language_code,
    )


def _label(draft, block: str) -> str:
    """As the editor calls the field, or the block in it."""
    name, _dot, wanted = block.partition(".")
    field = draft._meta.get_field(name)
    if not wanted:
        return field.verbose_name
    found = (each.block.label for each in getattr(draft, name) if each.id == wanted)
    return next(found, field.verbose_name)
