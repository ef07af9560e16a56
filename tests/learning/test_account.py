"""My account: one calm list that leads everywhere, and only to what there is."""

import pytest
from django.urls import reverse

from tests.conftest import come_in

HUB = "/en/account/"
OURS = ["account_record", "account_export", "account_leave", "mfa_index", "account_email"]


@pytest.fixture
def page(client, ana):
    return come_in(client, ana).get(HUB).content.decode()


@pytest.mark.parametrize("name", OURS)
def test_the_list_leads_to_each_place(page, name):
    assert f'href="{reverse(name)}"' in page


def test_each_place_says_what_it_is(page):
    assert "What, why and for how long, and who looked at it." in page


@pytest.mark.parametrize("name", [*OURS, "account_change_password"])
def test_every_page_of_it_leads_back_and_on(client, ana, name):
    page = come_in(client, ana).get(reverse(name), follow=True).content.decode()
    assert f'<a class="account-nav__back" href="{HUB}">' in page
    assert page.count(f'href="{reverse("account_leave")}"') >= 1


def test_the_head_of_every_page_leads_here(client, ana):
    assert f'href="{HUB}"' in come_in(client, ana).get("/en/").content.decode()


def test_the_editors_link_to_the_account_leads_here(client, eve):
    assert come_in(client, eve).get("/cms/account/")["Location"] == HUB


@pytest.mark.parametrize("name", ["account", "account_record", "account_export", "account_leave"])
def test_a_visitor_is_sent_to_sign_in(client, db, name):
    assert client.get(reverse(name))["Location"].startswith("/en/account/login/")


@pytest.mark.parametrize("name", ["account", "account_record", "account_export", "account_leave"])
def test_none_of_it_is_kept_by_the_browser(client, ana, name):
    assert "no-store" in come_in(client, ana).get(reverse(name))["Cache-Control"]


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_it_reads_in_every_language(client, ana, language):
    page = come_in(client, ana).get(f"/{language}/account/").content.decode()
    assert f'href="/{language}/account/record/"' in page
