"""Which translations say something else than their source by now, the gravest first."""

from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Value, When

from courses.languages.sight import Sight
from courses.languages.table import GRAVEST_FIRST, gravest
from courses.models import PageInLanguage, Severity


@dataclass(frozen=True)
class Overdue:
    """Pages in a language with one severity: how many there are, and the first of them.

    None is what changed before anybody was asked how grave it is.
    """

    severity: Severity | None
    many: int
    rows: list[PageInLanguage]


def of(sight: Sight, *, most: int) -> list[Overdue]:
    """By severity, `most` in all; what is live comes first. Translators have their languages."""
    found = sight.of(PageInLanguage.objects.filter(changed__gt=0))
    if sight.languages:
        found = found.filter(language__in=sight.languages)
    ranks = [
        When(**{f"{severity.value}__gt": 0}, then=Value(rank))
        for rank, severity in enumerate(GRAVEST_FIRST)
    ]
    last = len(GRAVEST_FIRST)
    ranked = found.annotate(rank=Case(*ranks, default=Value(last), output_field=IntegerField()))
    many = dict(ranked.order_by().values_list("rank").annotate(many=Count("pk")))
    rows = list(ranked.order_by("rank", "-is_live", "source_at", "pk")[:most])
    return [
        Overdue(severity, many.get(rank, 0), [row for row in rows if gravest(row) == severity])
        for rank, severity in enumerate((*GRAVEST_FIRST, None))
        if rank in many
    ]
