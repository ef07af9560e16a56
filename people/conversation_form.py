"""What is filled in to ask for a conversation."""

from collections.abc import Iterable
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from people.conversations import LONGEST, Listed

UNKEPT = {"autocomplete": "off", "spellcheck": "false", "writingsuggestions": "false"}


class ConversationForm(forms.Form):
    """`listed` are those who can be written to. Nothing of it is kept until it is sent."""

    to = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6, "dir": "auto", **UNKEPT}),
        help_text=_("A line or two is enough. Please name nobody whom you support."),
    )
    with_name = forms.BooleanField(
        label=_("My chosen name goes with it"),
        required=False,
        initial=True,
        help_text=_("Without it, say in your words how they can answer you."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, listed: Iterable[Listed], **options):
        super().__init__(*args, **options)
        self.listed = {each.helper.mark: each for each in listed}
        self.fields["to"].choices = [(m, each.helper.name) for m, each in self.listed.items()]

    def clean_words(self):
        """Browsers send two signs for the end of a line."""
        return self.cleaned_data["words"].replace("\r\n", "\n")

    def clean_key(self):
        return self.cleaned_data["key"] or uuid4()

    def whom(self) -> Listed:
        return self.listed[self.cleaned_data["to"]]
