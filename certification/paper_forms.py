"""Sending a paper in, learning done elsewhere, and what is said after a look."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.documents import Learned
from office.names import clean_name

LONGEST = 60 * 24 * 400  # minutes
WAYS = {  # as schemes name them
    "in_person": _("In one room"),
    "live_online": _("Live, online"),
    "self_paced": _("On my own"),
}


def day(**options) -> forms.DateField:
    """As a browser's own calendar sends it, whatever the language of the page."""
    picker = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=picker, input_formats=["%Y-%m-%d"], **options)


def _file() -> forms.FileField:
    return forms.FileField(
        label=_("The file"),
        help_text=_("A PDF, or a photograph as JPEG or PNG; 10 MB at most."),
        widget=forms.FileInput({"accept": "application/pdf,image/jpeg,image/png"}),
    )


class PaperForm(forms.Form):
    """`kinds` are codes and titles of the papers that this person's paths ask for."""

    kind = forms.ChoiceField(label=_("What it shows"))
    issued_on = day(label=_("The day written on it"))
    file = _file()

    def __init__(self, *args, kinds, today, **options):
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds
        self.today = today

    def clean_issued_on(self):
        return _not_ahead(self.cleaned_data["issued_on"], self.today)


class ElsewhereForm(forms.Form):
    title = forms.CharField(
        label=_("What it was called"),
        max_length=120,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    course = forms.ChoiceField(label=_("Stands for this course of ours"), required=False)
    provider = forms.ChoiceField(label=_("Who taught it"), required=False)
    delivery = forms.ChoiceField(label=_("How it was taught"), choices=list(WAYS.items()))
    topic = forms.ChoiceField(
        label=_("What it was about"),
        required=False,
        help_text=_("All its minutes count for it. Leave it open, if it was about several things."),
    )
    completed_on = day(label=_("The day you finished"))
    minutes = forms.IntegerField(
        label=_("How many minutes it took"),
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    file = _file()

    def __init__(self, *args, courses, providers, topics, today, **options):
        super().__init__(*args, **options)
        self.fields["course"].choices = [("", _("None of ours")), *courses]
        self.fields["provider"].choices = [("", _("Somebody else")), *providers]
        self.fields["topic"].choices = [("", _("Several things")), *topics]
        if not topics:
            del self.fields["topic"]
        if not courses:
            del self.fields["course"]
        if not providers:
            del self.fields["provider"]
        self.today = today

    def clean_title(self):
        return clean_name(self.cleaned_data["title"])

    def clean_completed_on(self):
        return _not_ahead(self.cleaned_data["completed_on"], self.today)

    def learned(self) -> Learned:
        given = {name: self.cleaned_data.get(name, "") for name in Learned.__dataclass_fields__}
        return Learned(**given)


class RefuseForm(forms.Form):
    words = forms.CharField(
        label=_("What is missing"),
        max_length=400,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("The person reads this. Say what would help."),
    )


def _not_ahead(day, today):
    if day > today:
        raise forms.ValidationError(_("This day has not come yet."))
    return day
