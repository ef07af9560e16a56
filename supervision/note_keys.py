"""Under which key a note is locked; one is made where there is none. Within a transaction."""

from datetime import datetime

from people.api import User
from supervision import retention, vaults
from supervision.models import DataKey, Purpose, Session
from supervision.versions import versions_of


def of_record(session: Session, who: User, at: datetime) -> DataKey:
    """One for each pair."""
    return _live(Purpose.SHARED, session, who, at)


def of_own(session: Session, who: list[User], at: datetime) -> DataKey:
    """One for each pair, and one more for each own note on a whole group."""
    if len(who) == 1:
        return _live(Purpose.OWN, session, who[0], at)
    return _live(Purpose.OWN_GROUP, session, None, at)


def _live(purpose: Purpose, session: Session, who: User | None, at: datetime) -> DataKey:
    """The live one, held for this transaction; made where there is none."""
    live = DataKey.objects.filter(
        supervisor=session.supervisor_id, purpose=purpose, destroyed_at=None, supervisee=who
    )
    if who is None:
        live = live.filter(session__in=versions_of(session))
    found = live.select_for_update(of=("self",)).first()
    if found:
        return found
    row = DataKey(
        supervisor_id=session.supervisor_id,
        supervisee=who,
        session=session if who is None else None,
        purpose=purpose,
        wrapped=vaults.new_key(),
        made_at=at,
        destroy_on=retention.end_of(purpose, at.date()),
    )
    DataKey.objects.bulk_create([row], ignore_conflicts=True)  # another may have been faster
    return live.select_for_update(of=("self",)).get()
