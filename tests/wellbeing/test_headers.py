"""What goes along with every answer of the room, whoever made it."""

import pytest

from tests.people.test_lock import leave_alone, sign_in
from tests.wellbeing.conftest import BOTH, BOX, BYTES, ask, put
from wellbeing import boxes

pytestmark = BOTH
PLAIN = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "noopener-allow-popups",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "sc-worker",
}
WORKER = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "connect-src": "'none'",
}
OTHER_THAN_WORKERS = [
    "/en/notes/",
    "/ar/notes/",
    "/xx/notes/",
    "/notes/",
    "/notes/nowhere",
    "/notes/box",
    "/notes/enter",
    "/notes/lists.json",
    "/notes/manifest.json",
    "/notes/-/main.js",
    "/notes/-/room.css",
    "/notes/-/argon2.umd.min.js",
    "/notes/-/notes-en.html",
    "/notes/-/paper-en.html",
    "/notes/-/nowhere.js",
]


def policy(answer):
    rules = (rule.strip() for rule in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in (rule.partition(" ") for rule in rules)}


def is_protected(answer):
    assert {name: answer.get(name) for name in PLAIN} == PLAIN
    assert policy(answer) == PAGE
    assert answer["Integrity-Policy"] == "blocked-destinations=(script)"
    for sensor in ("camera", "microphone", "geolocation", "local-fonts"):
        assert f"{sensor}=()" in answer["Permissions-Policy"]
    return True


@pytest.mark.parametrize("path", OTHER_THAN_WORKERS)
@pytest.mark.parametrize("method", ["get", "head", "post", "delete"])
def test_every_answer_has_them(client, path, method):
    assert is_protected(getattr(client, method)(path))


def test_the_page_compiles_nothing_runs_nothing_inline_and_reaches_nothing_else(client):
    said = policy(client.get("/en/notes/"))
    for loose in ("unsafe", "wasm", "data:", "blob:", "http", "*", "nonce", "strict-dynamic"):
        assert loose not in str(said)


def test_the_worker_compiles_and_reaches_nothing(client):
    answer = client.get("/notes/-/kdf-worker.js")
    assert {name: answer.get(name) for name in PLAIN} == PLAIN
    assert policy(answer) == WORKER
    assert not answer.has_header("Integrity-Policy")


@pytest.mark.parametrize(
    "path", ["/notes/-/x-worker.js/", "/notes/-/x-worker.js.map", "/-worker.js"]
)
def test_nothing_else_passes_for_a_worker(client, path):
    assert policy(client.get(path)) != WORKER


@pytest.mark.parametrize("status", [200, 400, 403, 409, 507])
def test_refusals_of_the_box_have_them(signed_in, lists_file, status):
    body = {400: b"?", 409: put(etag=b"?" * 16)}.get(status, put())
    if status == 507:
        lists_file.unlink()
    site = "cross-site" if status == 403 else "same-origin"
    answer = ask(signed_in, body, **{"Sec-Fetch-Site": site})
    assert answer.status_code == status and is_protected(answer)


def test_so_does_what_was_refused_before_the_room_was_asked(client, ana, kit):
    assert ask(client, b"s-").status_code == 401
    sign_in(client, ana)
    leave_alone(client)
    answer = ask(client, b"s-")
    assert answer.status_code == 423 and is_protected(answer)
    assert is_protected(client.get("/en/notes/"))
    client.force_login(kit)
    answer = ask(client, b"s-")
    assert answer.status_code == 401 and is_protected(answer)


def test_so_do_faults(signed_in, monkeypatch):
    monkeypatch.setattr(boxes, "read", lambda *args: 1 / 0)
    signed_in.raise_request_exception = False
    answer = ask(signed_in, b"gv" + bytes(48))
    assert answer.status_code == 500 and is_protected(answer)


def test_so_does_a_host_that_is_not_ours(client):
    answer = client.post(BOX, b"s-", content_type=BYTES, headers={"host": "evil.example"})
    assert answer.status_code == 400 and is_protected(answer)


def test_other_pages_keep_their_own(client):
    for path in ("/en/", "/en/notesaboutus/", "/en/support/"):
        assert client.get(path)["Cross-Origin-Opener-Policy"] == "same-origin"
