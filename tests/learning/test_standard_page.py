"""A page of plain words, in its own language, through Wagtail's own serving."""

import pytest

from learning.models import HomePage, StandardPage


@pytest.fixture
def about(db):
    home = HomePage.objects.get(slug="ar")
    body = [{"type": "text", "value": "<p>من نحن.</p>"}]
    page = StandardPage(title="عنّا", slug="about", locale=home.locale, body=body)
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_everybody_reads_it_in_its_direction(client, about):
    page = client.get("/ar/about/").content.decode()
    assert 'dir="rtl"' in page and "من نحن." in page


def test_its_title_stays_out_of_the_browsers_history(client, about):
    page = client.get("/ar/about/").content.decode()
    assert "عنّا" not in page[page.index("<title>") : page.index("</title>")]


def test_a_draft_of_it_is_not_found(client, about):
    about.unpublish()
    assert client.get("/ar/about/").status_code == 404
