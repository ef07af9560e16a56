"""What the first page of this room shows: put together from its tables, most urgent first."""

from dataclasses import dataclass
from datetime import datetime

from people.api import User
from supervision import answering, seeing


@dataclass(frozen=True)
class Front:
    """`gives` and `has`: whether this person supervises, or is supervised, today."""

    gives: bool
    has: bool
    waiting: int  # lines that wait for this person's answer

    @property
    def is_empty(self) -> bool:
        return not (self.gives or self.has or self.waiting)


def front_of(person: User, *, at: datetime) -> Front:
    day = person.day(at)
    return Front(
        gives=seeing.supervisees_of(person, on=day).exists(),
        has=seeing.supervisors_of(person, on=day).exists(),
        waiting=answering.waiting_for(person).count(),
    )
