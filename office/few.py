"""Counts of people by a trait, told so that nobody can be picked out.

What is under five is not told; and where that alone would show it, by taking what is told from the
total, the next smallest is not told either (complementary suppression).
"""

from collections.abc import Mapping

LEAST = 5


def told(counts: Mapping[str, int], *, least: int = LEAST) -> dict[str, int | None]:
    """The same keys; None where a count is kept back. Zeros are told: they are nobody."""
    found: dict[str, int | None] = dict(counts)
    hidden = [key for key, count in counts.items() if 0 < count < least]
    rest = sorted((key for key in counts if counts[key] >= least), key=lambda key: counts[key])
    while hidden and (len(hidden) < 2 or sum(counts[key] for key in hidden) < least) and rest:
        hidden.append(rest.pop(0))
    return found | dict.fromkeys(hidden)
