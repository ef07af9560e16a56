"""Advice on what might tell who a client is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.identifiers import Kind, found, kinds


@pytest.mark.parametrize(
    "text, kind",
    [
        ("Write to m.k@example.org please", Kind.MAIL),
        ("Call +44 20 7946 0958 today", Kind.TELEPHONE),
        ("Call (0170) 123-4567", Kind.TELEPHONE),
        ("اتصل ٠١٧٠١٢٣٤٥٦٧", Kind.TELEPHONE),
        ("the case AB-2024/117", Kind.NUMBER),
        ("passport C01X00T47", Kind.NUMBER),
        ("she met Maria there", Kind.NAME),
        ("habló con Élodie ayer", Kind.NAME),
        ("он видел Машу вчера", Kind.NAME),
    ],
)
def test_it_sees(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "We met. She was calm. “Then we stopped.” (Good.)",
        "We meet on Monday, in June, for 60 minutes at 16:30",
        "From 2026-06-19 to 19.06.2026",
        "I said that I’m here and I can stay",
        "تحدثت مع مريم عن الأسبوع",
        "",
    ],
)
def test_it_leaves_alone(text):
    assert kinds(text) == []


def test_german_writes_nouns_with_capitals():
    assert kinds("Wir haben den Abend besprochen", "de") == []
    assert kinds("Schreib an a.b@example.org", "de-AT") == [Kind.MAIL]


@given(st.text())
def test_what_is_found_lies_in_the_text_in_order_and_apart(text):
    spans = [(each.start, each.end) for each in found(text)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


@given(st.text(alphabet="abcdef ghäß.,!? مرحبا"))
def test_small_letters_alone_are_never_spoken_of(text):
    assert found(text) == []


@given(st.text(alphabet="abc ,"), st.from_regex(r"\A[A-Z][a-z]{2,8}\Z"))
def test_a_name_at_the_beginning_of_a_sentence_is_left_alone(before, name):
    assert found(f"{before}. {name} came") == []


@given(st.text(alphabet="abc ,."), st.from_regex(r"\A[a-z]{1,8}@[a-z]{1,8}\.org\Z"))
def test_a_mail_address_is_found_wherever_it_stands(around, address):
    assert Kind.MAIL in kinds(f"{around} {address} {around}")
