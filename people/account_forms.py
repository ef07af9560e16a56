"""The forms in which people say how they are called, what they read and how they are told."""

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from office import organisation, zones
from office.names import clean_name
from people.models import NotifyBy
from people.models.user import check_time_zone

LABELS = [_("The language you read best"), _("The second"), _("The third"), _("The fourth")]
PLACES = len(LABELS)  # languages that a person may put in order
SMALL_WITHIN = {"es", "fr"}  # where the name of a language begins with a small letter
HANDY = {  # what people here read, and Django has no name for
    "am": "አማርኛ",
    "ha": "Hausa",
    "ht": "Kreyòl ayisyen",
    "kmr": "Kurmancî",
    "om": "Afaan Oromoo",
    "prs": "دری",
    "ps": "پښتو",
    "qu": "Runasimi",
    "so": "Soomaali",
    "ti": "ትግርኛ",
    "tl": "Filipino",
    "wo": "Wolof",
    "yo": "Yorùbá",
}


def language_name(code: str) -> str:
    """In the language of the moment, else by its own name, else its code."""
    try:
        return str(get_language_info(code)["name_translated"]).capitalize()
    except KeyError:
        return HANDY.get(code, code)


def language_within(code: str) -> str:
    """As `language_name`, but where it stands within a sentence."""
    is_small = (get_language() or "").partition("-")[0] in SMALL_WITHIN and code in LANG_INFO
    return language_name(code).lower() if is_small else language_name(code)


class NameField(forms.CharField):
    """One line, without what is invisible."""

    def __init__(self, **values):
        super().__init__(**values)
        # Nothing stays behind in a browser that others use; a name may be of any script.
        self.widget.attrs |= {"autocomplete": "off", "dir": "auto"}

    def to_python(self, value):
        return clean_name(super().to_python(value))


class Names(forms.Form):
    chosen_name = NameField(
        label=_("The name you are called by"),
        max_length=80,
        help_text=_("Everybody here reads this one. It need not be the name in your papers."),
    )
    legal_name = NameField(
        label=_("The name in your papers"),
        max_length=120,
        required=False,
        help_text=_(
            "You can leave this empty. It is kept sealed, and only you read it here. It is shown"
            " on a certificate only if you ask for it."
        ),
    )


class Languages(forms.Form):
    """A select per place, so that the order can be said without a script."""

    def __init__(self, *args, person, **values):
        super().__init__(*args, **values)
        for place in range(PLACES):
            known = person.languages[place] if place < len(person.languages) else ""
            self.fields[f"language_{place + 1}"] = _language(place, known)
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"),
            choices=zones.grouped(also=person.time_zone),
            initial=person.time_zone,
            validators=[check_time_zone],
            help_text=_("Days begin and times are shown as the clock goes there."),
        )

    def clean(self):
        chosen = {}
        for name in [f"language_{place + 1}" for place in range(PLACES)]:
            code = self.cleaned_data.get(name)
            if code and code in chosen.values():
                self.add_error(name, _("You have chosen this language already."))
            elif code:
                chosen[name] = code
        self.cleaned_data["languages"] = list(chosen.values())
        return self.cleaned_data


def _language(place: int, known: str) -> forms.ChoiceField:
    is_first, choices = place == 0, languages(also=known)
    hint = _("Messages to you are written in the first of yours that this site speaks.")
    return forms.ChoiceField(
        label=LABELS[place],
        choices=choices if is_first else [("", "—"), *choices],
        required=is_first,
        initial=known,
        help_text=hint if is_first else "",
    )


def languages(also: str = "") -> list[tuple]:
    """Each by its own name, those of this site first; `also` is one that a person has anyhow."""
    ours = dict(organisation.languages())
    others = HANDY | {
        code: info["name_local"]
        for code, info in LANG_INFO.items()
        if "name_local" in info and "-" not in code
    }
    others |= {also: others.get(also, also)} if also else {}
    rest = [(code, name) for code, name in others.items() if code not in ours]
    rest.sort(key=lambda choice: choice[1].casefold())
    return [(_("Spoken by this site"), list(ours.items())), (_("Others"), rest)]


class Told(forms.Form):
    notify_by = forms.ChoiceField(choices=NotifyBy.choices)
