"""The days of a break."""

from django import forms
from django.utils.translation import gettext_lazy as _


def _day(label, **options) -> forms.DateField:
    picker = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=picker, input_formats=["%Y-%m-%d"], **options)


class BreakForm(forms.Form):
    first = _day(_("First day"))
    last = _day(
        _("Last day"), required=False, help_text=_("Leave it empty, if you do not know it yet.")
    )

    def clean(self):
        found = super().clean()
        first, last = found.get("first"), found.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day is before the first."))
        return found


class EndForm(forms.Form):
    last = _day(_("Last day"))
