"""What is filled in to offer a course: which one, until when if they can, a line of words."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Course, CoursePage
from courses.models.assignment import LONGEST
from courses.shown import last_titles
from office.names import clean_name


class AssignForm(forms.Form):
    """`today` is the day of whoever fills it in; titles stand in `language`."""

    course = forms.ModelChoiceField(queryset=Course.objects.none(), label=gettext_lazy("Course"))
    due_on = forms.DateField(
        label=gettext_lazy("Until, if they can"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy("An offer only: they can still do it afterwards."),
    )
    words = forms.CharField(
        label=gettext_lazy("A line to them"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("All who can offer courses to them read it, too."),
    )

    def __init__(self, *args, today, language, **options):
        super().__init__(*args, **options)
        self.today = today
        live = CoursePage.objects.live().values("translation_key")
        on_offer = Course.objects.filter(archived_at=None, translation_key__in=live)
        titles = last_titles(list(on_offer), language)
        named = [(course.pk, titles[course.translation_key][0]) for course in on_offer]
        self.fields["course"].queryset = on_offer
        self.fields["course"].choices = [
            ("", _("Choose a course")),
            *sorted(named, key=lambda each: each[1].casefold()),
        ]

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < self.today:
            raise ValidationError(_("Choose a day that is still to come."))
        return day

    def clean_words(self):
        return clean_name(self.cleaned_data["words"])


class WhomForm(forms.Form):
    """A name that is searched for is sent, so that it stands in no address."""

    name = forms.CharField(
        label=gettext_lazy("Name of a person"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "type": "search", "dir": "auto"}),
    )
