"""Which role somebody means who writes it as a word: in a list, or at the command line."""

from django.conf import settings

from people.labels import label_of
from people.models import Role

# What our papers call them; on screens only the organisation's neutral words stand.
ALSO = {
    "learner": Role.TRAINEE,
    "peermentor": Role.MENTOR,
    "editor": Role.CONTENT_EDITOR,
    "livedexperiencereviewer": Role.REVIEWER,
    "admin": Role.ADMINISTRATOR,
}


class NoSuchRole(Exception):
    """No role is called that, or more than one is."""


def role_called(word: str) -> Role:
    """By its value or by the organisation's word in any language, however it is spaced."""
    means = _meanings().get(folded(word), set())
    if len(means) != 1:
        raise NoSuchRole(word)
    return next(iter(means))


def _meanings() -> dict[str, set[Role]]:
    """A value always means its own role; a word of the organisation may mean two."""
    meanings: dict[str, set[Role]] = {word: {role} for word, role in ALSO.items()}
    for role in Role:
        for language, _ in settings.LANGUAGES:
            meanings.setdefault(folded(label_of(role, language)), set()).add(role)
    return meanings | {folded(role.value): {role} for role in Role}


def folded(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())
