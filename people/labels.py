"""What a role is called: the organisation's own word, else our neutral one.

Others read these words on screens, in histories and in mail, so none of them may tell on anybody.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language, override

from office import organisation
from office.names import clean_name
from office.neutral import telling_word_in
from office.organisation import Organisation
from people import tell
from people.models import Role, User

LONGEST = 40

Labels = dict[str, dict[str, str]]  # {role: {language: word}}


class TellingWord(Exception):
    """The word tells what somebody has lived through."""


class NoOrganisation(Exception):
    """The site has no organisation yet whose words these could be."""


def label_of(role: str, language: str | None = None) -> str:
    """In that language, or the active one. No statement while the organisation is kept."""
    language = language or get_language() or settings.LANGUAGE_CODE
    own = organisation.current().role_labels.get(role, {}).get(language)
    return own or default_label(role, language)


def default_label(role: str, language: str) -> str:
    with override(language):
        return str(Role(role).label)


def call_roles(labels: Labels, *, by: User | None, at: datetime | None = None) -> None:
    """Set the organisation's own words, all of them at once; what is empty falls back to ours."""
    wanted = _tidy(labels)
    with transaction.atomic():
        row = Organisation.objects.select_for_update().order_by("pk").first()
        if row is None:
            raise NoOrganisation
        if row.role_labels == wanted:
            return
        row.role_labels = wanted
        row.save(update_fields=["role_labels"])
        tell.note("named roles", by=by, about=None, kind="office.organisation", key=row.pk, at=at)


def _tidy(labels: Labels) -> Labels:
    tidy = {Role(role).value: _words(words) for role, words in labels.items()}
    return {role: words for role, words in tidy.items() if words}


def _words(words: dict[str, str]) -> dict[str, str]:
    clean = {language: clean_name(word)[:LONGEST] for language, word in words.items()}
    for word in clean.values():
        if telling_word_in(word):
            raise TellingWord(telling_word_in(word))
    return {language: word for language, word in clean.items() if word}
