"""`/cms/instruments/`: questions for oneself that the organisation holds rights for.

For who administers and who coordinates; to everybody else there are no such pages. They load a
file, see it as it will be asked, publish it, withdraw it. Nothing here knows an answer.
"""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning.instrument_reading import Reading, in_words
from office import instruments
from office.instruments import Instrument
from people import api as people

DESK = "instruments"
ICON = "form"
TITLE = gettext_lazy("Questions for oneself")


class FileForm(forms.Form):
    """A file in the format of docs/instruments.md. `wrong` says what it lacks, part by part."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        widget=forms.FileInput({"accept": ".json,application/json"}),
        help_text=gettext_lazy("A JSON file of at most 512 kB. What you loaded before stays."),
    )
    wrong: tuple = ()

    def clean_file(self):
        upload = self.cleaned_data["file"]
        try:
            if upload.size > instruments.LARGEST:
                raise instruments.NotReadable
            self.cleaned_data["definition"] = instruments.read(upload.read())
        except instruments.NotReadable as error:
            words = _("This file can’t be read. It must be JSON, and not too large.")
            raise forms.ValidationError(words) from error
        except instruments.NotSound as error:
            self.wrong = in_words(error.problems)
            raise forms.ValidationError(_("Something in this file is not right yet.")) from error
        return upload

    def load(self, *, by) -> Instrument | None:
        """Keep it. None where that can't be: then the form says why."""
        try:
            return instruments.load(self.cleaned_data["definition"], by=by)
        except instruments.AlreadyThere:
            self.add_error("file", _("This version is here already. Give yours a higher number."))
        except instruments.AsksOtherwise:
            words = _("It asks otherwise than before. Raise the first number of its version.")
            self.add_error("file", words)
        return None


def urls():
    return [
        path("instruments/", index, name=DESK),
        path("instruments/new/", new, name="instrument_new"),
        path("instruments/<int:pk>/", one, name="instrument"),
        path("instruments/<int:pk>/publish/", publish, name="instrument_publish"),
        path("instruments/<int:pk>/withdraw/", withdraw, name="instrument_withdraw"),
    ]


def may_keep(person) -> bool:
    return people.may(person, "keep", "instrument")


@require_safe
def index(request):
    _only_keepers(request)
    language = get_language() or ""
    rows = [
        {"row": row, "reading": Reading(row.definition, language)}
        for row in instruments.in_order(Instrument.objects.all())
    ]
    return render(request, "learning/cms/instruments.html", {"rows": rows, **_head()})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    _only_keepers(request)
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    if is_sent and form.is_valid() and (row := form.load(by=request.user)):
        messages.success(request, _("It is here. Nobody is asked it until you publish it."))
        return redirect("instrument", row.pk)
    context = {"form": form, **_head(_("Load questions"))}
    return render(
        request, "learning/cms/instrument_new.html", context, status=422 if is_sent else 200
    )


@require_safe
def one(request, pk):
    """As it will be asked, in the language of `?language=`, else the reader's."""
    row = _row(request, pk)
    return _page(request, row)


@require_POST
def publish(request, pk):
    row = _row(request, pk)
    seen = bool(request.POST.get("seen"))
    try:
        instruments.publish(row, by=request.user, on=request.user.day(), is_confirmed=seen)
    except instruments.NotConfirmed:
        messages.error(request, _("Look at the marked words first, and say that they may stay."))
        return _page(request, row, status=422)
    except instruments.NotSound as error:
        messages.error(request, _("Our rules have grown since. Load a version that fits them."))
        return _page(request, row, wrong=in_words(error.problems), status=422)
    except instruments.Withdrawn:
        messages.error(request, _("It was withdrawn. Load a new version instead."))
        return redirect("instrument", row.pk)
    messages.success(request, _("It is published."))
    return redirect("instrument", row.pk)


@require_POST
def withdraw(request, pk):
    row = _row(request, pk)
    instruments.withdraw(row, by=request.user, on=request.user.day())
    messages.success(request, _("It is withdrawn. Nobody is asked it any more."))
    return redirect("instrument", row.pk)


def _row(request, pk: int) -> Instrument:
    _only_keepers(request)
    return get_object_or_404(Instrument, pk=pk)


def _only_keepers(request) -> None:
    if not may_keep(request.user):
        raise Http404


def _page(request, row: Instrument, *, wrong=(), status=200):
    language = request.GET.get("language") or get_language() or ""
    reading = Reading(row.definition, language)
    context = {
        "row": row,
        "reading": reading,
        "warnings": instruments.warnings_of(row.definition),
        "wrong": wrong,
        **_head(reading.title),
    }
    return render(request, "learning/cms/instrument.html", context, status=status)


def _head(title: str = "") -> dict:
    """What Wagtail's header asks for."""
    first = {"url": reverse(DESK) if title else "", "label": TITLE}
    here = [{"url": "", "label": title}] if title else []
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    return {
        "header_title": title or TITLE,
        "header_icon": ICON,
        "breadcrumbs_items": [home, first, *here],
    }
