"""The languages that an organisation offers, wherever somebody chooses one."""

import pytest

from office import organisation
from office.organisation import Organisation
from people.account_forms import languages
from people.inviting import Invite

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_of_four():
    return Organisation.objects.create(
        name="Harbour", short_name="Harbour", languages=["es", "ar"], time_zone="Africa/Tunis"
    )


def lands(client, asked):
    return client.get("/", headers={"Accept-Language": asked})["Location"]


def test_the_switch_names_only_them(client):
    page = client.get("/es/").content.decode()
    assert 'hreflang="ar"' in page and 'hreflang="fr"' not in page


def test_an_old_link_in_another_language_still_answers(client):
    page = client.get("/fr/")
    assert page.status_code == 200
    assert 'lang="fr"' in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [("ar", "/ar/"), ("fr, ar;q=0.5", "/ar/"), ("fr", "/es/"), ("es-MX", "/es/"), ("*", "/es/")],
)
def test_a_first_visit_leads_to_one_of_them(client, asked, found):
    assert lands(client, asked) == found


def test_an_invitation_speaks_one_of_them():
    assert [code for code, _name in Invite().fields["language"].choices] == ["es", "ar"]


def test_what_one_reads_begins_with_them():
    (_ours, spoken), (_others, others) = languages()
    assert [code for code, _name in spoken] == ["es", "ar"]
    assert "fr" in dict(others)


def test_who_reads_none_of_them_is_written_to_in_the_first():
    assert organisation.language_for(["fr", "ar"]) == "ar"
    assert organisation.language_for(["fr"]) == "es"
