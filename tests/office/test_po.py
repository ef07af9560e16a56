"""What a catalogue must not bring into a page."""

import pytest

from office import po


@pytest.mark.parametrize(
    "said",
    [
        "Hello <img src=x onerror=alert(1) ",
        "Hello <svg/onload=alert(1)",
        "Hello <!-- ",
        "Hello </script",
        "Hello <b",
    ],
)
@pytest.mark.parametrize("tags", [None, po.INLINE], ids=["interface", "page"])
def test_a_mark_that_does_not_end_is_refused(said, tags):
    """A browser would end it at the next sign of the page."""
    assert po.faults("Hello", said, tags=tags)


def test_no_text_keeps_the_parser_busy():
    assert po.faults("Hello", "<a " * 100_000, tags=po.INLINE)


def test_signs_that_open_nothing_are_words():
    assert not po.faults("1 < 2 & 3", "2 < 3 & 4 < 5")
