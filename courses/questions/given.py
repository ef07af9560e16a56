"""What somebody answered, in one shape for every kind of question: pairs of a place and a value.

| kind | place | value |
|---|---|---|
| one answer, several answers, true or false | `option` | the option's id |
| matching | the left side's id | the right side's id |
| ordering | the item's id | where it stands, from 1 |
| scenario | the step's id | the choice's id |
| scale | the statement's id | 1 to 5 |
"""

from collections.abc import Iterable, Mapping

Given = frozenset[tuple[str, str]]
OPTION = "option"
LONGEST = 64  # characters of a place or a value; ids have 36


def posted(form: Mapping, places: Iterable[str]) -> Given:
    """From a form's fields, those that belong to the question; empty ones were not answered.

    `form` is a QueryDict or anything with `getlist`.
    """
    values = ((place, value.strip()) for place in places for value in form.getlist(place))
    return frozenset((place, value) for place, value in values if 0 < len(value) <= LONGEST)


def to_json(given: Given) -> list[list[str]]:
    """Sorted, so that the same answer is always written alike."""
    return [list(pair) for pair in sorted(given)]


def from_json(pairs: Iterable[Iterable[str]]) -> Given:
    return frozenset((place, value) for place, value in pairs)


def only_values(given: Given) -> dict[str, str] | None:
    """The value at each place; None where a place has two."""
    values = dict(given)
    return values if len(values) == len(given) else None
