"""Other people who can help: open to everybody, and one link away."""

import pytest

from office.organisation import Organisation
from tests.conftest import come_in

pytestmark = pytest.mark.django_db
LINE = {"name": "Lantern line", "phone": "+00 0000 001", "hours": "at night", "text": "Talk <b>"}
LINK = 'href="/en/support/"'


@pytest.fixture
def harbour():
    return Organisation.objects.create(name="Harbour", short_name="Harbour", support=[LINE])


def test_a_visitor_finds_who_else_can_help(client, harbour):
    assert LINK in client.get("/en/account/login/").content.decode()
    page = client.get("/en/support/").content.decode()
    assert 'href="tel:+000000001"' in page and "Lantern line" in page
    assert "Talk &lt;b&gt;" in page


def test_an_empty_list_is_linked_from_nowhere(client):
    assert LINK not in client.get("/en/").content.decode()
    assert "Nobody is named here yet" in client.get("/en/support/").content.decode()


def test_it_is_open_before_the_second_step(client, harbour, sam):
    client.force_login(sam)
    assert client.get("/en/support/").status_code == 200


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_it_stands_in_every_language(client, harbour, language):
    assert client.get(f"/{language}/support/").status_code == 200


def test_it_costs_no_statement_more_for_more_rows(client, harbour, django_assert_num_queries):
    client.get("/en/support/")
    with django_assert_num_queries(0):
        client.get("/en/support/")


def test_lines_of_ones_own_language_come_first_each_with_its_number(client, harbour):
    es, en = ({"kind": "crisis", "name": n, "phone": p} for n, p in (("Linea", "1"), ("Line", "2")))
    harbour.support = [LINE, es | {"languages": ["es"]}, en | {"languages": ["en"]}]
    harbour.save()
    page = client.get("/en/support/").content.decode()
    assert page.index("Line</h2>") < page.index("Linea</h2>") < page.index("Lantern line</h2>")
    assert 'href="tel:1"' in page and "<bdi>Español</bdi>" in page
    page = client.get("/es/support/").content.decode()
    assert page.index("Linea</h2>") < page.index("Line</h2>")


def test_how_to_write_to_somebody_stands_on_no_page(client, harbour, bo):
    ways = {"account": bo.pk, "address": "mina@quay.example", "is_outside": True}
    harbour.support = [{"kind": "person", "name": "Mina", **ways}]
    harbour.save()
    assert "mina@quay" not in client.get("/en/support/").content.decode()


def test_old_help_is_still_shown(client, harbour):
    harbour.support = [LINE | {"checked_on": "2001-01-01"}]
    harbour.save()
    assert "Lantern line" in client.get("/en/support/").content.decode()


def test_signed_in_it_is_the_same(client, harbour, ana):
    assert "Lantern line" in come_in(client, ana).get("/en/support/").content.decode()
