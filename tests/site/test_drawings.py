"""Our drawings: light, in the colours of the page, taken by name from a fixed list."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

FOLDER = Path(settings.ROOT) / "templates/components/drawings"
NAMES = sorted(file.stem for file in FOLDER.glob("*.html"))
LARGEST = 1200
OWN_COLOUR = re.compile(r"fill=|stroke=|style=|#[0-9a-f]{3,6}\b")


def drawn(name):
    return render_to_string("components/drawing.html", {"name": name})


@pytest.mark.parametrize("name", NAMES)
def test_it_is_light_and_brings_no_colour_of_its_own(name):
    source = (FOLDER / f"{name}.html").read_text()
    assert len(source.encode()) <= LARGEST
    assert not OWN_COLOUR.search(source)


def test_each_name_draws_something_else():
    assert len({drawn(name) for name in NAMES}) == len(NAMES) > 5


def test_it_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in drawn("path")


def test_an_unknown_name_reaches_no_file():
    assert drawn("../card") == drawn("path")
