"""What somebody says that was: who was there, when and how long. Nothing of it is written yet."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from people.api import User
from supervision import limits
from supervision.models import Held, Kind, Mode


@dataclass(frozen=True)
class There:
    """One supervisee's part."""

    supervisee: User
    minutes: int
    presented: bool = False
    facilitated: bool = False


@dataclass(frozen=True)
class Meeting:
    """What was: a moment (UTC), the zone of the wall clock it was written by, whole minutes.

    `minutes` are 0 and everybody's part too where it was called off or missed. `heads` is how many
    supervisees were there, where some of them have no account here.
    """

    supervisor: User
    started_at: datetime
    zone: str
    minutes: int
    kind: Kind
    there: tuple[There, ...]
    mode: Mode = Mode.IN_PERSON
    is_observed: bool = False
    language: str = ""
    topics: tuple[str, ...] = ()
    held: Held = Held.HELD
    called_off_by: User | None = None
    next_on: date | None = None
    heads: int | None = None
    uuid: UUID = field(default_factory=uuid.uuid4)

    @property
    def span(self) -> limits.Span:
        return limits.Span(self.started_at, self.minutes, key=self.uuid)
