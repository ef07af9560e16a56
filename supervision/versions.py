"""A session and what it corrects: for who reads about it they are one."""

from supervision.models import Session


def versions_of(session: Session) -> list:
    """The session, and those it corrects: what was written about them is about this one."""
    keys = []
    row: Session | None = session
    while row is not None:
        keys.append(row.pk)
        row = row.corrects
    return keys


def newest_of(session: Session) -> Session:
    while later := Session.objects.filter(corrects=session).select_related("supervisor").first():
        session = later
    return session
