"""What is filled in about somebody else who teaches: a name, a class, and what they hold."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.models import Provider
from certification.paper_forms import day
from certification.providers import Held, held_by
from certification.statement_forms import checked_code, code_field
from office.names import clean_name

MOST_ROWS = 30
EMPTY_ROWS = 2  # at the end, to be filled in
PARTS = ("kind", "from", "until")
SHORT = {"autocomplete": "off", "autocapitalize": "none", "dir": "ltr"}


class ProviderForm(forms.Form):
    """A row for each thing held, and empty ones at the end; what is emptied is gone.

    The short name is asked only of a new one.
    """

    code = code_field()
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    rank = forms.SlugField(
        label=gettext_lazy("Class, if rules tell them apart"),
        max_length=40,
        required=False,
        widget=forms.TextInput(SHORT),
    )

    def __init__(self, *args, provider: Provider | None = None, **options):
        super().__init__(*args, **options)
        self.provider = provider
        if provider:
            del self.fields["code"]
            self.initial = {"name": provider.name, "rank": provider.rank, **self.initial}
        known = held_by(provider) if provider else []
        for number in range(self._count(len(known))):
            self._add_row(number, known[number] if number < len(known) else None)

    def _count(self, known: int) -> int:
        sent = [n for n in range(MOST_ROWS) if self.add_prefix(f"kind_{n}") in self.data]
        self.count = len(sent) if self.is_bound else min(known + EMPTY_ROWS, MOST_ROWS)
        return self.count

    def _add_row(self, number: int, held: Held | None) -> None:
        self.fields[f"kind_{number}"] = forms.SlugField(
            label=gettext_lazy("What they hold"),
            max_length=60,
            required=False,
            initial=held.kind if held else "",
            help_text=gettext_lazy("A short word in Latin letters, as rules use it."),
            widget=forms.TextInput(SHORT),
        )
        first, until = (held.first, held.until) if held else (None, None)
        self.fields[f"from_{number}"] = day(
            label=gettext_lazy("From"), required=False, initial=first
        )
        self.fields[f"until_{number}"] = day(
            label=gettext_lazy("Until (may stay empty)"), required=False, initial=until
        )

    def own_fields(self) -> list:
        names = ("name", "rank") if self.provider else ("code", "name", "rank")
        return [self[name] for name in names]

    def rows(self) -> list[dict]:
        """For a page: each with its number, from 1, and its fields."""
        return [
            {"number": n + 1, "fields": [self[f"{part}_{n}"] for part in PARTS]}
            for n in range(self.count)
        ]

    # --- what was sent
    def clean_code(self):
        code = checked_code(self.cleaned_data["code"])
        if Provider.objects.filter(slug=code).exists():
            raise forms.ValidationError(_("There is one of this name."))
        return code

    def clean_name(self):
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write a name that can be seen."))
        return name

    def clean(self):
        given = super().clean()
        for number in range(self.count):
            self._check_row(number, *self._row(number))
        return given

    def _row(self, number: int) -> tuple:
        return tuple(self.cleaned_data.get(f"{part}_{number}") for part in PARTS)

    def _check_row(self, number: int, kind, first, until) -> None:
        wrong = {f"{part}_{number}" for part in PARTS} & set(self.errors)
        if wrong or not (kind or first or until):
            return
        if not kind:
            self.add_error(f"kind_{number}", _("Write what it is, or empty the whole row."))
        elif not first:
            self.add_error(f"from_{number}", _("Write from when, or empty the whole row."))
        elif until and until < first:
            self.add_error(f"until_{number}", _("The last day lies before the first."))

    def said(self) -> dict:
        """For `providers.keep`."""
        rows = (self._row(number) for number in range(self.count))
        holds = [Held(*row) for row in rows if row[0]]
        given = self.cleaned_data
        return {"name": given["name"], "rank": given["rank"], "holds": holds}
