"""To look at a page changes nothing about who comes in, and how (attack A15)."""

import pytest

from tests.attacks import rows
from tests.attacks.addresses import patterns
from tests.attacks.doors import give_totp
from tests.conftest import come_in

pytestmark = pytest.mark.django_db

SELDOM_READ = {"/exit/"}  # it ends the session, and says so


@pytest.mark.parametrize("who", ["visitor", "ana", "bo", "eve", "kit", "sam"])
def test_no_address_changes_anything_when_it_is_only_read(
    client, request, ana, bo, eve, kit, sam, who
):
    for person in (ana, bo):
        give_totp(person)
    if who != "visitor":
        come_in(client, request.getfixturevalue(who))
        client.get("/en/account/email/")  # allauth makes its own row of the address, once
    client.raise_request_exception = False  # Wagtail has an address that only fails
    known = {"pk": [ana.pk, sam.pk], "person": [ana.pk]}
    before = rows.of_the_door()
    for pattern in patterns():
        for path in pattern.filled(known):
            if path not in SELDOM_READ:
                looks = [client.get] if "/cms/" in path else [client.get, client.head]
                for look in looks:
                    look(path)
    assert rows.of_the_door() == before
