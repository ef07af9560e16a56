"""What a visitor finds: what this is, the ways in, whom to ask; or that it is being set up."""

import pytest

from office.organisation import Organisation
from tests.courses.builders import make_course


@pytest.fixture
def harbour(db):
    return Organisation.objects.create(name="Harbour House", short_name="Harbour")


def home(client, **options):
    return client.get("/en/", **options).content.decode()


def test_it_says_what_this_is_and_leads_in(client, harbour):
    page = home(client)
    assert "A quiet place to learn" in page and "Harbour House" in page
    assert page.index('href="/en/account/login/"') < page.index('href="/en/account/card/"')


def test_there_is_one_main_button(client, harbour):
    assert home(client).count('class="button"') == 1


def test_whoever_has_no_account_learns_whom_to_ask(client, harbour):
    page = home(client)
    assert 'href="#person-to-ask"' in page and 'id="person-to-ask"' in page


@pytest.mark.parametrize("how", ["open", "invitation"])
def test_an_account_is_offered_only_where_one_may_make_it(client, harbour, settings, how):
    settings.SIGNUP = how
    assert ("/en/account/signup/" in home(client)) == (how == "open")


def test_courses_open_to_everyone_stand_below(client, harbour):
    make_course("open-one", audience="public")
    make_course("closed-one")
    page = home(client)
    assert "/en/courses/open-one/" in page and "closed-one" not in page


def test_an_empty_site_says_that_it_is_being_set_up(client, db):
    page = home(client)
    assert "This site is being set up" in page and "manage.py setup" in page


def test_once_somebody_administers_it_the_way_in_is_shown(client, sam):
    assert "A quiet place to learn" in home(client)


def test_a_named_site_asks_nothing_more_than_its_open_courses(
    client, harbour, django_assert_num_queries
):
    home(client)
    with django_assert_num_queries(1):
        home(client)
