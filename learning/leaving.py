"""What the top floor itself holds about a person, hands out to them, and lets go."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.models import Export, Report
from learning.models.export import TO_DO
from office import due
from office.holdings import Holding

VERBS = {
    "asked for export": gettext_lazy("A copy of your data was asked for."),
    "fetched export": gettext_lazy("A copy of your data was fetched."),
    "removed export": gettext_lazy("A copy of your data was deleted."),
    "made report": gettext_lazy("A report was made."),
    "retired": gettext_lazy("Your account was closed for good."),
}
EXPORT_WORDS = {
    "exports": gettext_lazy("Copies of my data that I asked for"),
    "state": gettext_lazy("State"),
    "state:asked": gettext_lazy("Asked for"),
    "state:ready": gettext_lazy("Ready"),
    "state:gone": gettext_lazy("Gone"),
    "made_at": gettext_lazy("Made"),
    "until": gettext_lazy("Kept until"),
}


def holdings(person) -> list[Holding]:
    return [
        Holding(
            kind="learning.exports",
            what=_("When you asked for a copy of your data; the copy itself is sealed"),
            why=_("So that you can fetch it."),
            until=_("The copy for seven days, or until you delete it; the day until you leave."),
            count=Export.objects.filter(person=person).count(),
            covers=(Export._meta.label,),
        ),
        Holding(
            kind="learning.reports",
            what=_("Which reports you made"),
            why=_("So that it can be asked where a figure comes from."),
            until=_("As long as the report; after you leave without your name."),
            count=Report.objects.filter(made_by=person).count(),
            covers=(Report._meta.label,),
        ),
    ]


def export_person(person) -> dict:
    mine = Export.objects.filter(person=person).order_by("asked_at")
    return {"exports": list(mine.values("asked_at", "state", "made_at", "until"))}


def retire_person(person, *, at: datetime) -> None:
    """The rows go now; each copy goes by a cause of its own, which a crash doesn't forget."""
    mine = Export.objects.filter(person=person)
    for key in mine.values_list("pk", flat=True):
        due.add(TO_DO, key=key, at=at)
    mine.delete()
