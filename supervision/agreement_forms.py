"""What is filled in to agree: with whom, from when, how often; and to change or end it."""

from datetime import date

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from office.names import clean_name
from people.api import User
from supervision.agreed_files import KINDS
from supervision.agreeing import Terms
from supervision.asking import MOST
from supervision.models import Agreement, Kind, Per, Workplace

USUAL = ("weekday", "starts", "lasts", "place")  # below a fold


def day(**options) -> forms.DateField:
    """As a browser's own calendar sends it, whatever the language of the page."""
    picker = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=picker, input_formats=["%Y-%m-%d"], **options)


def _number(low: int, high: int, **options) -> forms.IntegerField:
    widget = forms.NumberInput({"inputmode": "numeric"})
    return forms.IntegerField(min_value=low, max_value=high, widget=widget, **options)


def _line(**options) -> forms.CharField:
    widget = forms.TextInput({"dir": "auto", "autocomplete": "off"} | options.pop("attrs", {}))
    return forms.CharField(widget=widget, required=False, **options)


class TermsForm(forms.Form):
    """`groups` are names of standing groups to choose again; a new one may be written."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    group = _line(
        label=_("Group, if they meet as one"),
        max_length=60,
        help_text=_("All who meet together have the same group name."),
    )
    workplace = forms.ModelChoiceField(
        Workplace.objects.order_by("name"),
        label=_("For the work at"),
        required=False,
        empty_label=_("No one place"),
    )
    from_day = day(label=_("From"))
    until_day = day(label=_("Until (may stay empty)"), required=False)
    minutes = _number(0, 6000, label=_("Minutes owed"), initial=60)
    per = forms.ChoiceField(label=_("In"), choices=Per.choices, initial=Per.MONTH)
    every_days = _number(
        1,
        366,
        label=_("At most so many days apart (may stay empty)"),
        required=False,
    )
    weekday = forms.TypedChoiceField(
        label=_("Usual day"), required=False, coerce=int, empty_value=None
    )
    starts = forms.TimeField(
        label=_("Usual start"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )
    lasts = _number(5, 720, label=_("Usual length in minutes"), initial=60)
    place = _line(label=_("Where"), max_length=120)

    def __init__(self, *args, groups=(), **options):
        super().__init__(*args, **options)
        self.groups = groups
        if groups:
            self.fields["group"].widget.attrs["list"] = "groups"
        self.fields["weekday"].choices = [("", _("None")), *WEEKDAYS.items()]
        if not Workplace.objects.exists():
            del self.fields["workplace"]

    def clean_group(self):
        return clean_name(self.cleaned_data["group"])

    def clean_place(self):
        return clean_name(self.cleaned_data["place"])

    def terms(self) -> Terms:
        names = Terms.__dataclass_fields__
        return Terms(**{name: self.cleaned_data[name] for name in names if name in self.fields})

    def first_fields(self) -> list:
        return [field for field in self if field.name not in USUAL]

    def usual_fields(self) -> list:
        return [self[name] for name in USUAL]

    def usual_needs_a_look(self) -> bool:
        return any(field.errors for field in self.usual_fields())


def initial_of(agreement: Agreement, *, first: date) -> dict:
    """`first` is the first day from which other terms may hold."""
    now = {name: getattr(agreement, name) for name in Terms.__dataclass_fields__}
    return now | {"from_day": first}


class NewForm(TermsForm):
    """Several people at once become as many agreements. A coordinator chooses the supervisor;
    a supervisor may name people whom they do not know here yet."""

    supervisor = forms.ModelChoiceField(User.objects.none(), label=_("Supervisor"))
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("People supervised"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    names = forms.CharField(
        label=_("Somebody who is not in this list"),
        required=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto", "autocomplete": "off"}),
        help_text=_(
            "Their exact name, sign-in name or address, each in a line. They are asked. They "
            "stand in your list once they say yes."
        ),
    )
    field_order = ("supervisor", "people", "names")

    def __init__(self, *args, by, supervisors, people, shown, may_name, **options):
        """`people` may be chosen, `shown` are those that the page offers."""
        super().__init__(*args, **options)
        self.by = by
        self._choose_supervisor(supervisors)
        self.fields["people"].queryset = people
        self.fields["people"].choices = [(person.pk, person.name) for person in shown]
        if not shown:
            del self.fields["people"]
        if not may_name:
            del self.fields["names"]

    def _choose_supervisor(self, supervisors: list[User]):
        field = self.fields["supervisor"]
        if not supervisors:
            del self.fields["supervisor"]
            return
        field.queryset = User.objects.filter(pk__in=[each.pk for each in supervisors])
        field.choices = [("", _("Choose"))] + [(each.pk, each.name) for each in supervisors]

    def clean_names(self):
        return [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]

    def clean(self):
        values = super().clean()
        names, chosen = values.get("names", []), values.get("people", [])
        if not names and not chosen and not self.errors.keys() & {"names", "people"}:
            field = "people" if "people" in self.fields else "names"
            self.add_error(field if field in self.fields else None, _("Say who it is."))
        if len(names) > MOST:
            self.add_error("names", _("At most ten names at once."))
        if names and self.who_supervises() != self.by:
            self.add_error("names", _("Only a supervisor asks people by their names."))
        return values

    def who_supervises(self) -> User:
        return self.cleaned_data.get("supervisor") or self.by


class EndForm(forms.Form):
    on = day(label=_("Last day"))


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_("PDF, a picture or a text document, at most 10 MB."),
        widget=forms.FileInput({"accept": ",".join(f".{kind}" for kind in KINDS)}),
    )
