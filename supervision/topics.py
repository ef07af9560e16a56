"""The list of topics: offered in the reader's language, kept by whoever looks after everybody."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from people import api as people
from people.api import User
from supervision.models import Topic

MOST = 200


def may_keep(by: User, *, on: date) -> bool:
    """Coordinators of all teams, and administrators."""
    everywhere = people.may_everywhere(by, "see", "overview", on)
    return everywhere or people.may_everywhere(by, "change", "organisation", on)


def choices(language: str, *, also: Iterable[str] = ()) -> list[tuple[str, str]]:
    """(key, words) of what is offered; `also` what a session has already, archived or not."""
    kept = set(also)
    rows = Topic.objects.all()[:MOST]
    shown = [row for row in rows if not row.is_archived or str(row.pk) in kept]
    return sorted(
        ((str(row.pk), row.in_language(language)) for row in shown), key=lambda row: row[1]
    )


def words_of(keys: Iterable[str], language: str) -> list[str]:
    """In the order given. What is no key of ours (it came from elsewhere) stands as it is."""
    keys = list(keys)
    known = {str(row.pk): row for row in Topic.objects.filter(pk__in=_uuids(keys))} if keys else {}
    return [known[key].in_language(language) if key in known else key for key in keys]


def all_words(language: str) -> dict[str, str]:
    return {str(row.pk): row.in_language(language) for row in Topic.objects.all()}


def _uuids(keys: Iterable[str]) -> list[UUID]:
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found
