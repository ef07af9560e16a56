"""What this room puts on Today: the nearest thing that is still needed, and nothing more.

Read from what was last worked out; whoever is on no path costs one statement.
"""

from datetime import date

from django.db.models import F
from django.template.defaultfilters import date as day_in_words
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from certification import schemes
from certification.models import Standing
from office.steps import Step, Urgency

OPEN = ("short", "waiting")


def waiting_for(person, *, on: date) -> list[Step]:
    """What lapses first, else what has least left to do."""
    rows = Standing.objects.filter(person=person, state__in=OPEN).select_related("scheme")
    found = list(rows.defer("lines").order_by(F("valid_until").asc(nulls_last=True), "pk"))
    if not found:
        return []
    nearest = min(found, key=lambda row: (row.valid_until or date.max, len(row.short)))
    return [_step(nearest)]


def _step(row: Standing) -> Step:
    return Step(
        title=schemes.titles_of([row.scheme], get_language() or "")[row.scheme_id],
        detail=_detail(row),
        url=reverse("certification:index"),
        label=_("See what is left"),
        urgency=Urgency.NEEDED,
    )


def _detail(row: Standing) -> str:
    count = len(row.short)
    left = ngettext("%(count)d thing is left.", "%(count)d things are left.", count)
    words = left % {"count": count}
    if row.valid_until is None:
        return words
    day = _("Last day: %(day)s.") % {"day": day_in_words(row.valid_until, "DATE_FORMAT")}
    return f"{words} {day}"
