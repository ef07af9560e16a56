"""What is filled in to write a statement: a title and words for each language of the site."""

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from certification.models import Statement
from office import organisation
from office.names import clean_name
from office.neutral import telling_word_in

LONGEST_TITLE, LONGEST_TEXT = 120, 8_000


def code_field() -> forms.SlugField:
    """A short name that stands in addresses."""
    return forms.SlugField(
        label=gettext_lazy("Its short name, for ever"),
        max_length=60,
        help_text=gettext_lazy(
            "Small letters and hyphens. Others may see it: choose a word that tells little."
        ),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "dir": "ltr"}),
    )


def checked_code(said: str) -> str:
    """As it will be kept. Raises ValidationError."""
    code = slugify(said)
    if not code:
        raise forms.ValidationError(_("This name can’t be used. Choose another one."))
    word = telling_word_in(code)
    if word:
        words = _("“%(word)s” tells others too much. Choose another word.")
        raise forms.ValidationError(words % {"word": word})
    return code


class CodeForm(forms.Form):
    code = code_field()

    def clean_code(self):
        return checked_code(self.cleaned_data["code"])


class StatementForm(forms.Form):
    """A language has both a title and words, or neither; one of them has."""

    def __init__(self, *args, statement: Statement, **options):
        super().__init__(*args, **options)
        self.statement = statement
        self.languages = _languages(statement)
        for code in self.languages:
            way = {"lang": code, "dir": _way(code)}
            self.fields[f"title_{code}"] = forms.CharField(
                label=gettext_lazy("Title"),
                max_length=LONGEST_TITLE,
                required=False,
                initial=statement.titles.get(code, ""),
                widget=forms.TextInput({**way, "autocomplete": "off"}),
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=gettext_lazy("Words"),
                max_length=LONGEST_TEXT,
                required=False,
                initial=statement.texts.get(code, ""),
                widget=forms.Textarea({**way, "rows": 10}),
            )

    def rows(self) -> list[dict]:
        """For a page: each language with its two fields."""
        return [
            {"name": name, "code": code, "fields": [self[f"title_{code}"], self[f"text_{code}"]]}
            for code, name in self.languages.items()
        ]

    def clean(self):
        given = super().clean()
        for code in self.languages:
            given[f"title_{code}"] = clean_name(given.get(f"title_{code}", ""))
            given[f"text_{code}"] = given.get(f"text_{code}", "").replace("\r\n", "\n").strip()
            self._check_both(code, given)
        if not self.errors and not any(given[f"text_{code}"] for code in self.languages):
            first = next(iter(self.languages))
            self.add_error(f"text_{first}", _("Write the words in at least one language."))
        return given

    def _check_both(self, code: str, given: dict) -> None:
        title, text = f"title_{code}", f"text_{code}"
        if bool(given[title]) != bool(given[text]):
            lacks = text if given[title] else title
            if lacks not in self.errors:
                self.add_error(lacks, _("A language needs a title and words, or neither."))

    def words(self) -> dict[str, dict[str, str]]:
        """`titles` and `texts`; those in a language that is offered no longer stay."""
        return {
            "titles": self._of("title", self.statement.titles),
            "texts": self._of("text", self.statement.texts),
        }

    def _of(self, part: str, before: dict[str, str]) -> dict[str, str]:
        given = {code: self.cleaned_data[f"{part}_{code}"] for code in self.languages}
        lost = {code: said for code, said in before.items() if code not in given}
        return {code: said for code, said in {**given, **lost}.items() if said}


def _languages(statement: Statement) -> dict[str, str]:
    """Those that are offered, and those in which there are words already."""
    offered = dict(organisation.languages())
    ours = dict(settings.LANGUAGES)
    there = {code: ours[code] for code in statement.texts if code in ours}
    return {**offered, **there}


def _way(code: str) -> str:
    return "rtl" if get_language_info(code)["bidi"] else "ltr"
