"""One topic, and its words in the other languages."""

from django import forms
from django.conf import settings

from supervision.models import Topic


class TopicForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ("name", "kind", "is_archived")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=language,
                max_length=80,
                required=False,
                initial=self.instance.names.get(code, ""),
                widget=forms.TextInput({"lang": code, "dir": "auto"}),
            )
        if self.instance._state.adding:
            del self.fields["is_archived"]

    def save(self, commit=True):
        said = {code: self.cleaned_data[f"name_{code}"].strip() for code, _ in settings.LANGUAGES}
        self.instance.names = {code: words for code, words in said.items() if words}
        return super().save(commit)
