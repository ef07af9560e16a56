"""What administrators fill in: whom to invite, which role and when, what a team is called."""

import uuid

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office import organisation
from office.names import clean_name
from people import courses_known, invitations
from people.appointing import PER_LANGUAGE
from people.labels import label_of
from people.models import Role, Team
from people.models.role import PER_COURSE
from people.models.user import as_sign_in_name

MAIL, CARD = "mail", "card"


def role_words() -> list[tuple[str, str]]:
    return [(role.value, label_of(role)) for role in Role]


def teams() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Team.objects.order_by("name"), label=_("Team"), required=False, empty_label=_("No team")
    )


def day(**options) -> forms.DateField:
    """As a browser's own calendar sends it, whatever the language of the page."""
    picker = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=picker, input_formats=["%Y-%m-%d"], **options)


class OfRole(forms.Form):
    """A role, for a team and, where it is a translator's, for a language."""

    role = forms.ChoiceField(label=_("Role"), choices=role_words)
    team = teams()
    role_language = forms.ChoiceField(label=_("Translates into"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["role_language"].choices = [("", _("Every language")), *settings.LANGUAGES]
        words = _("Only for this role: %(roles)s.")
        named = ", ".join(label_of(role) for role in PER_LANGUAGE)
        self.fields["role_language"].help_text = words % {"roles": named}

    def clean(self):
        values = super().clean()
        if values.get("role_language") and values.get("role") not in PER_LANGUAGE:
            self.add_error("role_language", _("This role is not held for one language."))
        return values


class Invite(OfRole):
    how = forms.ChoiceField(label=_("How they get it"), widget=forms.RadioSelect, initial=MAIL)
    email = forms.EmailField(
        label=_("Their email address"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    sign_in_name = forms.CharField(
        label=_("Their sign-in name"),
        required=False,
        max_length=60,
        help_text=_(
            "For a card. Letters, numbers, dots and hyphens; a name that tells nothing of them."
        ),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "dir": "auto"}),
    )
    chosen_name = forms.CharField(
        label=_("Name to be called by"),
        required=False,
        max_length=80,
        help_text=_("May stay empty; they choose it themselves when they come in."),
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=_("Their language"),
        help_text=_("In which the mail or the card, and the first page, speak to them."),
    )
    field_order = ("how", "email", "sign_in_name", "chosen_name", "language", "role", "team")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        spoken = organisation.languages()
        self.fields["language"].choices = spoken
        words = _("This site does not speak it yet. It speaks: %(languages)s.")
        named = ", ".join(name for _code, name in spoken)
        self.fields["language"].error_messages["invalid_choice"] = words % {"languages": named}
        by_link = _("By mail") if invitations.sends_mail() else _("By a link that you hand over")
        self.fields["how"].choices = [(MAIL, by_link), (CARD, _("By a card, in person"))]

    def clean_chosen_name(self):
        return clean_name(self.cleaned_data["chosen_name"])

    def clean_sign_in_name(self):
        return as_sign_in_name(self.cleaned_data["sign_in_name"])

    def clean(self):
        values = super().clean()
        if values.get("how") == MAIL:
            self._must_have("email", _("An address is needed for this."))
            values["sign_in_name"] = ""
        elif values.get("how") == CARD:
            self._must_have("sign_in_name", _("A sign-in name is needed for a card."))
            values["email"] = ""
        return values

    def _must_have(self, name, words):
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, words)


class GiveRole(OfRole):
    """Where it is one that works on courses, it may be held for one of them alone."""

    course = forms.TypedChoiceField(
        label=_("For which course"), required=False, coerce=uuid.UUID, empty_value=None
    )
    from_day = day(label=_("From"))
    until_day = day(label=_("Until (may stay empty)"), required=False)
    field_order = ("role", "team", "role_language", "course", "from_day", "until_day")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        every = [("", _("Every course"))]
        self.fields["course"].choices = every + courses_known.choices(get_language() or "")
        words = _("Only for these roles: %(roles)s.")
        named = ", ".join(label_of(role) for role in Role if role in PER_COURSE)
        self.fields["course"].help_text = words % {"roles": named}

    def clean(self):
        values = super().clean()
        if values.get("course") and values.get("role") not in PER_COURSE:
            self.add_error("course", _("This role is not held for one course."))
        return values


class EndRole(forms.Form):
    until_day = day(label=_("Last day"))


class TeamName(forms.ModelForm):
    class Meta:
        model = Team
        fields = ("name",)
        labels = {"name": _("Name of the team")}

    def clean_name(self):
        return clean_name(self.cleaned_data["name"])


class Search(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "type": "search", "dir": "auto"}),
    )
    team = teams()
    role = forms.ChoiceField(label=_("Role"), required=False)

    def __init__(self, *args, among, **options):
        super().__init__(*args, **options)
        self.fields["team"].queryset = among
        self.fields["team"].empty_label = _("All teams")
        self.fields["role"].choices = [("", _("All roles")), *role_words()]
