"""What is filled in to take hours along, and to bring earlier ones."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from people.api import User
from supervision.papers import importing, reading, taking

EARLIEST = date(1970, 1, 1)
DAY = forms.DateInput(attrs={"type": "date"})


class TakeAlong(forms.Form):
    """Whose hours of which days; `by` is who asks."""

    whose = forms.ModelChoiceField(User.objects.none(), label=_("Whose hours"), required=False)
    first = forms.DateField(label=_("From"), widget=DAY)
    last = forms.DateField(label=_("Until"), widget=DAY)
    name = forms.ChoiceField(label=_("Name on the paper"), required=False)
    with_details = forms.BooleanField(
        label=_("Let readers check kind, topics and language, too"), required=False
    )

    def __init__(self, *args, by: User, day: date, **kwargs):
        first = day.replace(month=1, day=1)
        super().__init__(*args, initial={"first": first, "last": day}, **kwargs)
        self.by = by
        whose, name = self.fields["whose"], self.fields["name"]
        whose.queryset, whose.empty_label = taking.people_of(by), _("My own")
        whose.label_from_instance = lambda person: person.name
        if not whose.queryset.exists():
            del self.fields["whose"]
        name.choices = list(enumerate(self._names()))
        if len(name.choices) < 2:
            del self.fields["name"]

    def _names(self) -> list[str]:
        """Of their own only: of another, it is always the one they are called by."""
        return list(dict.fromkeys(filter(None, (self.by.name, self.by.legal_name))))

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not EARLIEST <= first <= last:
            self.add_error("last", _("The last day lies before the first."))
        return cleaned

    def asked(self) -> taking.Asked:
        """Of a valid form."""
        chosen = self.cleaned_data
        person = chosen.get("whose") or self.by
        name = person.name if person != self.by else self._names()[int(chosen.get("name") or 0)]
        return taking.Asked(
            person=person,
            by=self.by,
            first=chosen["first"],
            last=chosen["last"],
            name=name,
            with_details=chosen["with_details"],
        )


class BringTable(forms.Form):
    """The table of earlier hours."""

    file = forms.FileField(
        label=_("The table (CSV or XLSX)"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            return importing.sheet_of(file, most_rows=reading.MOST_ON_PAGE)
        except importing.BadSheet as problem:
            raise forms.ValidationError(str(problem)) from None
