"""What this room holds of parts that were credited on their own, and hands out of them."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.models import ModulePage, PartCredit
from office.holdings import Holding


def holding(person) -> Holding:
    return Holding(
        kind="courses.parts",
        what=_("Which parts of a course you finished, where they count on their own"),
        why=_("So that it can be proven, for as long as anybody may ask."),
        until=_("For good; once you have left, without your name."),
        count=PartCredit.objects.filter(enrolment__learner=person).count(),
        covers=(PartCredit._meta.label,),
    )


def export(enrolments, titles: Mapping[int, str]) -> list[dict]:
    """Rows with the titles of parts; `titles` are those of courses, by enrolment."""
    rows = list(PartCredit.objects.filter(enrolment__in=enrolments).order_by("credited_at", "pk"))
    keys = {row.module_key for row in rows}
    parts = _titles(keys)
    return [
        {
            "course": titles[row.enrolment_id],
            "part": parts.get(row.module_key, ""),
            "completed_at": row.credited_at,
            "known_by": row.known_by,
            "minutes": row.minutes,
            "topics": in_line(row.topics),
        }
        for row in rows
    ]


def _titles(keys) -> dict:
    """In the active language where it was ever published, else in another."""
    pages = ModulePage.objects.filter(translation_key__in=keys).exclude(first_published_at=None)
    rows = list(pages.values_list("translation_key", "title", "locale__language_code"))
    rows.sort(key=lambda row: row[2] == get_language())
    return {key: title for key, title, _language in rows}


def in_line(topics: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {minutes}" for code, minutes in sorted(topics.items()))
