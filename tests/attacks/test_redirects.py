"""Nobody is sent on to another site by a link that looks like ours (attack A13)."""

from urllib.parse import quote, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.attacks.addresses import patterns
from tests.attacks.doors import LOGIN, is_in
from tests.conftest import PASSWORD, come_in

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:///evil.example",
    "https://evil.example",
    "HTTPS://EVIL.EXAMPLE/",
    "javascript:alert(1)",
    "JavaScript&colon;alert(1)",
    "data:text/html,x",
    "\t//evil.example",
    "/\t/evil.example",
    " //evil.example",
    "\x00//evil.example",
    "/\x00/evil.example",
    "%09//evil.example",
    "/%09/evil.example",
    "/%2f/evil.example",
    "//evil.example\r\nX-Planted: 1",
    "/en/\r\nX-Planted: 1",
    "/en/%0d%0aX-Planted:1",
    "https://evil.example@testserver/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "https://testserver%2eevil.example/",
    "//testserver:80@evil.example",
    "https://evil.example#testserver",
    "https://evil.example?testserver",
    "https://evil.example\\@testserver",
    "／／evil.example",
    "//evil。example",
    "/\u2028/evil.example",
    "/../../evil.example",
    "//[::1]evil.example",
    "https://localhost:1/",
    "https://127.0.0.1/",
]
FIELDS = ("next", "redirect_to", "return_to", "url", "continue", "back")


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


def stays(answer):
    """Whether the browser, as browsers read addresses, stays on this site."""
    target = answer.get("Location", "")
    as_read = "".join(char for char in target.strip() if char not in "\t\r\n").replace("\\", "/")
    parts = urlsplit(as_read)
    here = parts.netloc in ("", "testserver") and parts.scheme in ("", "http", "https")
    is_path = not parts.scheme and not as_read.startswith("//")
    on_this_site = is_path or (here and parts.netloc == "testserver")
    return on_this_site and not answer.has_header("X-Planted") and "\n" not in target


@pytest.mark.parametrize(
    ("location", "is_here"),
    [
        ("/en/", True),
        ("", True),
        ("/en/?next=https://evil.example", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("/\t/evil.example", False),
        ("https:evil.example", False),
        ("javascript:alert(1)", False),
        ("https://testserver@evil.example/", False),
    ],
)
def test_the_judge_knows_what_is_here(location, is_here):
    assert stays(HttpResponse(headers={"Location": location})) == is_here


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_nowhere_else(ana, target):
    typed = {"login": "ana", "password": PASSWORD, "next": target}
    answer = Client().post(f"{LOGIN}?next={quote(target)}", typed)
    assert answer.status_code == 302
    assert stays(answer), answer["Location"]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_out_leads_nowhere_else(client, ana, target):
    client.force_login(ana)
    answer = client.post(f"/en/account/logout/?next={quote(target)}", {"next": target})
    assert answer.status_code == 302
    assert stays(answer), answer["Location"]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_giving_the_password_once_more_leads_nowhere_else(client, ana, target):
    client.force_login(ana)
    path = f"{reverse('account_reauthenticate')}?next={quote(target)}"
    answer = client.post(path, {"password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert stays(answer), answer["Location"]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_wagtails_door_leads_nowhere_else(client, target):
    assert stays(client.get(f"/cms/login/?next={quote(target)}"))
    assert stays(client.get("/cms/" + quote(target, safe="/\\:")))


@pytest.mark.parametrize("target", ELSEWHERE)
def test_the_quick_exit_leads_to_its_one_page(client, ana, target, settings):
    client.force_login(ana)
    asked = "&".join(f"{name}={quote(target)}" for name in FIELDS)
    assert client.get(f"/exit/?{asked}")["Location"] == settings.QUICK_EXIT_URL
    answer = client.post("/exit/", dict.fromkeys(FIELDS, target))
    assert answer["Location"] == settings.QUICK_EXIT_URL


@pytest.mark.parametrize("who", ["visitor", "ana", "sam"])
def test_no_address_of_ours_leads_elsewhere(who, request):
    """Whatever it is asked to go on to, by GET and by POST, under every usual name."""
    person = None if who == "visitor" else request.getfixturevalue(who)
    client = Client(raise_request_exception=False)
    for path in addresses():
        for target in ("//evil.example", "https:evil.example"):
            if person and not is_in(client):
                come_in(client, person)
            asked = "&".join(f"{name}={quote(target)}" for name in FIELDS)
            assert stays(client.get(f"{path}?{asked}")), path
            typed = dict.fromkeys(FIELDS, target) | {"password": PASSWORD, "login": "ana"}
            assert stays(client.post(f"{path}?{asked}", typed)), path


def addresses():
    every = (path for pattern in patterns() for path in pattern.filled())
    return [path for path in every if path != "/exit/"]


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/%2f%2fevil.example"])
@pytest.mark.parametrize("end", ["", "/", "/..", "%2f"])
def test_a_path_that_looks_like_another_site_leads_nowhere(client, path, end):
    answer = client.get(f"http://testserver{path}{end}")
    assert stays(answer)


def test_set_up_and_lock_lead_nowhere_else(ana):
    for name in ("second_step", "account_lock"):
        try:
            path = reverse(name)
        except NoReverseMatch:
            continue
        for target in ELSEWHERE:
            client = Client()
            client.force_login(ana)
            asked = f"{path}?next={quote(target)}"
            assert stays(client.get(asked)), (name, target)
            assert stays(client.post(asked, {"next": target, "password": PASSWORD})), (name, target)
