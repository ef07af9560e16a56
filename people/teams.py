"""Teams: made and renamed by those who may, and written down."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from people import tell
from people.models import Team, User
from people.roles import check_may


def keep_team(team: Team, *, by: User | None, at: datetime | None = None) -> Team:
    at = at or timezone.now()
    check_may(by, "change", "team", at)
    verb = "renamed team" if team.pk else "made team"
    with transaction.atomic():
        team.save()
        tell.note(verb, by=by, kind="people.team", key=team.pk, at=at)
    return team
