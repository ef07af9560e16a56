"""One field for each role and language; what stays empty is called by our own neutral word."""

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from office.neutral import telling_word_in
from people.account_forms import NameField
from people.labels import LONGEST, Labels, default_label
from people.models import Role

FIRST = (Role.MENTOR, Role.REVIEWER)  # the two that must not tell on anybody


class RoleWords(forms.Form):
    def __init__(self, *args, known: Labels, **values):
        super().__init__(*args, **values)
        for role, code, language in _fields():
            self.fields[_name(role, code)] = _word(role, code, language, known)

    def clean(self):
        for name, word in list(self.cleaned_data.items()):
            telling = telling_word_in(word)
            if telling:
                self.add_error(name, TELLS % {"word": telling})
        return self.cleaned_data

    def labels(self) -> Labels:
        found: Labels = {}
        for role, code, _language in _fields():
            found.setdefault(role.value, {})[code] = self.cleaned_data[_name(role, code)]
        return found

    def of_first(self) -> list[dict]:
        return [self._group(role) for role in FIRST]

    def of_others(self) -> list[dict]:
        return [self._group(role) for role in Role if role not in FIRST]

    def others_need_a_look(self) -> bool:
        return any(field.errors for group in self.of_others() for field in group["fields"])

    def _group(self, role: Role) -> dict:
        fields = [self[_name(role, code)] for code, _language in settings.LANGUAGES]
        return {"role": role.value, "label": role.label, "fields": fields}


TELLS = _(
    "“%(word)s” tells what somebody may have lived through. Others read this word. Choose"
    " one that says only what the person does here."
)


def _fields():
    return [(role, code, name) for role in Role for code, name in settings.LANGUAGES]


def _name(role: Role, code: str) -> str:
    return f"{role.value}_{code}"


def _word(role: Role, code: str, language: str, known: Labels) -> NameField:
    field = NameField(
        label=language,
        max_length=LONGEST,
        required=False,
        initial=known.get(role, {}).get(code, ""),
        help_text=format_html(_("Otherwise: {word}"), word=_ours(role, code)),
    )
    field.widget.attrs["lang"] = code
    return field


def _ours(role: Role, code: str) -> str:
    return format_html('<bdi lang="{}">{}</bdi>', code, default_label(role, code))
