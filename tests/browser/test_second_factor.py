"""A second step, in a real browser: an app, a passkey, and what happens when it is lost."""

import time
from itertools import count

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from people.groups import derive_groups
from people.models import FactorRecovery, Role
from people.recovery import ask, close_notes
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.conftest import PASSWORD, person

NUMBERS = count(1)


def somebody(role):
    who = person(f"{role}-{next(NUMBERS)}", role)
    derive_groups(who, who.day())
    return who


@pytest.fixture
def supervisor(site):
    return somebody(Role.SUPERVISOR)


@pytest.fixture
def administrators(site):
    return [somebody(Role.ADMINISTRATOR) for _ in range(2)]


def sign_in(page, who, lang="en"):
    page.goto(f"/{lang}/account/login/")
    page.fill("[name=login]", who.sign_in_name)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit] >> nth=0")


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def next_code(secret, used):
    """The code after the used one: each opens once."""
    while (code := code_of(secret)) == used:
        time.sleep(0.5)
    return code


def set_up_app(page):
    """From the choice to the codes on paper; gives the secret and the code that was typed."""
    page.click("a[href$='/2fa/totp/activate/']")
    secret = page.inner_text(".letters").replace(" ", "")
    code = code_of(secret)
    page.fill("[name=code]", code)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/2fa/recovery-codes/")
    return secret, code


def keep_codes(page):
    codes = page.locator(".codes li").all_inner_texts()
    page.click("main a.button[href$='/second-step/']")
    return codes


def give_key(page):
    """A device of one's own with a lock, as Chromium plays it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def own_device(who):
    """As the question at the door would leave it."""
    for row in who.sessions.all():
        session = row.get_session_store_class()(session_key=row.session_key)
        session["device_kind"] = "mine"
        session.save()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_first_sign_in_with_an_app(browse, supervisor, script):
    page = browse(width=320, script=script)
    sign_in(page, supervisor)
    page.wait_for_url("**/second-step/**")
    page.goto("/en/my-learning/")
    page.wait_for_url("**/second-step/?next=*")
    secret, used = set_up_app(page)
    assert len(keep_codes(page)) == 10
    page.wait_for_url("**/en/my-learning/")

    desk = browse(script=script)
    sign_in(desk, supervisor)
    desk.wait_for_url("**/2fa/authenticate/")
    desk.fill("[name=code]", next_code(secret, used))
    desk.click("main form button[type=submit] >> nth=0")
    desk.wait_for_url("**/en/")
    desk.goto("/en/my-learning/")
    assert desk.url.endswith("/en/my-learning/")


def test_a_first_sign_in_with_a_passkey_and_the_next_by_it_alone(browse, supervisor):
    page = browse()
    give_key(page)
    sign_in(page, supervisor)
    page.wait_for_url("**/second-step/**")
    own_device(supervisor)
    page.reload()
    page.click("a[href$='/2fa/webauthn/add/']")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/recovery-codes/")
    keep_codes(page)
    page.wait_for_url("**/en/")

    page.context.clear_cookies()
    page.goto("/en/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/en/")
    page.goto("/en/my-learning/")
    assert page.url.endswith("/en/my-learning/")


def test_a_device_that_gives_no_key_is_met_in_words(browse, supervisor):
    page = browse(width=320)
    page.goto("/en/account/login/")
    words = page.locator("[data-key-trouble]")
    assert words.is_hidden()
    none = "navigator.credentials.get = () => Promise.reject(new Error('none'))"
    page.evaluate(f"() => {{ {none} }}")
    page.click("#passkey_login")
    words.wait_for()


@pytest.mark.parametrize(("lang", "dark"), [("en", False), ("ar", True)])
def test_no_page_of_it_has_a_barrier(browse, supervisor, administrators, tmp_path, lang, dark):
    page = browse(width=320, dark=dark)
    sign_in(page, supervisor, lang)
    judged = judge(page)
    page.goto(f"/{lang}/account/2fa/totp/activate/")
    judged |= judge(page)
    page.goto(f"/{lang}/account/second-step/")
    set_up_app(page)
    judged |= judge(page)
    keep_codes(page)
    page.goto(f"/{lang}/account/2fa/")
    judged |= judge(page)
    ask(supervisor, by=administrators[0])
    close_notes(supervisor, why="card")
    for path in ("2fa/", "closed/"):
        page.goto(f"/{lang}/account/{path}")
        judged |= judge(page)
    office = browse(width=320, dark=dark, person=administrators[1])
    office.goto(f"/{lang}/people/recoveries/")
    judged |= judge(office)
    for number, words in enumerate(judged.values()):
        (tmp_path / f"{number}.html").write_text(words, encoding="utf-8")
    assert vnu(tmp_path) == []


def judge(page):
    assert axe(page) == []
    assert not scrolls_sideways(page)
    return {page.url: page.request.get(page.url).text()}


def test_a_lost_one_is_taken_off_by_two(browse, supervisor, administrators):
    phone = browse(width=320)
    sign_in(phone, supervisor)
    set_up_app(phone)
    old = keep_codes(phone)

    for who, address in zip(administrators, ("ask", "agree"), strict=True):
        page = browse(person=who)
        page.goto("/en/people/recoveries/")
        if address == "ask":
            page.select_option("[name=person]", str(supervisor.pk))
            page.click("main form:has([name=person]) button")
            row = FactorRecovery.objects.get(person=supervisor)
            assert page.locator(f"form[action$='/{row.pk}/stop/']").count() == 1
            assert page.locator(f"form[action$='/{row.pk}/agree/']").count() == 0
        else:
            page.click(f"form[action$='/{row.pk}/agree/'] button")
            page.fill("[name=password]", PASSWORD)
            page.click("main form button[type=submit]")
        page.wait_for_url("**/people/recoveries/")
    assert FactorRecovery.objects.filter(person=supervisor).exclude(agreed_at=None).exists()

    phone.goto("/en/my-learning/")
    assert "/login/" in phone.url
    sign_in(phone, supervisor)
    set_up_app(phone)
    keep_codes(phone)
    phone.goto("/en/account/closed/")
    phone.fill("[name=code]", old[0])
    phone.click("main form button[type=submit]")
    phone.locator(".messages").wait_for()
    assert phone.locator("[name=code]").count() == 0
