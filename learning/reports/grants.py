"""What a grant pays for: posts, courses and agreements, told by their keys."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from courses import api as courses
from learning.models import Grant, GrantTag, Tagged
from people import api as people
from people.api import RoleHeld, User
from supervision import api as supervision


@dataclass(frozen=True)
class Offer:
    """What can be tagged by whoever asks: pairs of key and words, by kind."""

    choices: dict[str, list[tuple[str, str]]]

    def keys(self, kind: str) -> set[str]:
        return {key for key, _words in self.choices[kind]}


def offer_to(by: User, *, on: date, language: str) -> Offer:
    """Posts and agreements of the people whom they coordinate, and the courses that they see."""
    whom = people.coordinated_by(by, on)
    return Offer(
        {
            Tagged.POST: list(_posts(whom, on)),
            Tagged.COURSE: list(_courses(by, language)),
            Tagged.AGREEMENT: list(_agreements(by, on)),
        }
    )


def _posts(whom, on: date) -> Iterator[tuple[str, str]]:
    rows = RoleHeld.objects.on(on).filter(person__in=whom).select_related("person", "team")
    for row in rows.order_by("person__chosen_name", "pk"):
        words = [row.person.name, str(people.label_of(row.role)), row.team.name if row.team else ""]
        yield str(row.pk), " · ".join(filter(None, words))


def _courses(by: User, language: str) -> Iterator[tuple[str, str]]:
    known = {row.slug: row for row in courses.Course.objects.visible_to(by)}
    found = courses.named(known, language, to=by)
    for slug, named in sorted(found.items(), key=lambda each: each[1].title.casefold()):
        yield str(known[slug].translation_key), named.title


def _agreements(by: User, on: date) -> Iterator[tuple[str, str]]:
    for key, supervisor, supervisee in supervision.agreed_between(by, on=on):
        values = {"supervisor": supervisor, "person": supervisee}
        yield str(key), _("%(supervisor)s supervises %(person)s") % values


def chosen(grant: Grant) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {kind: [] for kind in Tagged.values}
    for tag in grant.tags.order_by("pk"):
        found[tag.kind].append(tag.key)
    return found


@transaction.atomic
def tag(grant: Grant, offer: Offer, kinds: dict[str, Collection[str]]) -> None:
    """What was offered is as it was chosen; what others see only stays as it is."""
    for kind in Tagged.values:
        offered, now = offer.keys(kind), set(kinds.get(kind, ()))
        grant.tags.filter(kind=kind, key__in=offered - now).delete()
        GrantTag.objects.bulk_create(
            [GrantTag(grant=grant, kind=kind, key=key) for key in sorted(offered & now)],
            ignore_conflicts=True,
        )
