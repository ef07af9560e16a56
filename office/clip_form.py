"""The form in which editors add a clip: its files, and captions in each language of the site."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtailmedia.forms import BaseMediaForm

from office import captions
from office.clips import caption, remove_captions

PREFIX = "captions_"


class CaptionsField(forms.FileField):
    """Captions that were looked at."""

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if data:
            try:
                captions.check(file.read(captions.LARGEST + 1))
            except captions.NotCaptions as refusal:
                raise ValidationError(str(refusal)) from None
            file.seek(0)
        return file


class ClipForm(BaseMediaForm):
    """An empty field keeps the captions that there are; its tick takes them away."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = self.instance.tracks.all() if self.instance.pk else ()
        files = {track.language: track.file for track in known}
        for code, name in settings.LANGUAGES:
            self.fields[PREFIX + code] = CaptionsField(
                label=_("Captions in %(language)s") % {"language": name},
                required=False,
                initial=files.get(code),
                widget=forms.ClearableFileInput({"accept": ".vtt"}),
                help_text=_("A WebVTT file. A film needs captions before its lesson is published."),
            )

    @transaction.atomic
    def save(self, commit=True):
        clip = super().save(commit)
        for code, _name in settings.LANGUAGES:
            given = self.cleaned_data[PREFIX + code]
            if given is False:
                remove_captions(clip, code)
            elif PREFIX + code in self.changed_data:
                given.name = f"{code}.vtt"
                caption(clip, code, given)
        return clip
