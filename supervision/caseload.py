"""What is owed as it stands on a page: a line in words, a bar, and figures for the table behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from people.api import User
from supervision import owing_words
from supervision.counting import Owed
from supervision.owing import PAST_SPANS, Owing, owed_by, owed_to


@dataclass(frozen=True)
class Past:
    """A span that is over. `share` of what was agreed, in whole per cent, is for the bar only."""

    span: str
    words: str
    share: int


@dataclass(frozen=True)
class Row:
    """One agreement. `share` and `today` are whole per cent, for the bar only."""

    owing: Owing
    kind: str
    main: str
    more: list[str]
    brief: list[str]
    share: int
    today: int
    span: str
    held: str
    past: list[Past]


def rows(found: Iterable[Owing], *, to: bool = False) -> list[Row]:
    """In the order they come in; `to` whom it is owed, where they read it themselves."""
    return [_row(each, to) for each in found]


def own(person: User, *, on: date, past: int = 0) -> list[Row]:
    """What is owed to this person, in words to them."""
    return rows(owed_to(person, on=on, past=past), to=True)


def of_pair(supervisor: User, supervisee: User, *, on: date) -> list[Row]:
    """What the one is to hold for the other, with the record of what was."""
    found = owed_by(supervisor, on=on, past=PAST_SPANS, only=supervisee)
    return rows(found)


def people_owed(found: Iterable[Owing]) -> int:
    return len({each.supervisee.pk for each in found if each.is_owed})


def _row(each: Owing, to: bool) -> Row:
    length = (each.now.last - each.now.first).days + 1
    return Row(
        owing=each,
        kind=owing_words.kind(each),
        main=owing_words.main(each, to=to),
        more=owing_words.more(each),
        brief=owing_words.brief(each),
        share=_share(each.now),
        today=min(99, 100 * each.days_so_far // length),
        span=owing_words.span(each.now, each.per),
        held=owing_words.record(each.now),
        past=[_past(span, each) for span in each.past if span.owed],
    )


def _past(span: Owed, each: Owing) -> Past:
    return Past(owing_words.span(span, each.per), owing_words.record(span), _share(span))


def _share(span: Owed) -> int:
    return min(100, 100 * span.had // span.owed) if span.owed else 100
