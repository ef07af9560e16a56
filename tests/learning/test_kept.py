"""Pieces of a page are rendered once a process; what is new at each request is never in them."""

import pytest
from django.template import Context, Template

from learning.templatetags.kept import NEVER, pieces


@pytest.fixture(autouse=True)
def nothing_kept():
    pieces.clear()


def rendered(inside: str, says="", **values) -> str:
    piece = f'{{% load kept %}}{{% kept "sample" {says} %}}{inside}{{% endkept %}}'
    return Template(piece).render(Context(values))


def test_the_second_time_a_piece_is_as_it_was_the_first():
    assert rendered("{{ word }}", word="one") == rendered("{{ word }}", word="two") == "one"


def test_what_it_depends_on_makes_another_piece():
    for word in ("one", "two", "one"):
        assert rendered("{{ word }}", "word", word=word) == word


@pytest.mark.parametrize("values", [{"word": NEVER}, {"word": NEVER, "csrf_token": "t"}])
def test_a_piece_that_is_never_to_be_kept_is_made_each_time(values):
    for it in ("a", "b"):
        assert rendered("{{ it }}{{ again }}", "word new again=it", it=it, **values) == it * 2
    assert not pieces._values


def test_the_token_of_a_form_is_that_of_each_request():
    for token in ("first", "second"):
        assert f'value="{token}"' in rendered("{% csrf_token %}{% csrf_token %}", csrf_token=token)
    assert "first" not in str(pieces._values) and "second" not in str(pieces._values)


def test_a_piece_without_a_form_asks_for_no_token():
    class Asked:
        def __str__(self):
            raise AssertionError

    assert [rendered("words", csrf_token=Asked()) for _ in range(2)] == ["words"] * 2


def test_what_was_made_without_a_token_is_not_shown_to_who_has_one():
    assert "csrf" not in rendered("{% csrf_token %}")
    assert 'value="mine"' in rendered("{% csrf_token %}", csrf_token="mine")


def test_what_is_new_is_put_in_each_time_and_escaped():
    for value, shown in [("<b>", "&lt;b&gt;"), ("two", "two"), (3, "3")]:
        piece = rendered("{{ n }} of {{ n }}", "new n=value", value=value)
        assert piece == f"{shown} of {shown}"
    assert "lt;" not in str(pieces._values)


def test_a_piece_in_a_piece_gets_the_same():
    inner = '{% kept "inner" new n=n %}{{ n }}{% csrf_token %}{% endkept %}'
    for value in ("one", "two"):
        piece = rendered(inner, "new n=value", value=value, csrf_token=f"t{value}")
        assert piece.startswith(value) and f'"t{value}"' in piece
    assert "one" not in str(pieces._values)
