"""Adding a language: its name in the file, its place in the tree, its groups of translators."""

from django.conf import settings
from django.db import transaction

from learning import foundation
from learning.languages import kept
from office import audit
from people import api as people


class CannotBeAdded(Exception):
    """Django does not speak it, so neither can we."""


class SaidByEnvironment(Exception):
    """LANGUAGES says what this site speaks: it is added there."""


def add(code: str, *, by) -> bool:
    """Make it, offered to nobody. Twice is once; says whether it was new. `by=None`: the operator.

    What runs already speaks it after its next start (`learning.serve` sees to that).
    """
    if code not in kept.addable() and code not in settings.ALL_LANGUAGES:
        raise CannotBeAdded(code)
    if code in dict(settings.LANGUAGES):
        return False
    if kept.is_said_by_environment() or code in settings.ALL_LANGUAGES:
        raise SaidByEnvironment(code)
    with transaction.atomic():
        foundation.lay_language(code)
        people.lay_groups()
        audit.note("added language", by=by, object_kind="learning.language", object_key=code)
    return kept.add(settings.STATE, code)


def waiting() -> list[str]:
    """What was added since this process started."""
    ours = dict(settings.LANGUAGES)
    if kept.is_said_by_environment():
        return []
    return [code for code in kept.added(settings.STATE) if code not in ours]


def to_choose() -> list[tuple[str, str]]:
    """What could be added, each by its own name."""
    here = {*dict(settings.LANGUAGES), *settings.ALL_LANGUAGES, *waiting()}
    rest = [(code, name) for code, name in kept.addable().items() if code not in here]
    return sorted(rest, key=lambda choice: choice[1].casefold())


def name_of(code: str) -> str:
    """In its own script."""
    return dict(settings.LANGUAGES).get(code) or kept.addable().get(code, code)
