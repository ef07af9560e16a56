"""Initials tell people of one list apart, with as few letters as that takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.names_away import initials


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Ana", "Bo"], ["A", "B"]),
        (["Ana", "Amal", "Bo"], ["An", "Am", "B"]),
        (["Ana Luz Mar", "Ana Paz"], ["ALM", "AP"]),
        (["نور", "ليلى"], ["ن", "ل"]),
        ([], []),
    ],
)
def test_are_the_first_letters_and_what_tells_them_apart(names, shown):
    assert initials(names) == shown


@given(st.lists(st.text("abé ", min_size=1, max_size=5).filter(str.strip)))
def test_of_single_words_are_never_the_same(names):
    words = list({"".join(name.split()) for name in names})
    assert len(set(initials(words))) == len(words)
