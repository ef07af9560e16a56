"""The quick form: what stands on its one screen, what lies below the fold, and what it comes to.

A supervisor says it of one person or a group (`people`); a supervisee of one of their supervisors.
Boxes that are checked were there; nothing in it needs a script.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from people.api import User
from supervision import limits
from supervision.meeting import Meeting, There
from supervision.models import Held, Kind, Mode
from supervision.note_forms import note_area

LENGTHS = (30, 45, 60, 90)
OTHER = "other"
NOW, AT = "now", "at"
ROUNDED_TO = 5  # minutes
CHOSEN_KINDS = (Kind.PEER_GROUP, Kind.CONSULTATION, Kind.DEBRIEF)
TOGETHER = (Kind.TRIADIC, Kind.GROUP)  # whoever speaks for themselves alone can't be counted
BY_HEADS = {1: Kind.INDIVIDUAL, 2: Kind.TRIADIC}
LONGEST_NOTE = 5_000  # characters; a longer one is written on its own page


class LogForm(forms.Form):
    """`people` are those whom the reader met; `is_own` where they are the reader's supervisors."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    length = forms.ChoiceField(
        label=gettext_lazy("How long"),
        choices=[*((str(each), str(each)) for each in LENGTHS), (OTHER, gettext_lazy("other"))],
        widget=forms.RadioSelect,
    )
    other = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        required=False,
        min_value=1,
        max_value=limits.LONGEST,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[(NOW, gettext_lazy("Ended about now")), (AT, gettext_lazy("Started at"))],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    clock = forms.TimeField(
        label=pgettext_lazy("of the day", "Time"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )
    held = forms.ChoiceField(
        label=gettext_lazy("Did it take place?"), choices=Held.choices, widget=forms.RadioSelect
    )
    called_off_by = forms.TypedChoiceField(
        label=gettext_lazy("Who called off, or did not come"),
        required=False,
        coerce=int,
        empty_value=None,
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("How"), choices=Mode.choices, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    is_observed = forms.BooleanField(label=gettext_lazy("Work was observed"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    next_on = forms.DateField(
        label=gettext_lazy("Next date"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self,
        data=None,
        *,
        people: Sequence[User],
        by: User,
        topics: Sequence[tuple[str, str]],
        is_own: bool = False,
        needs_reason: bool = False,
        is_change: bool = False,
        initial=None,
    ):
        super().__init__(data, initial=initial)
        self.people, self.by, self.is_own = list(people), by, is_own
        named = [(each.pk, each.name) for each in self.people]
        self._who(named)
        everybody = [*named, (by.pk, _("I did"))]
        self.fields["called_off_by"].choices = [("", _("not said")), *everybody]
        offered = (*TOGETHER, *CHOSEN_KINDS) if is_own else CHOSEN_KINDS
        kinds = [(each.value, each.label) for each in offered]
        self.fields["kind"].choices = [("", _first_kind(is_own)), *kinds]
        self.fields["language"].choices = [("", _("not said")), *settings.LANGUAGES]
        self.fields["topics"].choices = topics
        if not topics:
            del self.fields["topics"]
        if not is_own and not is_change:
            self.fields["note"] = forms.CharField(
                label=_("Shared record"),
                required=False,
                max_length=LONGEST_NOTE,
                widget=note_area(rows=3),
            )
        if needs_reason:
            self.fields["reason"] = forms.CharField(
                label=_("Why it changes"), max_length=200, help_text=_("Both of you read it.")
            )

    def _who(self, named: list[tuple[int, str]]) -> None:
        if self.is_own:
            self.fields["supervisor"] = forms.TypedChoiceField(
                label=_("With whom"), choices=named, coerce=int, widget=forms.RadioSelect
            )
            parts = [(self.by.pk, _("How many minutes you were there"))]
        else:
            self.fields["there"] = forms.TypedMultipleChoiceField(
                label=_("Who was there"),
                choices=named,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            parts = named
        self.fields["presented"] = forms.TypedMultipleChoiceField(
            label=_("Who spoke about their work"),
            choices=[(self.by.pk, _("I did"))] if self.is_own else named,
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["facilitated"] = forms.TypedChoiceField(
            label=_("Who led the group"),
            choices=[("", _("the supervisor")), *parts],
            coerce=int,
            empty_value=None,
            required=False,
        )
        if len(self.people) < 2 or self.is_own:
            del self.fields["facilitated"]
        for key, name in parts:
            self.fields[f"part_{key}"] = forms.IntegerField(
                label=name,
                required=False,
                min_value=0,
                max_value=limits.LONGEST,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )

    def parts(self):
        """The bound fields for those who were there for a part of it."""
        return [self[name] for name in self.fields if name.startswith("part_")]

    def clean(self):
        said = super().clean()
        if said.get("length") == OTHER and not said.get("other") and "other" not in self.errors:
            self.add_error("other", _("Say how many minutes it took."))
        if said.get("when") == AT:
            for name in ("day", "clock"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Say when it began."))
        was_held = said.get("held") == Held.HELD
        if was_held and "there" in self.fields and not said.get("there"):
            self.add_error("there", _("Nobody is chosen. Was it called off? Say so below."))
        return said

    @property
    def minutes(self) -> int:
        length = self.cleaned_data["length"]
        return self.cleaned_data["other"] if length == OTHER else int(length)

    def meeting(self, *, at: datetime) -> Meeting:
        """What was said, once it is valid. Raises limits.NoSuchHour."""
        said = self.cleaned_data
        is_held = said["held"] == Held.HELD
        there = self._there(is_held)
        return Meeting(
            supervisor=self._person(said["supervisor"]) if self.is_own else self.by,
            started_at=self._began(at),
            zone=str(self.by.zone),
            minutes=self.minutes if is_held else 0,
            kind=kind_of(said["kind"], there),
            there=there,
            mode=Mode(said["mode"]),
            is_observed=said["is_observed"],
            language=said["language"],
            topics=tuple(said.get("topics", ())),
            held=Held(said["held"]),
            called_off_by=None if is_held else self._person(said["called_off_by"]),
            next_on=said["next_on"],
            uuid=said["uuid"],
        )

    def _person(self, key: int | None) -> User | None:
        return next((each for each in (*self.people, self.by) if each.pk == key), None)

    def _began(self, at: datetime) -> datetime:
        if self.cleaned_data["when"] == AT:
            return limits.moment(self.cleaned_data["day"], self.cleaned_data["clock"], self.by.zone)
        return ended_about(at, self.minutes)

    def _there(self, is_held: bool) -> tuple[There, ...]:
        people = [self.by] if self.is_own else self.people
        return tuple(self._part(each, is_held) for each in people)

    def _part(self, person: User, is_held: bool) -> There:
        said = self.cleaned_data
        if not is_held or not (self.is_own or person.pk in said["there"]):
            return There(person, 0)
        part = said.get(f"part_{person.pk}")
        return There(
            person,
            self.minutes if part is None else part,
            presented=person.pk in said["presented"],
            facilitated=said.get("facilitated") == person.pk,
        )


def _first_kind(is_own: bool) -> str:
    return _("the two of us") if is_own else _("as many as were there")


def ended_about(at: datetime, minutes: int) -> datetime:
    """When it began that ended just now: never in the future, on five minutes."""
    began = at - timedelta(minutes=minutes)
    return began.replace(minute=began.minute - began.minute % ROUNDED_TO, second=0, microsecond=0)


def kind_of(chosen: str, there: Sequence[There]) -> Kind:
    """By how many were there, unless it was said."""
    if chosen:
        return Kind(chosen)
    heads = sum(part.minutes > 0 for part in there) or len(there)
    return BY_HEADS.get(heads, Kind.GROUP)


def length_of(minutes: int) -> dict:
    """As the form begins with that length."""
    if minutes in LENGTHS:
        return {"length": str(minutes)}
    return {"length": OTHER, "other": minutes}


def beginning(uuid: UUID, today: date) -> dict:
    """What every new form begins with."""
    return {
        "uuid": uuid,
        "when": NOW,
        "day": today,
        "held": Held.HELD,
        "mode": Mode.IN_PERSON,
        **length_of(60),
    }
