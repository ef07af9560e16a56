import pytest
from django.http import HttpResponse
from django.urls import path

from learning import headers

ALWAYS = [
    "Content-Security-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "X-Frame-Options",
]
STRICT = headers.policy_for("/en/")


def broken(request):
    raise RuntimeError


def own_policy(request):
    return HttpResponse("x", headers={"Content-Security-Policy": "sandbox"})


def private_file(request):
    request.session.get("x")
    return HttpResponse("x", headers={"Cache-Control": "private, no-store"})


handler500 = "learning.errors.server_error"
urlpatterns = [
    path("broken/", broken),
    path("own/", own_policy),
    path("file/", private_file),
]


@pytest.mark.parametrize(
    "address", ["/en/", "/exit/", "/health/live", "/en/nowhere/", "/cms/login/"]
)
def test_every_response_is_protected(client, db, address):
    answer = client.get(address)
    for name in ALWAYS:
        assert answer.has_header(name), name
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.urls(__name__)
def test_errors_are_protected_too(client):
    client.raise_request_exception = False
    answer = client.get("/broken/")
    assert answer.status_code == 500
    assert answer["Content-Security-Policy"] == STRICT


def test_a_refused_host_is_protected_too(client, db):
    answer = client.get("/en/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert answer["Content-Security-Policy"] == STRICT


def test_static_files_are_protected_too(client, settings):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    answer = client.get("/static/css/main.css")
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"] == STRICT
    assert not answer.has_header("Access-Control-Allow-Origin")


@pytest.mark.urls(__name__)
def test_a_response_keeps_its_own_policy(client):
    assert client.get("/own/")["Content-Security-Policy"] == "sandbox"


def test_nothing_inline_and_nobody_elses_where_people_read():
    assert "unsafe" not in STRICT
    assert "http" not in STRICT
    assert "frame-ancestors 'none'" in STRICT


@pytest.mark.parametrize(
    "path",
    [
        "/cms/pages/3/edit/preview/",
        "/cms/pages/3/view_draft/",
        "/cms/pages/3/revisions/9/view/",
        "/cms/pages/add/courses/lessonpage/3/preview/",
        "/cms/localize/translate/4/preview/",
        "/cms/block-preview/",
    ],
)
def test_a_preview_is_strict_and_may_be_framed_by_the_editor(path):
    policy = headers.policy_for(path)
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy


def test_the_editor_is_relaxed_no_further_than_it_needs():
    policy = headers.policy_for("/cms/pages/3/edit/")
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "unsafe-eval" not in policy
    assert headers.policy_for("/en/cms/") == STRICT


def test_no_copy_is_kept_of_what_a_signed_in_person_saw(client, ana):
    client.force_login(ana)
    answer = client.get("/en/my-learning/")
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert "Cookie" in answer["Vary"]


def test_what_visitors_see_may_be_kept(client, db):
    assert "no-store" not in client.get("/en/").get("Cache-Control", "")


@pytest.mark.urls(__name__)
def test_a_file_keeps_its_own_rule_for_copies(client, ana):
    client.force_login(ana)
    assert client.get("/file/")["Cache-Control"] == "private, no-store"
