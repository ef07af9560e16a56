"""Making a report: figures as of now, kept for good; and who may."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from learning.models import Report
from learning.reports.figures import Asked, figures
from office import audit
from people import api as people
from people.api import User


class NotTheirs(Exception):
    """Only whoever coordinates makes reports."""


def visible_to(by: User) -> QuerySet[Report]:
    """Those that they made, while they coordinate; a report of teams is not others' to read."""
    if not people.may(by, "see", "overview"):
        return Report.objects.none()
    return Report.objects.filter(made_by=by)


@transaction.atomic
def make(asked: Asked, *, title: str, words: str = "", by: User, at: datetime) -> Report:
    """Raises NotTheirs."""
    on = by.day(at)
    if not people.may(by, "see", "overview", on):
        raise NotTheirs
    report = Report.objects.create(
        title=title,
        from_day=asked.first,
        until_day=asked.last,
        grant=asked.grant.name if asked.grant else "",
        teams=[team.name for team in asked.teams],
        figures=figures(by, asked, on=on),
        words=words,
        made_by=by,
        made_at=at,
    )
    audit.note("made report", by=by, object_kind="learning.report", object_key=report.pk, at=at)
    return report
