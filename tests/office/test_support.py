"""A number as people write it, and as a phone dials it."""

import pytest

from office.support import is_phone, tel


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("+44 20 7946 0018", "+442079460018"),
        ("(0)30 / 12-34", "0301234"),
        ("٠١٢ ٣٤٥", "012345"),
        ("*100#", "*100%23"),
        ("", ""),
    ],
)
def test_a_phone_gets_digits_it_knows(written, dialled):
    assert tel(written) == dialled


@pytest.mark.parametrize("text", ["ask Rosa", "+", "12;34", '1" x="'])
def test_words_are_no_number(text):
    assert not is_phone(text)
