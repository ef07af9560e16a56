"""Captions are cues and notes in WebVTT; what is more, or less, is refused with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import captions
from office.captions import NotCaptions

CUE = "00:01.000 --> 00:04.000\nSomebody knocks."
FINE = {
    "one cue": f"WEBVTT\n\n{CUE}\n",
    "no line at the end": f"WEBVTT\n\n{CUE}",
    "a mark of its bytes": f"\ufeffWEBVTT\n\n{CUE}\n",
    "words in the head": f"WEBVTT - A door\nKind: captions\n\n{CUE}\n",
    "lines of Windows": f"WEBVTT\r\n\r\n{CUE}\r\n".replace("\n", "\r\n").replace("\r\r", "\r"),
    "a note": f"WEBVTT\n\nNOTE by hand\nand more\n\n{CUE}\n",
    "a name of the cue": f"WEBVTT\n\nfirst\n{CUE}\n",
    "hours": "WEBVTT\n\n01:00:01.000 --> 100:00:04.000\nLong.\n",
    "settings": "WEBVTT\n\n00:01.000 --> 00:04.000 line:0 align:start position:10%\nUp.\n",
    "bold, voice, language": f"WEBVTT\n\n{CUE}\n<b>Now</b> <v Ana><i>I</i></v> <lang ar>x</lang>",
    "no words": "WEBVTT\n\n00:01.000 --> 00:04.000\n\n00:05.000 --> 00:06.000\nAfter.\n",
}
WRONG = {
    "nothing": ("", "Line 1", "WEBVTT"),
    "another kind": (f"1\n{CUE}\n", "Line 1", "WEBVTT"),
    "commas of SRT": ("WEBVTT\n\n00:01,000 --> 00:04,000\nx", "Line 3", "two times"),
    "no cue": ("WEBVTT\n\nNOTE nothing here\n", "", "no captions"),
    "words without times": (f"WEBVTT\n\n{CUE}\n\nAnd then?\n", "Line 6", "two times"),
    "the end before the beginning": ("WEBVTT\n\n00:04.000 --> 00:01.000\nx", "Line 3", "before"),
    "sixty seconds": ("WEBVTT\n\n00:60.000 --> 01:04.000\nx", "Line 3", "two times"),
    "a style sheet": (f"WEBVTT\n\nSTYLE\n::cue {{}}\n\n{CUE}", "Line 3", "two times"),
    "a region": (f"WEBVTT\n\nREGION\nid:x\n\n{CUE}", "Line 3", "two times"),
    "a link": (f"WEBVTT\n\n{CUE}\n<a href=x>y</a>", "Line 5", "bold"),
    "a script": (f"WEBVTT\n\n{CUE}\n<script>x</script>", "Line 5", "bold"),
    "an open tag": (f"WEBVTT\n\n{CUE}\n<b", "Line 5", "bold"),
    "two cues in one": (f"WEBVTT\n\n{CUE}\n{CUE}", "Line 5", "empty line"),
    "a nought": (f"WEBVTT\n\n{CUE}\0", "", "UTF-8"),
}


@pytest.mark.parametrize("name", FINE)
def test_these_are_captions(name):
    captions.check(FINE[name].encode())


@pytest.mark.parametrize("name", WRONG)
def test_these_are_not_and_the_line_is_said(name):
    text, line, words = WRONG[name]
    with pytest.raises(NotCaptions) as refusal:
        captions.check(text.encode())
    assert str(refusal.value).startswith(line) and words in str(refusal.value)


def test_other_letters_than_utf_8_are_refused():
    with pytest.raises(NotCaptions, match="UTF-8"):
        captions.check("WEBVTT\n\né".encode("latin-1"))


def test_more_than_half_a_megabyte_is_refused():
    long = f"WEBVTT\n\n{CUE}\n\nNOTE " + "x" * captions.LARGEST
    with pytest.raises(NotCaptions, match="500 kB"):
        captions.check(long.encode())


@given(st.text(alphabet="WEBVT\n :.0123456789->ab<NOTE\ufeff\r"))
def test_whatever_comes_is_fine_or_refused(text):
    for content in (text, f"WEBVTT\n\n{text}"):
        try:
            captions.check(content.encode())
        except NotCaptions as refusal:
            assert str(refusal)


times = st.integers(0, 35_999_999)


@given(st.lists(st.tuples(times, times).filter(lambda pair: pair[0] < pair[1]), min_size=1))
def test_any_times_that_run_forward_are_fine(pairs):
    cues = [f"{_time(first)} --> {_time(last)}\nWords." for first, last in pairs]
    captions.check("\n\n".join(["WEBVTT", *cues]).encode())


def _time(milliseconds):
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
