"""How the overview is narrowed, and who is put on the way to what."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from certification import api as certification
from certification.api import Scheme, roster
from learning.overview import Asked
from people import api as people
from people.api import RoleHeld, User


class NarrowForm(forms.Form):
    """Whatever stands in the address: what is not known is left out, never refused."""

    scheme = forms.ChoiceField(label=_("Certificate"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    where = forms.ChoiceField(label=_("Where they stand"), required=False)

    def __init__(self, data, *, by, on, language):
        super().__init__(data)
        self.schemes = {scheme.slug: scheme for scheme in Scheme.objects.published()}
        titles = certification.titles_of(self.schemes.values(), language)
        self.teams = {str(team.pk): team for team in people.teams_seen_by(by, on)}
        named = [(slug, titles[each.pk]) for slug, each in self.schemes.items()]
        self.fields["scheme"].choices = [("", _("All")), *named]
        teams = [(key, team.name) for key, team in self.teams.items()]
        self.fields["team"].choices = [("", _("All")), *teams]
        self.fields["where"].choices = [("", _("All")), *roster.Where.choices]

    def asked(self) -> Asked:
        self.full_clean()
        known = self.cleaned_data
        return Asked(
            scheme=self.schemes.get(known.get("scheme", "")),
            team=self.teams.get(known.get("team", "")),
            where=known.get("where", ""),
        )

    def query(self) -> str:
        """The filters as an address carries them."""
        self.full_clean()
        return urlencode({key: value for key, value in self.cleaned_data.items() if value})


class PathForm(forms.Form):
    """A whole team, or people one by one; both may be chosen."""

    scheme = forms.ChoiceField(label=_("Certificate"))
    team = forms.ChoiceField(label=_("A whole team"), required=False)
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("People"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, by, on, language, **options):
        super().__init__(*args, **options)
        self.on = on
        self.coordinated = people.coordinated_by(by, on)
        self.schemes = {scheme.slug: scheme for scheme in Scheme.objects.offered()}
        titles = certification.titles_of(self.schemes.values(), language)
        self.teams = {str(team.pk): team for team in people.teams_seen_by(by, on)}
        self.fields["scheme"].choices = [(s, titles[e.pk]) for s, e in self.schemes.items()]
        named = [(key, team.name) for key, team in self.teams.items()]
        self.fields["team"].choices = [("", _("No team")), *named]
        self.fields["people"].queryset = self.coordinated.order_by("chosen_name", "pk")

    def clean(self):
        found = super().clean()
        if not found.get("team") and not found.get("people"):
            raise forms.ValidationError(_("Choose a team, or people."))
        return found

    def chosen_scheme(self) -> Scheme:
        return self.schemes[self.cleaned_data["scheme"]]

    def whom(self) -> list[User]:
        chosen = set(self.cleaned_data["people"])
        team = self.teams.get(self.cleaned_data["team"])
        if team:
            members = RoleHeld.objects.on(self.on).filter(team=team).values("person")
            chosen |= set(self.coordinated.filter(pk__in=members))
        return sorted(chosen, key=lambda person: person.pk)
