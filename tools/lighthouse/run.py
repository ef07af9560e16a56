"""Lighthouse on phone settings, in the Chromium that the tests use: scores of 0 to 100 by category.

Installed apart from everything else (`tools/lighthouse/`), because it is large and only judges.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CLI = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"


def scores(url: str, categories: list[str], *, chromium: str, cookie: str = "") -> dict:
    """{category: score}, and under "failed" what did not pass. `cookie` is a header's value."""
    with NamedTemporaryFile("w", suffix=".json") as headers:
        json.dump({"Cookie": cookie} if cookie else {}, headers)
        headers.flush()
        command = [
            *(str(ROOT / "tools" / "node.sh"), "node", str(CLI), url, "--quiet", "--output=json"),
            f"--only-categories={','.join(categories)}",
            f"--extra-headers={headers.name}",
            f"--chrome-flags={CHROME}",
        ]
        env = os.environ | {"CHROME_PATH": chromium}
        done = subprocess.run(  # noqa: S603  our own command
            command, capture_output=True, text=True, check=True, env=env
        )
    return _read(json.loads(done.stdout))


def _read(report: dict) -> dict:
    found = {name: round(100 * each["score"]) for name, each in report["categories"].items()}
    audits = report["audits"].items()
    failed = [id for id, each in audits if each["score"] is not None and each["score"] < 0.9]
    return found | {"failed": failed}


if __name__ == "__main__":
    print(json.dumps(scores(sys.argv[1], sys.argv[2].split(","), chromium=sys.argv[3])))
