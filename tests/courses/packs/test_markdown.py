"""Markdown into the rich text that our editor keeps."""

import nh3
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.packs import markdown
from courses.packs.problems import Margin, Notebook

OURS = {"h2", "h3", "p", "ul", "ol", "li", "b", "i", "a", "br"}


def html(text, features=markdown.PROSE):
    notebook = Notebook()
    found = markdown.to_html(text, margin=Margin(notebook, "x.md", 1), features=features)
    return found, [problem.words for problem in notebook.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo", "<p>One two</p>"),
        ("## A *b*", "<h2>A <i>b</i></h2>"),
        ("**a** & b < c", "<p><b>a</b> &amp; b &lt; c</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("[a](https://x.org/?a=1&b=2)", '<p><a href="https://x.org/?a=1&amp;b=2">a</a></p>'),
        ("One\\\ntwo", "<p>One<br/>two</p>"),
        (r"\*not\* bold", "<p>*not* bold</p>"),
    ],
)
def test_what_the_editor_can_hold_is_written(text, expected):
    assert html(text) == (expected, [])


def test_what_a_place_does_not_allow_is_refused():
    _, problems = html("- a", features=["bold"])
    assert problems == ["There can't be a list here."]


@settings(deadline=None)
@given(st.text(alphabet="ab*_#-1.>`<&[]()!|~ \n\t:/\\", max_size=60))
def test_whatever_is_written_only_our_marks_come_out(text):
    found, _ = html(text)
    assert {tag.name for tag in BeautifulSoup(found, "html.parser").find_all()} <= OURS | {
        f"h{n}" for n in range(1, 7)
    }


@settings(deadline=None)
@given(st.text(alphabet="ab*_#-1. <&[]()\n:/", max_size=60))
def test_what_is_accepted_is_already_clean(text):
    found, problems = html(text)
    if not problems:
        clean = nh3.clean(found, tags=OURS, attributes={"a": {"href"}}, link_rel=None)
        assert BeautifulSoup(clean, "html.parser") == BeautifulSoup(found, "html.parser")
