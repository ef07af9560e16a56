"""Larger text: a choice of the device, made without a script."""

import pytest

CHOOSE = "/en/text-size/"


def test_the_choice_holds_on_every_page(client, db):
    assert "data-text" not in client.get("/en/").content.decode()
    response = client.post(CHOOSE, {"size": "large", "next": "/en/leaving/"})
    assert response["Location"] == "/en/leaving/"
    for path in ("/en/", "/ar/leaving/", "/en/nowhere/"):
        assert 'data-text="large"' in client.get(path).content.decode()


def test_the_usual_size_keeps_nothing_on_the_device(client, db):
    client.post(CHOOSE, {"size": "larger"})
    client.post(CHOOSE, {"size": "usual"})
    assert client.cookies["text"].value == ""
    assert "data-text" not in client.get("/en/").content.decode()


def test_it_is_a_cookie_that_no_script_reads_and_no_other_site_sends(client, db):
    client.post(CHOOSE, {"size": "large"})
    cookie = client.cookies["text"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org/", "/\\example.org", ""])
def test_it_leads_nowhere_else(client, db, away):
    assert client.post(CHOOSE, {"size": "large", "next": away})["Location"] == "/en/"


def test_what_is_no_size_is_none(client, db):
    client.cookies["text"] = 'x" onload="y'
    assert "data-text" not in client.get("/en/").content.decode()


def test_it_is_not_changed_by_a_link(client, db):
    assert client.get(CHOOSE).status_code == 405
