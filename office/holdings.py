"""What a room says of the data that it holds about one person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Holding:
    """One kind of data, in the reader's language: what it is, what for, until when, how many rows.

    `covers` names the models in which it lies; a test asks that no model is left out.
    """

    kind: str
    what: str
    why: str
    until: str
    count: int
    covers: tuple[str, ...]
