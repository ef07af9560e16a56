"""Coming in on a shared phone: by a link in Spanish, and without any address by eight words."""

import pytest

from people import invitations
from people.models import Invitation, Role, User
from tests.browser.conftest import NUMBERS
from tests.browser.judges import axe, scrolls_sideways

PASSWORD = "una frase tranquila"
pytestmark = pytest.mark.postgres


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def phone(request, browse):
    return browse(width=320, script=request.param)


def invite(**values):
    values = {"by": None, "role": Role.TRAINEE, "language": "es"} | values
    return invitations.invite(**values)


def letter():
    return invite(email=f"noor-{next(NUMBERS)}@example.org")


def card():
    return invite(sign_in_name=f"luz-{next(NUMBERS)}", is_card=True)


def open_link(page, invitation):
    page.goto(f"/es/account/invitation/{invitation.secret}/")


def join(page, name):
    page.fill("[name=chosen_name]", name)
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/es/")


def test_an_invitation_in_spanish_leads_in(phone, site):
    invitation = letter()
    open_link(phone, invitation)
    assert phone.locator("html").get_attribute("lang") == "es"
    assert phone.locator("[name=device][value=shared]").is_checked()
    assert not scrolls_sideways(phone)
    join(phone, "Noor")
    made = Invitation.objects.get(pk=invitation.pk).person
    assert (made.chosen_name, made.languages) == ("Noor", ["es"])
    assert "Noor" in phone.locator("h1").inner_text()


def test_the_link_is_used_up_and_says_so_in_spanish(phone, site):
    invitation = letter()
    token = invitation.secret
    open_link(phone, invitation)
    join(phone, "Noor")
    phone.context.clear_cookies()
    phone.goto(f"/es/account/invitation/{token}/")
    assert phone.locator("html").get_attribute("lang") == "es"
    assert phone.locator("[name=password1]").count() == 0
    assert token not in phone.content()


def test_the_link_is_told_to_nobody(phone, site):
    told = []
    phone.on("request", lambda request: told.append(request.headers.get("referer", "")))
    invitation = letter()
    token = invitation.secret
    open_link(phone, invitation)
    join(phone, "Noor")
    assert any(told)
    assert not [one for one in told if token in one]


def test_a_card_without_any_mail(phone, site):
    invitation = card()
    phone.goto("/es/account/card/")
    assert not scrolls_sideways(phone)
    phone.fill("[name=words]", invitation.words.replace(" ", "  ").upper())
    phone.locator("main form button[type=submit]").click()
    phone.wait_for_url("**/account/invitation/**")
    assert phone.input_value("[name=sign_in]") == invitation.sign_in_name
    join(phone, "Luz")
    made = User.objects.get(sign_in_name=invitation.sign_in_name)
    assert (made.chosen_name, made.email) == ("Luz", None)


def test_a_mistyped_word_is_named_and_the_others_are_kept(phone, site):
    words = card().words.split()
    phone.goto("/es/account/card/")
    phone.fill("[name=words]", " ".join(["zzyzx", *words[1:]]))
    phone.locator("main form button[type=submit]").click()
    assert "zzyzx" in phone.locator(".errors").inner_text()
    assert words[7] in phone.input_value("[name=words]")


def test_the_zone_of_the_phone_is_chosen(chromium, site, noted):
    context = chromium.new_context(base_url=site.url, timezone_id="Europe/Madrid")
    page = context.new_page()
    noted.watch(page)
    open_link(page, letter())
    assert page.input_value("[name=time_zone]") == "Europe/Madrid"
    context.close()


def test_whoever_is_signed_in_is_asked_to_leave_first(browse, site, learner):
    page = browse(width=320, person=learner)
    invitation = letter()
    open_link(page, invitation)
    assert page.locator("[name=password1]").count() == 0
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/account/invitation/**")
    join(page, "Noor")
    assert Invitation.objects.get(pk=invitation.pk).person.chosen_name == "Noor"


@pytest.mark.parametrize("look", [("es", 320, False), ("ar", 320, True), ("en", 1280, True)])
def test_no_page_of_the_way_in_has_a_barrier(browse, site, look):
    language, width, dark = look
    page = browse(width=width, dark=dark)
    for path in (
        f"invitation/{letter().secret}/",
        f"invitation/{card().secret}/",
        "card/",
        "signup/",
    ):
        page.goto(f"/{language}/account/{path}")
        assert axe(page) == []
        assert not scrolls_sideways(page)


@pytest.mark.parametrize("look", [("en", 320, False), ("ar", 320, True), ("ar", 1280, False)])
def test_no_page_for_administrators_has_a_barrier(browse, site, look):
    language, width, dark = look
    sam = User.objects.filter(roles_held__role=Role.ADMINISTRATOR).first()
    page = browse(width=width, dark=dark, person=sam)
    shown = card()
    paths = ["", f"{sam.pk}/", "invite/", "invite/many/", "invitations/", "teams/"]
    for path in [*paths, f"invitations/{shown.pk}/", f"invitations/{letter().pk}/"]:
        page.goto(f"/{language}/people/{path}")
        assert axe(page) == [], path
        assert not scrolls_sideways(page), path
