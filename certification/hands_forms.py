"""What a coordinator fills in: a reason, a day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.models import AwardKind
from certification.paper_forms import day


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("The person reads this; whoever checks the certificate does not."),
    )


class ExtendForm(forms.Form):
    until = day(label=_("New last day"))


class BridgeForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("How"),
        choices=[each for each in AwardKind.choices if each[0] != AwardKind.FULL],
        widget=forms.RadioSelect,
        initial=AwardKind.TEMPORARY,
    )
    until = day(label=_("Last day, within a year"))
    reason = forms.CharField(
        label=_("Why"), max_length=200, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )
