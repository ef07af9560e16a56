"""What the frame of every page says."""

import pytest

from learning.templatetags.kept import pieces
from office.organisation import Organisation
from people.models import User


@pytest.fixture
def made_up(settings, db):
    settings.DEMO = True
    return Organisation.objects.create(name="Harbour House", short_name="Harbour", is_made_up=True)


def test_a_demonstration_says_so_on_every_page(client, made_up):
    assert "A demonstration: its people are made up." in client.get("/en/").content.decode()


def test_a_real_house_is_never_called_a_demonstration(client, settings, db):
    settings.DEMO = True
    Organisation.objects.create(name="A house", short_name="House")
    page = client.get("/en/account/login/").content.decode()
    assert "demonstration" not in page


def test_the_door_of_a_demonstration_names_whom_one_can_be(client, made_up):
    User.objects.create_user("ana", email="ana@demo.example", chosen_name="Ana")
    assert "Go on with a course" in client.get("/en/account/login/").content.decode()


def test_an_address_with_a_token_is_not_kept_in_memory(client, db):
    pieces.clear()
    client.get("/en/account/password/reset/key/1-kestrel/", follow=True)
    client.get("/en/courses/")
    kept = str(pieces._values)
    assert "/courses/" in kept and "kestrel" not in kept
