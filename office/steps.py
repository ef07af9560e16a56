"""One thing to do, as each room hands it up to Today."""

from dataclasses import dataclass
from enum import IntEnum


class Urgency(IntEnum):
    """What stands above what; within one kind, the order in which a room gives them."""

    URGENT = 1  # somebody else may be at the door, or people cannot go on
    UNDER_WAY = 2  # what I was doing
    WAITING = 3  # what waits for me
    NEEDED = 4  # what I still need
    ROLE = 5  # the way to the room that a role opens: one line for each
    OFFERED = 6  # what else is open to me


@dataclass(frozen=True)
class Step:
    """Words in the language of the moment, without any figure about others.

    `title` and `about` (a lesson's title, a summary) may stand in another language. `role` names
    whose line a step of kind ROLE is. `done` of `total` draws what `detail` says in words.
    """

    title: str
    url: str
    label: str
    urgency: Urgency
    detail: str = ""
    about: str = ""
    lang: str = ""
    about_lang: str = ""
    role: str = ""
    done: int = 0
    total: int = 0
