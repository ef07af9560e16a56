"""What an organisation says of itself, one form for each topic: in the editor and at the start.

Each begins with what is kept, and `save(by=…)` changes its own fields alone, so that two people
with two topics do not undo one another.
"""

import ipaddress
from typing import ClassVar
from urllib.parse import SplitResult, urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.http.request import validate_host
from django.utils.translation import gettext_lazy as _

from office import audit, colours, logos, organisation, zones
from office.names import clean_name
from office.neutral import telling_word_in
from office.organisation import Organisation
from office.support import is_phone

LONGEST_SHORT_NAME = 20
LONGEST_TEXT = 300


class OneLine(forms.CharField):
    """Without what is invisible; it may be of any script."""

    def __init__(self, **values):
        super().__init__(**values)
        self.widget.attrs |= {"dir": "auto", "autocomplete": "off"}

    def to_python(self, value):
        return clean_name(super().to_python(value))


class Phone(OneLine):
    """Digits, and the signs that people put between them."""

    def __init__(self, **values):
        super().__init__(max_length=40, required=False, **values)
        self.widget.attrs |= {"dir": "ltr", "inputmode": "tel"}

    def validate(self, value):
        super().validate(value)
        if value and not is_phone(value):
            raise ValidationError(_("Write the number in digits, for example +44 20 7946 0018."))


class Topic(forms.ModelForm):
    """Some fields of the one row; `host` is the name under which this site was asked."""

    def __init__(self, *args, host: str = "", **options):
        options.setdefault("instance", _row())
        super().__init__(*args, **options)
        self.host = host

    def save(self, *, by, commit: bool = True) -> Organisation:
        """Keep it, and note who did. `by=None` is the site, before anybody is known."""
        with transaction.atomic():
            if self.instance.pk:
                self.instance.save(update_fields=self.kept_fields())
            else:
                self.instance.save()
            key = self.instance.pk
            audit.note(
                "changed organisation", by=by, object_kind="office.organisation", object_key=key
            )
        return self.instance

    def kept_fields(self) -> list[str]:
        return list(self._meta.fields or ())


def _row() -> Organisation:
    ours = organisation.NOBODY_YET
    new = Organisation(name=ours.name, short_name=ours.short_name)
    return Organisation.objects.order_by("pk").first() or new


class Names(Topic):
    name = OneLine(
        label=_("Full name"), max_length=120, help_text=_("People who are signed in read it.")
    )
    short_name = OneLine(
        label=_("Short name"),
        max_length=LONGEST_SHORT_NAME,
        help_text=_("It stands in browser tabs and in mail. Others may see it there."),
    )

    class Meta:
        model = Organisation
        fields: ClassVar = ["name", "short_name"]

    def clean_short_name(self):
        name = self.cleaned_data["short_name"]
        if telling := telling_word_in(name):
            words = _("“%(word)s” tells others what this site is about. Choose another word.")
            raise ValidationError(words, params={"word": telling})
        return name


class Look(Topic):
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput({"accept": ".svg,.png,.jpg,.jpeg,.webp"}),
        help_text=_("A PNG, JPEG, WebP or plain SVG file of at most 512 kB."),
    )
    no_logo = forms.BooleanField(label=_("Show no logo"), required=False)
    colour = forms.CharField(
        label=_("Your colour"),
        required=False,
        widget=forms.TextInput({"type": "color"}),
        help_text=_("Links and buttons take it. We check that it can be read."),
    )
    plain_colour = forms.BooleanField(label=_("Go back to our green"), required=False)
    field_order = ("logo", "no_logo", "colour", "plain_colour")
    offered = ""  # a darker colour that would do, once one was refused

    class Meta:
        model = Organisation
        fields: ClassVar = ["logo", "colour"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.had_logo = self.instance.logo.name or ""
        self.initial["colour"] = self.instance.colour or colours.OURS
        if not self.had_logo:
            del self.fields["no_logo"]
        if not self.instance.colour:
            del self.fields["plain_colour"]

    def clean_logo(self):
        upload = self.files.get(self.add_prefix("logo"))
        return logos.clean(upload) if upload else self.instance.logo

    def clean_colour(self):
        colour = (self.data.get(self.add_prefix("darker")) or self.cleaned_data["colour"]).lower()
        if colour in ("", colours.OURS) or self.data.get(self.add_prefix("plain_colour")):
            return ""
        if not colours.is_colour(colour):
            raise ValidationError(_("Write the colour as # and six signs, for example #1f5d57."))
        if not colours.can_be_read(colour):
            self.offered = colours.darker(colour)
            raise ValidationError(
                _("This colour is too light to read on. A darker one will do: %(colour)s"),
                params={"colour": self.offered},
            )
        return colour

    def clean(self):
        if "colour" in self.errors and self.cleaned_data.get("logo") and self.files:
            self.add_error("logo", _("Choose this file once more. It was not kept."))
        if self.cleaned_data.get("no_logo") and not self.files.get(self.add_prefix("logo")):
            self.cleaned_data["logo"] = ""
        return self.cleaned_data

    def _post_clean(self):
        """Django would keep the old file where the new value is empty."""
        super()._post_clean()
        if not self.errors and self.cleaned_data.get("logo") == "":
            self.instance.logo = ""

    def save(self, *, by, commit: bool = True) -> Organisation:
        with transaction.atomic():
            row = super().save(by=by)
            old = self.had_logo
            if old and row.logo.name != old:
                transaction.on_commit(lambda: default_storage.delete(old))
        return row


class Tongues(Topic):
    languages = forms.MultipleChoiceField(
        label=_("Languages of this site"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    first = forms.ChoiceField(
        label=_("Which comes first?"),
        help_text=_("Visitors read this one if we cannot tell theirs."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("New people begin with it. Each can choose another."),
    )
    field_order = ("languages", "first", "time_zone")

    class Meta:
        model = Organisation
        fields: ClassVar = ["time_zone", "languages"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in ("languages", "first"):
            self.fields[name].choices = settings.LANGUAGES
        offered = [code for code, _name in organisation.offered(self.instance.languages)]
        self.initial |= {"languages": offered, "first": offered[0]}
        self.initial["time_zone"] = self.instance.time_zone or settings.TIME_ZONE
        self.fields["time_zone"].choices = zones.grouped(also=self.initial["time_zone"])

    def clean(self):
        chosen, first = self.cleaned_data.get("languages"), self.cleaned_data.get("first")
        if chosen and first and first not in chosen:
            self.add_error("first", _("Choose one of the languages that you offer."))
        elif chosen and first:
            others = [code for code in chosen if code != first]
            self.cleaned_data["languages"] = [first, *others]
        return self.cleaned_data


class WayOut(Topic):
    exit_target = forms.URLField(
        label=_("Where “Leave this site” leads"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput({"dir": "ltr", "autocomplete": "off", "inputmode": "url"}),
        help_text=_("A page that anybody might read, such as the weather or the news."),
        error_messages={"invalid": _("Write a web address, for example https://www.wikipedia.org")},
    )

    class Meta:
        model = Organisation
        fields: ClassVar = ["exit_target"]

    def clean_exit_target(self):
        target = self.cleaned_data["exit_target"]
        parts = urlsplit(target)
        if target and (parts.scheme not in ("https", "http") or not parts.hostname):
            raise ValidationError(_("Write an address that begins with https://"))
        if "@" in parts.netloc:
            raise ValidationError(_("Write the address without a name or password in it."))
        if target and self._is_ours(parts):
            raise ValidationError(_("This leads back here. Choose a page of another site."))
        return target

    def _is_ours(self, parts: SplitResult) -> bool:
        name = _as_ascii((parts.hostname or "").rstrip("."))
        ours = [host for host in settings.ALLOWED_HOSTS if host != "*"]
        ours += [settings.SITE_HOST, settings.PACKAGE_HOST, settings.WELLBEING_HOST]
        ours.append(urlsplit(f"//{self.host}").hostname)
        return _is_near(name) or validate_host(name, [host.lower() for host in ours if host])


def _as_ascii(name: str) -> str:
    try:
        return name.encode("idna").decode().lower()
    except UnicodeError:
        return name.lower()


def _is_near(name: str) -> bool:
    """A machine that only this one, or this house, can reach."""
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return "." not in name or name.endswith((".localhost", ".local", ".internal"))


class Ask(Topic):
    ask_name = OneLine(
        label=_("Whom to ask"),
        max_length=80,
        required=False,
        help_text=_("Everybody reads this name at the foot of each page."),
    )
    ask_phone = Phone(label=_("Phone number"))
    ask_hours = OneLine(
        label=_("When they answer"),
        max_length=80,
        required=False,
        help_text=_("For example: Monday to Friday, 9 to 17"),
    )

    class Meta:
        model = Organisation
        fields: ClassVar = ["ask_name", "ask_phone", "ask_hours"]
