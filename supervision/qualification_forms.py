"""What a supervisor fills in of their own qualifications; and what a workplace is called."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from office.names import clean_name
from supervision.agreement_forms import day
from supervision.models import Workplace
from supervision.qualifying import codes_in_use

NEW = ""


class QualificationForm(forms.Form):
    """`code` is one that is in use here, or a new one made of `new_code`."""

    name = forms.CharField(
        label=_("What it is called"),
        max_length=120,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    code = forms.ChoiceField(label=_("Which one it is"), required=False)
    new_code = forms.CharField(
        label=_("Or a new short word"),
        max_length=40,
        required=False,
        help_text=_("Small Latin letters, such as lcsw. Rules for certificates use it."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "dir": "ltr"}),
    )
    rank = forms.SlugField(
        label=_("Class, if rules tell them apart"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "dir": "ltr"}),
    )
    from_day = day(label=_("From"))
    until_day = day(label=_("Until (may stay empty)"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        known = [(code, f"{name} ({code})") for code, name in codes_in_use()]
        self.fields["code"].choices = [(NEW, _("A new one")), *known]
        if not known:
            del self.fields["code"]

    def clean_name(self):
        return clean_name(self.cleaned_data["name"])

    def clean_new_code(self):
        return slugify(self.cleaned_data["new_code"])

    def clean(self):
        values = super().clean()
        values["code"] = values.get("code") or values.pop("new_code", "")
        if not values["code"] and "new_code" not in self.errors:
            self.add_error("new_code", _("Choose one, or write a short word in Latin letters."))
        values.pop("new_code", None)
        return values


class WorkplaceForm(forms.ModelForm):
    class Meta:
        model = Workplace
        fields = ("name",)
        labels = {"name": _("Name of the place")}
        widgets = {"name": forms.TextInput({"dir": "auto", "autocomplete": "off"})}

    def clean_name(self):
        return clean_name(self.cleaned_data["name"])
