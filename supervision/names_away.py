"""What a phone may show of people while nobody can be asked: initials, or chosen names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from people.api import User
from supervision.models import Agreement

INITIALS, NAMES = "initials", "names"


@dataclass(frozen=True)
class Chip:
    """An agreement to choose: by what the other one is shown, and the usual length."""

    agreement: Agreement
    label: str
    minutes: int


@dataclass(frozen=True)
class Table:
    """Those of one side: `given` (a standing group each, the others together) or `had`."""

    side: str
    is_group: bool
    chips: tuple[Chip, ...]


def tables(person: User, *, on: date, show: str = INITIALS) -> list[Table]:
    """One's own live agreements. One query."""
    live = Agreement.objects.on(on).select_related("supervisor", "supervisee")
    mine = live.filter(supervisor=person) | live.filter(supervisee=person)
    rows = sorted(mine, key=lambda each: _place(each, person))
    labels = _labels([_other(each, person) for each in rows], show)
    chips = [Chip(each, labels[_other(each, person).pk], each.lasts) for each in rows]
    return [
        Table("given" if is_given else "had", bool(group), tuple(found))
        for (is_given, group), found in groupby(chips, key=lambda chip: _key(chip, person))
    ]


def _place(each: Agreement, person: User) -> tuple:
    is_had = each.supervisee_id == person.pk
    return is_had, each.group if not is_had else "", _other(each, person).name, str(each.pk)


def _key(chip: Chip, person: User) -> tuple[bool, str]:
    is_given = chip.agreement.supervisor_id == person.pk
    return is_given, chip.agreement.group if is_given else ""


def _other(each: Agreement, person: User) -> User:
    return each.supervisee if each.supervisor_id == person.pk else each.supervisor


def _labels(people: list[User], show: str) -> dict[int, str]:
    people = list({each.pk: each for each in people}.values())
    names = [each.name for each in people]
    shown = names if show == NAMES else initials(names)
    return dict(zip((each.pk for each in people), shown, strict=True))


def initials(names: Sequence[str]) -> list[str]:
    """The first letters of each, with as many more of the first word as tell them apart.

    >>> initials(["Ana", "Amal", "Bo"])
    ['An', 'Am', 'B']
    """
    longest = max((len(name) for name in names), default=1)
    shown = [_short(name, 1) for name in names]
    for length in range(2, longest + 1):
        if len(set(shown)) == len(shown):
            break
        shown = [
            _short(name, length) if shown.count(was) > 1 else was
            for name, was in zip(names, shown, strict=True)
        ]
    return shown


def _short(name: str, length: int) -> str:
    first, *more = name.split() or [""]
    return first[:length] + "".join(word[0] for word in more[:2])
