"""What is filled in to say that something is not quite so, and to answer that."""

from django import forms
from django.utils.translation import gettext_lazy

from supervision import limits
from supervision.answering import LONGEST_WORDS
from supervision.models import Reason

ONLY_TWO = gettext_lazy("You need not write anything. Only the two of you read it here.")


def words_field(label) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3, "dir": "auto", "autocomplete": "off"}),
        help_text=ONLY_TWO,
    )


class NotQuite(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("What was different?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("If it took another time: how many minutes?"),
        required=False,
        min_value=1,
        max_value=limits.LONGEST,
        widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Leave it empty if you don’t know."),
    )
    words = words_field(gettext_lazy("A few words, if you like"))


class AsWritten(forms.Form):
    words = words_field(gettext_lazy("A few words, if you like"))


class Reopen(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it opened again?"),
        max_length=200,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("The person you supervise is told, and reads this."),
    )
