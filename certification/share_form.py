"""How an award is shown: which name, in which languages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.models import Printed
from certification.sharing import MOST_LANGUAGES
from office import organisation


class ShareForm(forms.Form):
    printed = forms.ChoiceField(
        label=_("Which name stands on it?"), choices=Printed.choices, widget=forms.RadioSelect
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages? Two at most."), widget=forms.CheckboxSelectMultiple
    )
    with_badge = forms.BooleanField(
        label=_("With a badge for programs that read them"), required=False
    )

    def __init__(self, *args, person, **options):
        super().__init__(*args, **options)
        names = {Printed.CHOSEN: person.name, Printed.LEGAL: person.legal_name}
        self.fields["printed"].choices = [
            (value, f"{label}: {names[value]}" if names.get(value) else label)
            for value, label in Printed.choices
            if value != Printed.LEGAL or person.legal_name
        ]
        self.fields["languages"].choices = organisation.languages()

    def clean_languages(self):
        chosen = self.cleaned_data["languages"]
        if len(chosen) > MOST_LANGUAGES:
            raise forms.ValidationError(_("Choose two languages at most."))
        return chosen
