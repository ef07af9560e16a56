"""“Remind me tomorrow”: hours never wait for a note, and nobody has to remember one."""

from datetime import datetime, time, timedelta

from office import notices
from people.api import User
from supervision.models import Session

NOTE_WAITS = "supervision.note_waits"
IN_THE_MORNING = time(9)


def remind_tomorrow(session: Session, *, to: User, at: datetime) -> datetime:
    """Once a session and person, however often asked; gives back when."""
    day = to.day(at) + timedelta(days=1)
    moment = datetime.combine(day, IN_THE_MORNING, to.zone)
    notices.add(NOTE_WAITS, to=to, key=f"note:{session.pk}:{to.pk}", about=session.pk, at=moment)
    return moment
