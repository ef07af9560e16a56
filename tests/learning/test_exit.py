import pytest
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, connection

from office import organisation
from office.organisation import Organisation

AWAY = "https://www.wikipedia.org/"


def test_it_leads_away_at_once(client, db):
    answer = client.get("/exit/")
    assert (answer.status_code, answer["Location"]) == (302, AWAY)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_the_organisation_chooses_where_to(client, db):
    Organisation.objects.create(
        name="Harbour", short_name="H", exit_target="https://weather.example/"
    )
    assert client.get("/exit/")["Location"] == "https://weather.example/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_session_ends(client, ana, method):
    client.force_login(ana)
    answer = getattr(client, method)("/exit/", headers={"Sec-Fetch-Site": "same-origin"})
    assert SESSION_KEY not in client.session
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Purpose": "prefetch;prerender"},
    ],
)
def test_somebody_elses_page_signs_nobody_out(client, ana, headers):
    client.force_login(ana)
    answer = client.get("/exit/", headers=headers)
    assert answer["Location"] == AWAY
    assert SESSION_KEY in client.session
    assert not answer.has_header("Clear-Site-Data")


@pytest.mark.parametrize(
    "query",
    ["?next=//evil.example", "?url=https://evil.example", "?to=javascript:1", "//evil.example"],
)
def test_no_parameter_changes_where_to(client, db, query):
    assert client.get(f"/exit/{query}").headers.get("Location", "/").startswith((AWAY, "/"))
    assert "evil" not in client.get("/exit/" + query.lstrip("/"), follow=False).get("Location", "")


def test_it_works_when_the_database_does_not(client, ana):
    client.force_login(ana)
    organisation.forget()

    def away(*what):
        raise DatabaseError

    with connection.execute_wrapper(away):
        answer = client.get("/exit/")
    assert answer["Location"] == AWAY
    assert answer.cookies["session"]["max-age"] == 0
