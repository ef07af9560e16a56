"""Small counts are kept back, and cannot be worked out from what is told."""

from hypothesis import given
from hypothesis import strategies as st

from office.few import LEAST, told

COUNTS = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=6)


@given(COUNTS)
def test_what_is_told_is_exact_and_never_small(counts):
    for key, shown in told(counts).items():
        assert shown is None or shown == counts[key]
        assert shown is None or shown == 0 or shown >= LEAST


@given(COUNTS)
def test_the_total_gives_no_hidden_count_away(counts):
    shown = told(counts)
    hidden = [key for key, value in shown.items() if value is None]
    others = [key for key in counts if counts[key] >= LEAST and key not in hidden]
    assert len(hidden) != 1 or not others


def test_like_this():
    assert told({"en": 30, "es": 7, "ar": 2}) == {"en": 30, "es": None, "ar": None}
