"""Whatever a request calls itself, links and mails name the configured site (attack A16)."""

import re

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.test import Client

from learning import sweep
from office import organisation
from tests.attacks.answers import TOKEN
from tests.conftest import come_in

pytestmark = pytest.mark.django_db

EVIL = "evil.example"
WRONG_HOSTS = [
    EVIL,
    f"{EVIL}:80",
    f"testserver.{EVIL}",
    f"testserver@{EVIL}",
    f"{EVIL}#testserver",
    f"{EVIL}/testserver",
    f"testserver:80@{EVIL}",
    f"testserver {EVIL}",
    "testserver:not-a-port",
    "",
    "[::1",
    "tеstserver",  # with a Cyrillic letter
]
LIES = {
    "X-Forwarded-Host": EVIL,
    "X-Host": EVIL,
    "X-Forwarded-Server": EVIL,
    "X-Original-Host": EVIL,
    "Forwarded": f"for=1.2.3.4;host={EVIL};proto=https",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Protocol": "ssl",
    "X-Forwarded-Ssl": "on",
    "X-Forwarded-Scheme": "https",
    "Front-End-Https": "on",
    "X-Forwarded-Port": "1234",
    "X-Forwarded-Prefix": "/evil",
    "X-Script-Name": "/evil",
    "X-Original-Url": "/cms/",
    "X-Rewrite-Url": "/cms/",
    "X-Http-Method-Override": "DELETE",
}
PAGES = ["/", "/en/", "/ar/", "/en/courses/", "/en/account/login/", "/en/account/password/reset/"]
PAGES += ["/en/my-learning/", "/cms/", "/nowhere/", "/exit/"]
ADDRESS = re.compile(r"https?://[^\s\"'<>)]+")
QUIET = re.compile(r'data-quiet-for="\d+"')  # seconds pass between two answers
NOT_COMPARED = {"Expires"}


def seen(client, path, **options):
    answer = client.get(path, **options)
    headers = {name: answer[name] for name in answer.headers if name not in NOT_COMPARED}
    page = QUIET.sub("", TOKEN.sub("", answer.content.decode()))
    return answer.status_code, headers, page


@pytest.mark.parametrize("host", WRONG_HOSTS)
@pytest.mark.parametrize("path", ["/", "/en/", "/en/account/password/reset/", "/cms/"])
def test_a_name_that_is_not_ours_is_refused(client, host, path):
    answer = client.get(path, headers={"host": host.encode().decode("latin-1")})
    assert answer.status_code == 400
    assert EVIL not in answer.content.decode()


def test_it_is_refused_where_an_address_is_typed_too(client, ana, mailoutbox):
    answer = client.post(
        "/en/account/password/reset/", {"email": ana.email}, headers={"host": EVIL}
    )
    assert answer.status_code == 400
    sweep.run()
    assert mailoutbox == []


@pytest.mark.parametrize("who", ["visitor", "ana"])
@pytest.mark.parametrize("path", PAGES)
def test_no_header_changes_a_page(client, request, who, path):
    if who == "ana":
        come_in(client, request.getfixturevalue(who))
    client.get(path)
    honest = seen(client, path)
    if path == "/exit/" and who == "ana":  # its first call ended the session
        honest = seen(client, path)
    for name, value in LIES.items():
        assert seen(client, path, headers={name: value}) == honest, name


@pytest.mark.parametrize("path", ["/en/", "/en/courses/", "/en/account/login/"])
def test_a_lie_is_not_kept_for_the_next_visitor(path):
    cache.clear()
    organisation.forget()
    first = Client().get(path, headers=LIES)
    assert EVIL not in first.content.decode()
    assert EVIL not in Client().get(path).content.decode()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:1234"])
def test_a_page_names_no_host_at_all(client, ana, host):
    come_in(client, ana)
    for path in PAGES:
        page = client.get(path, headers={"host": host}).content.decode()
        assert host not in page, path


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:1234"])
def test_a_mail_names_the_configured_site_only(client, ana, mailoutbox, host):
    asked = {"email": ana.email}
    client.post("/en/account/password/reset/", asked, headers=LIES | {"host": host})
    sweep.run()
    links = [link for mail in mailoutbox for link in ADDRESS.findall(mail.message().as_string())]
    assert links
    assert [link for link in links if not link.startswith(configured.SITE_URL)] == []


def test_no_setting_believes_a_header_that_nobody_trusts():
    assert not configured.USE_X_FORWARDED_HOST
    assert not configured.USE_X_FORWARDED_PORT
    assert configured.SECURE_PROXY_SSL_HEADER is None
