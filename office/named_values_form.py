"""One named value as whoever writes courses fills it in: a field for each language offered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from office import organisation
from office.named_values import LONGEST, NAME, ORGANISATION, WELL_KNOWN, NamedValue, Row, keep
from office.organisation_forms import OneLine


class ValueForm(forms.Form):
    """`row` is what is kept of it; without one, it is a new name."""

    label = OneLine(
        label=_("What it is"),
        max_length=80,
        required=False,
        help_text=_("Texts say this until there is a value."),
    )

    def __init__(self, *args, row: Row | None = None, **options):
        super().__init__(*args, **options)
        self.row = row
        if row is None:
            self.fields = {"name": _name(), **self.fields}
        else:
            self.fields["label"].initial = row.label
        for code, language in self.languages():
            field = OneLine(label=language, max_length=LONGEST, required=False)
            field.widget.attrs |= {"lang": code, "dir": "auto"}
            field.initial = row.texts.get(code, "") if row else ""
            self.fields[f"text_{code}"] = field

    def languages(self) -> list[tuple[str, str]]:
        """Those offered, and any other that has words already."""
        offered = dict(organisation.languages())
        more = {code: code for code in (self.row.texts if self.row else {}) if code not in offered}
        return list((offered | more).items())

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not NAME.match(name):
            raise forms.ValidationError(_("Write small letters, digits and single hyphens."))
        if name == ORGANISATION:
            raise forms.ValidationError(_("The organisation’s name is kept with the organisation."))
        if NamedValue.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There is a value of this name already."))
        return name

    def save(self, *, by) -> str:
        said = self.cleaned_data
        name = self.row.name if self.row else said["name"]
        texts = {code: said[f"text_{code}"] for code, _language in self.languages()}
        label = "" if said["label"] == WELL_KNOWN.get(name) else said["label"]  # ours is translated
        keep(name, label=label, texts=texts, by=by)
        return name


def _name() -> OneLine:
    name = OneLine(
        label=_("Name"),
        max_length=40,
        help_text=_("Small letters and hyphens. A text shows the value where it says {name}."),
    )
    name.widget.attrs |= {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}
    return name
