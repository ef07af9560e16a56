"""The style guide shows every component, and every colour that is written with can be read."""

from pathlib import Path

import pytest
from django.conf import settings

from learning.styleguide.samples import ASIDE, samples
from learning.styleguide.tokens import ENOUGH, ON_GROUND, colours

COMPONENTS = {file.stem for file in (settings.ROOT / "templates" / "components").glob("*.html")}


def test_each_component_has_a_sample_or_stands_around_every_page():
    assert COMPONENTS - samples().keys() == ASIDE
    assert samples().keys() <= COMPONENTS


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_each_is_drawn_in_every_language(client, db, settings, language):
    settings.DEMO = True
    page = client.get(f"/{language}/styleguide/").content.decode()
    for name, states in samples().items():
        assert f'id="c-{name}"' in page or not states
    assert 'class="specimen__drawn"></div>' not in page


def test_a_real_site_does_not_show_it(client, db):
    assert client.get("/en/styleguide/").status_code == 404


@pytest.mark.parametrize("name", ON_GROUND)
def test_what_is_written_can_be_read_by_day_and_by_night(name):
    colour = next(each for each in colours() if each.name == name)
    assert colour.day_contrast >= ENOUGH and colour.night_contrast >= ENOUGH


def test_every_sheet_of_a_component_is_part_of_the_whole():
    css = Path(settings.ROOT) / "static" / "css"
    main = (css / "main.css").read_text()
    for sheet in (css / "components").glob("*.css"):
        assert f"components/{sheet.name}" in main
