"""What is filled in to begin a rule, and to say for whom it is."""

from dataclasses import dataclass
from pathlib import Path as File

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification import drafts, names, schemes
from certification.asked import kind_words
from certification.origin import Origin, origin_of
from office.neutral import telling_word_in
from people.api import Role, label_of

SHIPPED = settings.ROOT / "content" / "schemes"


@dataclass(frozen=True)
class Example:
    name: str
    origin: Origin | None

    @property
    def title(self) -> str:
        return kind_words(self.name)


def shipped() -> dict[str, File]:
    """Examples by name."""
    return {file.stem: file for file in sorted(SHIPPED.glob("*.yaml"))}


def examples() -> list[Example]:
    return [Example(name, origin_of(example_text(name))) for name in shipped()]


def example_text(name: str) -> str:
    """The newest version in it, as the first one of a rule of one's own; empty for no example."""
    file = shipped().get(name)
    if file is None:
        return ""
    texts = schemes.documents_in(file.read_text(encoding="utf-8"))
    newest = [text for text in texts if "\nscheme:" in f"\n{text}"][-1]
    return drafts.renumbered(newest, 1)


class NewForm(forms.Form):
    slug = forms.SlugField(
        label=gettext_lazy("Its short name, for ever"),
        max_length=60,
        help_text=gettext_lazy(
            "Small letters and hyphens. Others may see it: choose a word that tells little."
        ),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "dir": "ltr"}),
    )
    example = forms.ChoiceField(label=gettext_lazy("Begin with"), required=False)
    file = forms.FileField(label=gettext_lazy("Or a file of your own"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        some = [(name, kind_words(name)) for name in shipped()]
        self.fields["example"].choices = [("", _("An empty page")), *some]

    def clean_slug(self):
        slug = slugify(self.cleaned_data["slug"])
        word = telling_word_in(slug)
        if not slug or names.is_taken(slug):
            raise forms.ValidationError(_("This name can’t be used. Choose another one."))
        if word:
            words = _("“%(word)s” tells others too much. Choose another word.")
            raise forms.ValidationError(words % {"word": word})
        return slug

    def clean(self):
        found = super().clean()
        file = found.get("file")
        if file and file.size > drafts.LONGEST:
            self.add_error("file", _("This file is too large."))
        elif file:
            try:
                found["text"] = file.read().decode("utf-8-sig").replace("\r\n", "\n")
            except UnicodeDecodeError:
                self.add_error("file", _("This is not text in UTF-8."))
        return found

    def text(self) -> str:
        given = self.cleaned_data
        if given.get("text"):
            return given["text"]
        name = given.get("example")
        return example_text(name).replace(f"scheme: {name}", f"scheme: {given['slug']}", 1)


class SettingsForm(forms.Form):
    for_roles = forms.MultipleChoiceField(
        label=gettext_lazy("Everybody with one of these roles is on its path"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_open = forms.BooleanField(label=gettext_lazy("Anybody may choose this path"), required=False)
    is_archived = forms.BooleanField(label=gettext_lazy("No longer offered"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["for_roles"].choices = [(str(role), label_of(role)) for role in Role]
