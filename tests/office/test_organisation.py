"""What every page says of the organisation costs no query once it is known."""

import pytest

from office import organisation
from office.organisation import Organisation


@pytest.fixture(autouse=True)
def nothing_kept():
    organisation.forget()
    yield
    organisation.forget()


@pytest.fixture
def harbour(db):
    return Organisation.objects.create(name="The Harbour Collective", short_name="Harbour")


def test_a_new_site_has_a_name_all_the_same(db):
    assert organisation.current().short_name == "Mainstay"


def test_it_is_read_once(harbour, django_assert_num_queries):
    with django_assert_num_queries(1):
        for _ in range(3):
            assert organisation.current().short_name == "Harbour"


def test_a_change_is_seen_at_once(harbour):
    organisation.current()
    harbour.short_name = "Quay"
    harbour.save()
    assert organisation.current().short_name == "Quay"


def test_a_change_made_elsewhere_is_seen_soon(harbour, monkeypatch):
    organisation.current()
    Organisation.objects.update(short_name="Quay")
    assert organisation.current().short_name == "Harbour"
    monkeypatch.setattr(organisation, "KEPT", 0)
    assert organisation.current().short_name == "Quay"


def test_quick_exit_leads_where_the_organisation_says(harbour, settings):
    assert organisation.exit_target() == settings.QUICK_EXIT_URL
    harbour.exit_target = "https://weather.example/"
    harbour.save()
    assert organisation.exit_target() == "https://weather.example/"


def test_it_offers_every_language_until_it_chooses_some(harbour, settings):
    assert organisation.languages() == list(settings.LANGUAGES)
    harbour.languages = ["ar", "en", "tlh"]
    harbour.save()
    assert [code for code, _name in organisation.languages()] == ["ar", "en"]
    assert organisation.first_language() == "ar"


def test_somebody_new_is_where_the_organisation_is(harbour, settings):
    assert organisation.time_zone() == settings.TIME_ZONE
    harbour.time_zone = "Africa/Tunis"
    harbour.save()
    assert organisation.time_zone() == "Africa/Tunis"
