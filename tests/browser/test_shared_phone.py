"""One sitting on a phone that others use too: in by invitation, called away, back, and gone."""

import pytest

from people.models import Invitation, Session
from tests.browser.conftest import NUMBERS
from tests.browser.test_invitation import PASSWORD, invite, join, open_link
from tests.browser.test_lock import DIALOG, unlock

NAMES = "/es/account/names/"
pytestmark = pytest.mark.postgres


def test_from_an_invitation_in_spanish_to_the_end(browse, site):
    phone = browse(width=320)
    invitation = invite(email=f"noor-{next(NUMBERS)}@example.org")
    open_link(phone, invitation)
    join(phone, "Noor")

    phone.clock.install()
    phone.goto(NAMES)
    phone.fill("[name=chosen_name]", "Noor del")
    phone.clock.fast_forward("10:01")
    phone.locator(DIALOG).wait_for()
    assert not phone.locator("main").is_visible()
    assert "Noor" not in phone.locator(DIALOG).inner_text()
    unlock(phone, PASSWORD)
    phone.locator(DIALOG).wait_for(state="detached")
    assert phone.input_value("[name=chosen_name]") == "Noor del"

    phone.locator("[name=chosen_name]").press("End")
    phone.keyboard.type(" Mar")
    phone.keyboard.press("Enter")
    phone.locator(".messages").wait_for()
    person = Invitation.objects.get(pk=invitation.pk).person
    assert person.chosen_name == "Noor del Mar"
    assert Session.objects.filter(person=person, kind="shared").count() == 1

    phone.locator("summary.menu__name").click()
    with phone.expect_response("**/account/logout/") as end:
        phone.locator("form[action$='/account/logout/'] button").first.click()
    assert end.value.all_headers()["clear-site-data"] == '"cache", "storage"'
    assert not Session.objects.filter(person=person).exists()
    phone.wait_for_url("**/es/")
    phone.go_back()
    assert "Noor" not in phone.content()
