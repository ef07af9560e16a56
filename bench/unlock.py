"""How long the private room takes to open: `python -m bench.unlock`, in Chromium, with its CPU at
full speed and slowed down four times. The best of five: wall time on a shared machine says little.

The floor is the slow function alone (Argon2id, 64 MiB, three passes) at full speed: it is meant to
take its time, and nobody who opens a vault can pay less. Chromium slows down pages but no workers,
so both are measured with the worker's program run on the page itself. A phone also has slower
memory, which nothing here imitates.
"""

import argparse
import http.server
import json
import shutil
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOM = Path(__file__).parent.parent / "build" / "room"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SLOWER, ROUNDS, ENTRIES = 4, 5, 30
GOAL = 4.0  # seconds, slowed down
PAGE = b'<!doctype html><title>Notes</title><script src="/notes/-/argon2.umd.min.js"></script>'
PROGRAM = """
async ({ entries, rounds }) => {
  const [{ Vault }, { memoryDoor }, { startKdf }, code] = await Promise.all(
    ["vault", "door", "kdf", "code"].map((name) => import(`/notes/-/${name}.js`)));
  const source = await (await fetch("/notes/-/kdf-worker.js")).text();

  function makeWorker() {
    const outside = { terminate() {} };
    const self = { hashwasm, postMessage: (data) => outside.onmessage({ data }) };
    new Function("self", source)(self);
    outside.postMessage = (data) => self.onmessage({ data });
    return outside;
  }

  async function took(work) {
    const since = performance.now();
    const result = await work();
    return { result, seconds: (performance.now() - since) / 1000 };
  }

  const means = { door: memoryDoor(), kdf: startKdf({ makeWorker }), on: "2026-11-28" };
  const secret = "window garden silver morning paper bridge";
  const vault = await Vault.begin({ ...means, phrase: secret, code: code.make() });
  for (let at = 0; at < entries; at += 1) {
    await vault.keep({ kind: "note", on: means.on, about: "", text: "a quiet day ".repeat(20) });
  }
  const spent = { floor: [], unlock: [] };
  for (let round = 0; round < rounds; round += 1) {
    const salt = crypto.getRandomValues(new Uint8Array(16));
    spent.floor.push((await took(() => means.kdf.derive(secret, salt))).seconds);
    const opened = await took(() => Vault.open({ ...means, kind: "pass", secret }));
    if (opened.result.entries("note").length !== entries) throw new Error("Not all is there.");
    spent.unlock.push(opened.seconds);
  }
  return spent;
}
"""


class Room(http.server.SimpleHTTPRequestHandler):
    """The room's program as it is built; no site behind it."""

    def do_GET(self):
        if self.path != "/notes/":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        return self.wfile.write(PAGE)

    def translate_path(self, path: str) -> str:
        return str(ROOM / Path(path).name)

    def log_message(self, *said) -> None:
        pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Room)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        result = measure(f"http://127.0.0.1:{server.server_port}/notes/", arguments.rounds)
    finally:
        server.shutdown()
    report(result, as_json=arguments.json)


def measure(address: str, rounds: int) -> dict[str, float]:
    """Seconds: the floor and opening at full speed, and opening slowed down."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        full = spent_on(browser.new_page(), address, rounds, rate=1)
        slowed = spent_on(browser.new_page(), address, rounds, rate=SLOWER)
        browser.close()
    return full | {"slowed": slowed["unlock"]}


def spent_on(page, address: str, rounds: int, *, rate: int) -> dict[str, float]:
    page.goto(address)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    spent = page.evaluate(PROGRAM, {"entries": ENTRIES, "rounds": rounds})
    page.close()
    return {name: min(seconds) for name, seconds in spent.items()}


def report(result: dict[str, float], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({name: round(seconds, 3) for name, seconds in result.items()}))
        return
    floor = result["floor"]
    print(f"floor: {floor:.2f} s for the slow function alone, at full speed")
    print(f"open a vault      {result['unlock']:5.2f} s   {result['unlock'] / floor:5.2f} × floor")
    slowed = f"open, {SLOWER} × slower  {result['slowed']:5.2f} s"
    print(f"{slowed}   {result['slowed'] / floor:5.2f} × floor   goal ≤ {GOAL:.0f} s")


if __name__ == "__main__":
    main()
