"""Small counts are kept back, and cannot be worked out from what is told."""

from hypothesis import given
from hypothesis import strategies as st

from office.few import LEAST, OTHERS, told

COUNTS = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=6)


@given(COUNTS)
def test_what_is_told_is_exact_and_never_small(counts):
    for key, shown in told(counts).items():
        assert shown >= LEAST
        assert key == OTHERS or shown == counts[key]


@given(COUNTS)
def test_what_is_missing_from_the_total_is_never_one_kind_or_a_few(counts):
    shown = told(counts)
    gone = [key for key, count in counts.items() if count and key not in shown]
    missing = sum(counts[key] for key in gone)
    if gone and shown:
        assert missing >= LEAST and len(gone) > 1
        assert shown[OTHERS] == missing


def test_like_this():
    assert told({"en": 30, "es": 7, "ar": 2}) == {"en": 30, OTHERS: 9}
    assert told({"en": 30, "es": 0}) == {"en": 30}
    assert told({"ar": 3}) == told({"ar": 3, "ti": 1}) == {}
    assert told({"ar": 3, "ti": 3}) == {OTHERS: 6}
