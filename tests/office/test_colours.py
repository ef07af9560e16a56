"""Whatever colour an organisation takes, it can be read by day and by night."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import colours

CHANNEL = st.integers(0, 255)
COLOURS = st.builds("#{:02x}{:02x}{:02x}".format, CHANNEL, CHANNEL, CHANNEL)


def reads_by_day(colour):
    return all(colours.contrast(colour, ground) >= 4.5 for ground in colours.BY_DAY)


def reads_by_night(colour):
    return all(colours.contrast(colour, ground) >= 4.5 for ground in colours.BY_NIGHT)


def test_contrast_is_measured_as_the_standard_does():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(COLOURS)
def test_every_colour_taken_or_offered_can_be_read_in_both_modes(colour):
    taken = colour if colours.can_be_read(colour) else colours.darker(colour)
    assert colours.can_be_read(taken)
    tokens = colours.tokens(taken)
    assert reads_by_day(tokens["day"])
    assert reads_by_day(tokens["day_deep"])
    assert reads_by_night(tokens["night"])
    assert reads_by_night(tokens["night_deep"])


@given(COLOURS.filter(lambda colour: not colours.can_be_read(colour)))
def test_what_is_offered_is_no_darker_than_it_must_be(colour):
    offered = colours.darker(colour)
    assert min(colours.contrast(offered, ground) for ground in colours.BY_DAY) < 5


@pytest.mark.parametrize("text", ["", "#fff", "red", "#12345g", "#123456;}", "#123456\n"])
def test_only_six_signs_are_a_colour(text):
    assert not colours.is_colour(text)


def test_paper_stays_black():
    assert "@media screen {" in colours.sheet("#7a3b8f")
    assert "print" not in colours.sheet("#7a3b8f")


def test_our_own_green_is_the_one_of_the_style_sheet(settings):
    tokens = (settings.ROOT / "static/css/tokens.css").read_text()
    assert f"--pine: {colours.OURS};" in tokens
    assert all(ground in tokens for ground in (*colours.BY_DAY, *colours.BY_NIGHT))
