"""The room's program under the policies of its page and its worker, with a passkey of its own."""

import http.server
import threading
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "build" / "room"
PAGE = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types sc-worker"
)
WORKER = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'"
BEGIN = """
async () => {
  const [{ Vault }, { memoryDoor }, { startKdf }, code] = await Promise.all(
    ["vault", "door", "kdf", "code"].map((name) => import(`/under/notes/-/${name}.js`)));
  const means = { door: memoryDoor(), kdf: startKdf(), on: "2026-11-28" };
  const vault = await Vault.begin({ ...means, phrase: "seven small boats", code: code.make() });
  await vault.keep({ kind: "note", on: means.on, about: "", text: "a quiet day" });
  Object.assign(window, { Vault, means, vault });
}
"""
OPEN = """
async () => {
  const vault = await Vault.open({ ...means, kind: "pass", secret: "Seven small boats!" });
  return vault.entries("note").map((entry) => entry.text);
}
"""
PASSKEY = """
async () => {
  const keys = await import("/under/notes/-/passkey.js");
  const made = await keys.makePasskey("Notes").catch((error) => error.reason);
  if (typeof made === "string") return made;
  await vault.addKey(made);
  const secret = await keys.usePasskey();
  const again = await Vault.open({ door: means.door, kind: "key", secret, on: means.on });
  return again.entries("note").map((entry) => entry.text);
}
"""


class Room(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path.endswith("/notes/"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            return self.wfile.write(b"<!doctype html><title>Notes</title>")
        return super().do_GET()

    def end_headers(self):
        policy = WORKER if self.path.endswith("kdf-worker.js") else PAGE
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def translate_path(self, path):
        return str(ROOM / Path(path).name)

    def log_message(self, *said):
        pass


@pytest.fixture
def room(chromium):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Room)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = chromium.new_page()
    page.goto(f"http://localhost:{server.server_port}/under/notes/")
    page.evaluate(BEGIN)
    yield page
    page.close()
    server.shutdown()


def with_authenticator(page, *, has_prf):
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "hasPrf": has_prf,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_the_worker_works_under_its_own_policy_and_under_any_prefix(room):
    assert room.evaluate(OPEN) == ["a quiet day"]


def test_the_page_itself_may_run_no_webassembly(room):
    compiled = "WebAssembly.compile(new Uint8Array([0,97,115,109,1,0,0,0])).then(() => 1, () => 0)"
    assert room.evaluate(compiled) == 0


def test_a_passkey_of_its_own_opens_the_vault(room):
    with_authenticator(room, has_prf=True)
    assert room.evaluate(PASSKEY) == ["a quiet day"]


def test_a_passkey_that_cannot_is_told_apart_from_none_at_all(room):
    with_authenticator(room, has_prf=False)
    assert room.evaluate(PASSKEY) == "prf"
