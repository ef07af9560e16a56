"""Lighthouse's performance on phone settings: `python -m bench.phone`, the median of three runs.

Of a demonstration as `make run` serves it, on this machine; the network and the phone are slowed
down by Lighthouse itself.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from tests.learning.test_serve import Served
from tools.lighthouse.run import scores

PAGES = ("", "account/login/", "support/")
RUNS = 3


def main() -> None:
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)))
    with tempfile.TemporaryDirectory(prefix="bench-phone-") as folder:
        served = Served(Path(folder), DEMO="1")
        served.is_ready()
        try:
            for page in PAGES:
                url = f"http://localhost:{served.port}/en/{page}"
                found = [scores(url, ["performance"], chromium=chromium) for _ in range(RUNS)]
                figure = statistics.median(each["performance"] for each in found)
                print(f"Lighthouse performance of /en/{page}: {figure:.0f} of 100")
        finally:
            served.process.terminate()
            served.process.wait()


if __name__ == "__main__":
    main()
