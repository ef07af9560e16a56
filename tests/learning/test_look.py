"""The organisation's colour and logo, as every page shows them."""

import pytest
from django.core.files.base import ContentFile

from office.organisation import Organisation
from tests.conftest import come_in

pytestmark = pytest.mark.django_db
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"/>'


@pytest.fixture
def harbour(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    org = Organisation(name="Harbour House", short_name="Harbour", colour="#7a3b8f")
    org.logo.save("logo-0-40x20.svg", ContentFile(DRAWING), save=False)
    org.save()
    return org


def address(page, ending):
    text = page.content.decode()
    end = text.index(ending, text.index("/look/")) + len(ending)
    return text[text.rindex("/look/", 0, end) : end]


def test_without_a_colour_no_page_asks_for_one(client):
    assert b"/look/" not in client.get("/en/").content


def test_a_page_names_the_colour_and_keeps_a_place_for_the_logo(client, harbour):
    page = client.get("/en/").content.decode()
    assert 'alt="" width="64" height="32"' in page
    assert "img/mark" in page.partition("</head>")[0]  # the small icon stays neutral


def test_the_colour_by_its_own_address_is_kept_for_good(client, harbour):
    sheet = client.get(address(client.get("/en/"), ".css"))
    assert "--pine: #7a3b8f;" in sheet.content.decode()
    assert (sheet["Content-Type"], sheet["X-Content-Type-Options"]) == ("text/css", "nosniff")
    assert "immutable" in sheet["Cache-Control"]
    assert "Cookie" not in sheet.get("Vary", "")


def test_another_colour_has_another_address(client, harbour):
    before = address(client.get("/en/"), ".css")
    harbour.colour = "#1f5d57"
    harbour.save()
    assert address(client.get("/en/"), ".css") != before
    assert client.get(before)["Cache-Control"] == "no-cache"


def test_a_logo_runs_nothing_when_it_is_opened_by_itself(client, harbour):
    logo = client.get(address(client.get("/en/"), "/logo"))
    assert logo.content == DRAWING
    assert logo["Content-Type"] == "image/svg+xml"
    assert logo["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "immutable" in logo["Cache-Control"]


def test_only_the_logo_that_is_kept_is_ever_sent(client, harbour):
    for part in ("..", "%2e%2e%2fx", "../../private.sqlite3"):
        assert client.get(f"/look/{part}/logo").status_code == 404
    harbour.logo = "../private.sqlite3"
    harbour.save()
    assert client.get("/look/0/logo").status_code == 404
    harbour.logo = ""
    harbour.save()
    assert client.get("/look/0/logo").status_code == 404


def test_the_look_is_there_before_the_second_step(client, harbour, sam):
    client.force_login(sam)
    assert client.get("/look/0/logo").status_code == 200


def test_the_editor_has_it_too(client, harbour, eve):
    page = come_in(client, eve).get("/cms/").content.decode()
    assert ".css?editor" in page and "/logo" in page
    sheet = client.get("/look/0.css?editor").content.decode()
    assert "--w-color-primary-hue: 285.0;" in sheet


def test_a_page_costs_no_statement_more(client, harbour, django_assert_num_queries):
    client.get("/en/account/login/")
    with django_assert_num_queries(0):
        client.get("/en/account/login/")
