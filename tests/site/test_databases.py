"""A flush, as after each transactional test, leaves a site that stands."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Collection, Locale, Page, Site

from learning.models import HomePage


def stands():
    ours = Group.objects.exclude(name="Moderators")  # Wagtail's own, which nobody is put into
    return {
        "homes": sorted(HomePage.objects.values_list("slug", flat=True)),
        "locales": Locale.objects.count(),
        "roots": Page.objects.filter(depth=1).count(),
        "collections": Collection.objects.filter(depth=1).count(),
        "site": Site.objects.get(is_default_site=True).root_page.slug,
        "groups": sorted(ours.values_list("name", flat=True)),
    }


@pytest.mark.django_db(transaction=True)
def test_a_flush_leaves_a_site_that_stands(client):
    before = stands()
    call_command("flush", interactive=False, verbosity=0)
    assert stands() == before
    assert before["homes"] == ["ar", "en", "es", "fr"]
    assert client.get("/ar/").status_code == 200
