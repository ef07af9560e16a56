"""What editors fill in about topics and pathways, and what a course's shape must keep to."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from office.neutral import telling_word_in
from people.api import Role

LONGEST_NAME, LONGEST_SUMMARY = 80, 300


class InLanguages(WagtailAdminModelForm):
    """One field for each language of the site, kept together in a JSON field of the model.

    `of_languages` names those fields of the model; `each_language` makes the form's.
    """

    of_languages: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.of_languages:
            for code, words in getattr(self.instance, name).items():
                self.initial[f"{name}_{code}"] = words

    def _post_clean(self):
        """Before the model is looked at; words in a language that the site lost are kept."""
        for name in self.of_languages:
            words = dict(getattr(self.instance, name))
            for code, _language in settings.LANGUAGES:
                words[code] = self.cleaned_data.get(f"{name}_{code}", "")
            setattr(self.instance, name, {code: word for code, word in words.items() if word})
        super()._post_clean()


def each_language(name: str, label, longest: int, *, is_needed=True, widget=None) -> dict:
    """Fields by their names; the site's first language is needed, if any is."""
    return {
        f"{name}_{code}": forms.CharField(
            label=format_lazy("{label} ({language})", label=label, language=language),
            max_length=longest,
            required=is_needed and code == settings.LANGUAGE_CODE,
            widget=widget,
        )
        for code, language in settings.LANGUAGES
    }


class TopicForm(
    type("TopicFields", (InLanguages,), each_language("names", gettext_lazy("Name"), LONGEST_NAME))
):
    of_languages = ("names",)

    def clean_code(self):
        """A record that names a topic must go on meaning it."""
        if self.instance.pk and self.cleaned_data["code"] != self.instance.code:
            raise ValidationError(_("The short name of a topic never changes."))
        return self.cleaned_data["code"]


class PathwayForm(
    type(
        "PathwayFields",
        (InLanguages,),
        each_language("titles", gettext_lazy("Title"), LONGEST_NAME)
        | each_language(
            "summaries",
            gettext_lazy("In one sentence"),
            LONGEST_SUMMARY,
            is_needed=False,
            widget=forms.Textarea({"rows": 2}),
        ),
    )
):
    of_languages = ("titles", "summaries")
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("For people who are"),
        choices=Role.choices,  # in our neutral words: an organisation's own are not for all editors
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("With no choice it is for everybody."),
    )

    def clean_slug(self):
        word = telling_word_in(self.cleaned_data["slug"])
        if word:
            words = _("“%(word)s” tells others too much. Choose another word.")
            raise ValidationError(words % {"word": word})
        return self.cleaned_data["slug"]


def names_of(name: str) -> list[str]:
    """How the fields of one JSON field are called in a form."""
    return [f"{name}_{code}" for code, _language in settings.LANGUAGES]
