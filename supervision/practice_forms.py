"""The week in one line: a box for each category, two where a month ends inside it."""

from collections.abc import Iterable, Mapping
from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.api import User
from supervision.models import Practice, PracticeState, Workplace
from supervision.practising import Category
from supervision.weeks import NoHours, Part, as_hours, minutes_in


class HoursField(forms.CharField):
    """Hours as people write them; cleaned to whole minutes."""

    def __init__(self, **options):
        super().__init__(required=False, max_length=12, **options)
        self.widget.attrs |= {"inputmode": "text", "autocomplete": "off", "class": "hours__box"}

    def clean(self, value):
        text = super().clean(value)
        try:
            return minutes_in(text)
        except NoHours:
            raise forms.ValidationError(_("Write hours such as 7:30 or 7.5.")) from None


class WeekForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why a confirmed figure changes"), max_length=200, required=False
    )

    def __init__(
        self,
        data=None,
        *,
        parts: list[Part],
        categories: list[Category],
        known: Mapping[tuple[str, date], Practice],
        supervisors: Iterable[User],
        workplaces: Iterable[Workplace],
    ):
        super().__init__(data, prefix="week")
        self._parts, self._categories = parts, categories
        for category in categories:
            for part in parts:
                row = known.get((category.code, part.first))
                self.fields[_name(category.code, part)] = HoursField(
                    label=_label(category.name, part, len(parts)),
                    initial=as_hours(row.minutes) if row else "",
                )
        if not any(row.state == PracticeState.ATTESTED for row in known.values()):
            del self.fields["reason"]
        self._whom(list(supervisors), known)

    def _whom(self, supervisors: list[User], known: Mapping) -> None:
        """Asked only where there is a choice."""
        self._supervisors = supervisors
        if len(supervisors) > 1:
            self.fields["supervisor"] = forms.ChoiceField(
                label=_("Who confirms it"),
                choices=[(each.pk, each.name) for each in supervisors],
                initial=next((row.supervisor_id for row in known.values()), None),
            )

    @property
    def rows(self) -> list[dict]:
        """One for each category, with its boxes and whether they are confirmed."""
        return [
            {
                "name": category.name,
                "boxes": [self[_name(category.code, part)] for part in self._parts],
            }
            for category in self._categories
        ]

    @property
    def others(self) -> list:
        return [self[name] for name in ("supervisor", "reason") if name in self.fields]

    @property
    def minutes(self) -> dict[tuple[str, date], int]:
        return {
            (category.code, part.first): self.cleaned_data[_name(category.code, part)]
            for category in self._categories
            for part in self._parts
        }

    @property
    def supervisor(self) -> User | None:
        chosen = self.cleaned_data.get("supervisor")
        found = (each for each in self._supervisors if str(each.pk) == chosen)
        return next(found, self._supervisors[0] if self._supervisors else None)


def _name(code: str, part: Part) -> str:
    return f"{code}-{part.first:%d}"


def _label(name: str, part: Part, parts: int) -> str:
    if parts == 1:
        return name
    first, last = (date_format(day, "MONTH_DAY_FORMAT") for day in (part.first, part.last))
    return _("%(what)s, %(first)s to %(last)s") % {"what": name, "first": first, "last": last}


class TakeBackForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)
