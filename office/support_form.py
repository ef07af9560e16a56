"""The list of other people who can help, as those who keep it fill it in."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office import nudge
from office.countries import CODES
from office.organisation import Organisation
from office.organisation_forms import LONGEST_TEXT, OneLine, Phone, Topic
from office.support import MOST_ROWS, Helper, Kind, as_row, read

PARTS = ("kind", "name", "phone", "hours", "text", "languages", "country")
OF_A_PERSON = ("is_outside", "account", "address")
Row = dict[str, Any]
CHANGED = _(
    "Somebody changed this list at the same time. Look at it in another window, then save again:"
    " what stands here replaces it."
)


class Support(Topic):
    """A row for each, and an empty one at the end; what is emptied is gone.

    `people` are those to whom others may write inside the site, as (number, name). A row whose
    words are new counts as looked at today; what is sent back as it was keeps its day. `seen`
    stands for the list that the page was made from: whoever sends another is told, once.
    """

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = []

    def __init__(self, *args, people: Iterable[tuple[int, str]] = (), **options):
        super().__init__(*args, **options)
        self.known = [read(row) for row in self.instance.support]
        self.seen = hashlib.sha256(repr(self.known).encode()).hexdigest()[:16]
        self.people = dict(people)
        sent = [n for n in range(MOST_ROWS) if self.add_prefix(f"name_{n}") in self.data]
        self.count = len(sent) if self.is_bound else min(len(self.known) + 1, MOST_ROWS)
        for number in range(self.count):
            self._add_row(number)

    def _known(self, number: int) -> Helper | None:
        return self.known[number] if number < len(self.known) else None

    def _add_row(self, number: int) -> None:
        helper = self._known(number)
        for part, field in _fields_of_row(self._accounts(helper), helper).items():
            field.initial = as_row(helper)[part] if helper else None
            self.fields[f"{part}_{number}"] = field

    def _accounts(self, helper: Helper | None) -> dict[int, str]:
        """Whom somebody else chose stays chosen, also where this reader does not know them."""
        chosen = helper.account if helper else None
        return ({chosen: helper.name} if helper and chosen else {}) | self.people

    def rows(self) -> list[Row]:
        """For a page: each with its number, from 1, its fields, and what is kept of it."""
        return [self._shown(number) for number in range(self.count)]

    def _shown(self, number: int) -> Row:
        fields = [self[f"{part}_{number}"] for part in (*PARTS, *OF_A_PERSON)]
        helper = self._known(number)
        return {
            "number": number + 1,
            "helper": helper,
            "fields": fields,
            "is_open": helper is None or any(field.errors for field in fields),
            "is_old": helper is not None and not helper.holds_on(timezone.localdate()),
        }

    def clean(self):
        if self.data.get("seen", self.seen) != self.seen:
            self.add_error(None, CHANGED)
        for number, row in enumerate(self._sent()):
            self._check(number, row)
        return self.cleaned_data

    def _check(self, number: int, row: Row) -> None:
        """In a row that says something, what is missing or does not fit is said at its field."""
        if not _says_anything(row):
            return
        if not row["name"]:
            self._refuse("name", number, _("Write a name, or empty the whole row."))
        if row["kind"] == Kind.EMERGENCY and not row["phone"]:
            self._refuse("phone", number, _("Write the number that people are to ring."))
        if row["kind"] != Kind.PERSON and row["is_outside"]:
            self._refuse("is_outside", number, _("This is for a person to talk to."))
        if row["kind"] != Kind.PERSON and (row["account"] or row["address"]):
            part = "account" if row["account"] else "address"
            self._refuse(part, number, _("Only a person to talk to can be written to here."))

    def _refuse(self, part: str, number: int, words) -> None:
        name = f"{part}_{number}"
        if name not in self.errors:
            self.add_error(name, words)

    def _sent(self) -> list[Row]:
        parts = (*PARTS, *OF_A_PERSON)
        return [
            {part: self.cleaned_data.get(f"{part}_{n}") for part in parts}
            for n in range(self.count)
        ]

    def save(self, *, by, commit: bool = True, on: date | None = None) -> Organisation:
        on = on or timezone.localdate()
        sent = [read(row) for row in self._sent() if row["name"]]
        looked_at = [replace(each, checked_on=self._looked_at(each, on)) for each in sent]
        self.instance.support = [as_row(each) for each in looked_at]
        row = super().save(by=by)
        nudge.soon()  # the sweep publishes the list
        return row

    def _looked_at(self, helper: Helper, on: date) -> date | None:
        same = [each for each in self.known if each.mark == helper.mark]
        return same[0].checked_on if same else on

    def kept_fields(self) -> list[str]:
        return ["support"]


def _says_anything(row: Row) -> bool:
    """The kind alone says nothing: a list always has one chosen."""
    return any(value for part, value in row.items() if part != "kind")


class Country(OneLine):
    def __init__(self, **values):
        super().__init__(max_length=2, required=False, **values)
        self.widget.attrs |= {"dir": "ltr", "autocapitalize": "characters"}

    def to_python(self, value):
        return super().to_python(value).upper()

    def validate(self, value):
        super().validate(value)
        if value and value not in CODES:
            raise forms.ValidationError(_("Write two letters, for example ES or JO."))


def _fields_of_row(accounts: dict[int, str], helper: Helper | None) -> dict[str, forms.Field]:
    return {
        "kind": forms.TypedChoiceField(
            label=_("What it is"),
            choices=Kind.choices,
            coerce=Kind,
            empty_value=Kind.OTHER,
            required=False,
        ),
        "name": OneLine(label=_("Name"), max_length=80, required=False),
        "phone": Phone(label=_("Phone number")),
        "hours": OneLine(label=_("When they answer"), max_length=80, required=False),
        "text": forms.CharField(
            label=_("What they help with"),
            max_length=LONGEST_TEXT,
            required=False,
            widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        ),
        "languages": forms.MultipleChoiceField(
            label=_("Languages they speak"),
            choices=_languages(helper),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Choose none if it does not matter."),
        ),
        "country": Country(
            label=_("Country, in two letters"),
            help_text=_("Leave it empty if it holds everywhere."),
        ),
        **_ways_to_a_person(accounts),
    }


def _languages(helper: Helper | None) -> list[tuple[str, str]]:
    more = {code: code for code in (helper.languages if helper else ())}
    return list((more | settings.ALL_LANGUAGES).items())


def _ways_to_a_person(accounts: dict[int, str]) -> dict[str, forms.Field]:
    return {
        "is_outside": forms.BooleanField(
            label=_("This person is outside our organisation and leads nobody here"),
            required=False,
        ),
        "account": forms.TypedChoiceField(
            label=_("People can write to this person inside the site, as"),
            choices=[("", _("Nobody")), *accounts.items()],
            coerce=int,
            empty_value=None,
            required=False,
            help_text=_("Ask them first. Only they read what is written to them."),
        ),
        "address": forms.EmailField(
            label=_("Or by mail, to"),
            required=False,
            widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
            help_text=_("It stands on no public page. Whoever writes to them sees it."),
        ),
    }
