"""Counts of people by a trait, told so that nobody can be picked out.

What is under five is told by no name: it is added up with the next smallest under `OTHERS`, until
that is five people of two kinds at least. Where even all together are fewer, nothing is told.
"""

from collections.abc import Mapping

LEAST = 5
OTHERS = ""  # the key of what has no name of its own


def told(counts: Mapping[str, int], *, least: int = LEAST) -> dict[str, int]:
    """Exact counts, none under `least`; what nobody has is left out."""
    some = {key: count for key, count in counts.items() if count}
    small = [key for key, count in some.items() if count < least]
    if not small:
        return some
    rest = sorted((key for key in some if key not in small), key=some.__getitem__)
    while rest and sum(some[key] for key in small) < least:
        small.append(rest.pop(0))
    others = sum(some[key] for key in small)
    found = {key: some[key] for key in some if key not in small}
    return found | {OTHERS: others} if others >= least and len(small) > 1 else found
