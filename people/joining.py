"""What somebody fills in who comes in: by a link, by a card, or asking for an account."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from office import organisation, zones
from office.names import clean_name
from people import words
from people.devices import DeviceField
from people.models import User
from people.models.user import check_time_zone

MOST_WORDS = 400  # characters; eight words are never so long
zones_by_region = lazy(zones.grouped, list)


class NewPassword(forms.Form):
    """A password, twice. The name to sign in with stands there for the browser that keeps it."""

    sign_in = forms.CharField(
        label=_("You sign in with"),
        required=False,
        widget=forms.TextInput({"readonly": True, "autocomplete": "username", "dir": "auto"}),
    )
    password1 = forms.CharField(
        label=_("A new password"),
        strip=False,
        help_text=_("At least 10 characters. Three or four words that you can remember are good."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, invitation, person=None, **options):
        self.person = person or User(sign_in_name=invitation.sign_in_name, email=invitation.email)
        shown = self.person.sign_in_name or self.person.email
        options["initial"] = {"sign_in": shown} | (options.get("initial") or {})
        super().__init__(*args, **options)

    def clean_sign_in(self):
        """Whatever was sent: it is shown, not asked."""
        return self.initial["sign_in"]

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        validate_password(password, self.person)
        return password

    def clean(self):
        first, second = (self.cleaned_data.get(f"password{n}") for n in (1, 2))
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))


class Join(NewPassword):
    """Who the person is here, and how they read. The language of the page comes first."""

    chosen_name = forms.CharField(
        label=_("Name to be called by"),
        max_length=80,
        help_text=_("It need not be the one in your papers. You can change it later."),
        widget=forms.TextInput({"autocomplete": "nickname", "dir": "auto"}),
    )
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=zones_by_region,
        widget=forms.Select({"data-zone": True}),
        validators=[check_time_zone],
    )
    also_read = forms.MultipleChoiceField(
        label=_("I also read"), required=False, widget=forms.CheckboxSelectMultiple
    )
    device = DeviceField()
    field_order = ("sign_in", "chosen_name", "password1", "password2", "time_zone", "also_read")

    def __init__(self, *args, invitation, language, **options):
        zone = organisation.time_zone()
        initial = {"chosen_name": invitation.chosen_name, "time_zone": zone}
        super().__init__(*args, invitation=invitation, initial=initial, **options)
        self.language = language
        others = [(code, name) for code, name in organisation.languages() if code != language]
        self.fields["also_read"].choices = others
        self.fields["time_zone"].choices = zones.grouped(zone)
        if not others:
            del self.fields["also_read"]

    def clean_chosen_name(self):
        name = clean_name(self.cleaned_data["chosen_name"])
        if not name:
            raise ValidationError(_("Write a name that can be seen."))
        return name

    def languages(self) -> list[str]:
        return [self.language, *self.cleaned_data.get("also_read", [])]


class CardWords(forms.Form):
    words = forms.CharField(
        label=_("The eight words on your card"),
        max_length=MOST_WORDS,
        help_text=_("In the order of the card, with spaces between them. Capitals don’t matter."),
        widget=forms.Textarea(
            {
                "rows": 3,
                "autocapitalize": "none",
                "autocomplete": "off",
                "autocorrect": "off",
                "spellcheck": "false",
                "dir": "auto",
            }
        ),
    )

    def clean_words(self):
        """Words that stand in none of our lists are named, so that the person can look again."""
        said = self.cleaned_data["words"]
        if strange := words.unknown(said):
            told = ngettext(
                "This word is on none of our cards: %(words)s. Look at it once more.",
                "These words are on none of our cards: %(words)s. Look at them once more.",
                len(strange),
            )
            raise ValidationError(told % {"words": " · ".join(strange)})
        return said


class AskForAccount(forms.Form):
    email = forms.EmailField(
        label=_("Your email address"), widget=forms.EmailInput({"autocomplete": "email"})
    )
