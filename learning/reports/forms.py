"""What a report is of, and what a grant pays for."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.models import Grant, Tagged
from learning.reports.figures import Asked
from learning.reports.grants import Offer
from office.names import clean_name
from people import api as people

LONGEST = 3660  # days of one report
TITLES = {
    Tagged.POST: _("People in their posts"),
    Tagged.COURSE: _("Courses"),
    Tagged.AGREEMENT: _("Agreements on supervision"),
}


def _day(label) -> forms.DateField:
    picker = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=picker, input_formats=["%Y-%m-%d"])


def _seen(text: str) -> str:
    """As a name is kept; refused where nothing of it would be seen."""
    name = clean_name(text)
    if not name:
        raise forms.ValidationError(_("This field is required."))
    return name


class ReportForm(forms.Form):
    """`first` and `last` are days of whoever makes it; both count."""

    title = forms.CharField(label=_("Name of the report"), max_length=120)
    first = _day(_("First day"))
    last = _day(_("Last day"))
    teams = forms.ModelMultipleChoiceField(
        None,
        label=_("Only these teams"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All your teams, if you choose none."),
    )
    grant = forms.ModelChoiceField(
        Grant.objects.all(),
        label=_("Only what this grant pays"),
        required=False,
        empty_label=_("All"),
    )
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args, by, on: date, **options):
        super().__init__(*args, **options)
        self.on = on
        self.fields["teams"].queryset = people.teams_seen_by(by, on)

    def clean_title(self) -> str:
        return _seen(self.cleaned_data["title"])

    def clean(self):
        found = super().clean()
        first, last = found.get("first"), found.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day is before the first."))
        elif first and last and (last - first).days > LONGEST:
            self.add_error("first", _("Ten years at most."))
        if last and last > self.on:
            self.add_error("last", _("This day has not come yet."))
        return found

    def asked(self) -> Asked:
        known = self.cleaned_data
        return Asked(known["first"], known["last"], tuple(known["teams"]), known["grant"])

    def as_said(self) -> dict:
        return {key: self.cleaned_data[key] for key in ("title", "words")}


class GrantForm(forms.ModelForm):
    class Meta:
        model = Grant
        fields = ("name",)

    def clean_name(self) -> str:
        return _seen(self.cleaned_data["name"])


class TagForm(GrantForm):
    """The name of a grant, and all that it pays for."""

    def __init__(self, *args, offer: Offer, **options):
        super().__init__(*args, **options)
        for kind, choices in offer.choices.items():
            if choices:
                self.fields[kind] = forms.MultipleChoiceField(
                    label=TITLES[kind],
                    choices=choices,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )

    def kinds(self) -> dict[str, list[str]]:
        return {kind: self.cleaned_data.get(kind, []) for kind in Tagged.values}
