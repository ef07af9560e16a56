"""What the table of languages costs: `python -m bench.languages [--courses N] [--pages N]`.

One request by an editor, beside a floor of the same run: the desk of what learners said, empty.
Said are statements, milliseconds of CPU and the memory that the request took at most; for the whole
site and for a tenth of it. The statements must stay the same. The file is read line by line.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import tracemalloc

LANGUAGES = ("ar", "es", "fr", "prs", "ps", "uk")
MOST_STATEMENTS = 20  # for one request
ROUNDS = 7
FLOOR = "/cms/feedback/"
REQUESTS = {
    "table": "/cms/languages/",
    "courses only": "/cms/languages/?show=courses",
    "narrowed": "/cms/languages/?state=changed&severity=safety&title=page&language=fr",
    "file": "/cms/languages/table.csv",
    "home": "/cms/",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--courses", type=int, default=200)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--one", action="store_true", help="measure this site only, as JSON")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.courses, asked.pages)))
        return
    sizes = [max(asked.courses // 10, 1), asked.courses]
    found = {courses: json.loads(_apart(courses, asked.pages)) for courses in sizes}
    print(json.dumps(found) if asked.json else report(found, asked.pages))


def _apart(courses: int, pages: int) -> str:
    command = [sys.executable, "-m", "bench.languages", "--one"]
    command += ["--courses", str(courses), "--pages", str(pages)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "learning.settings.test"}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    return done.stdout


def report(found: dict, pages: int) -> str:
    lines = []
    for courses, result in found.items():
        lines.append(f"{courses} courses × {pages} pages × {len(LANGUAGES)} languages, of CPU:")
        for name, one in result.items():
            words = "  {name:13} {statements:3} statements {ms:7.1f} ms {times:5.1f} × floor "
            lines.append((words + "{mb:5.1f} MB at most, {kb:.0f} kB").format(name=name, **one))
    lines.append(f"goal: at most {MOST_STATEMENTS} statements, the same for both")
    return "\n".join(lines)


def measure(courses: int, pages: int) -> dict:
    import django  # noqa: PLC0415

    django.setup()
    from django.test.runner import DiscoverRunner  # noqa: PLC0415

    runner = DiscoverRunner(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        from tests.courses.languages.rows import fill  # noqa: PLC0415

        fill(courses, pages, LANGUAGES)
        client = editor()
        measured = {name: one(client, path) for name, path in {"floor": FLOOR, **REQUESTS}.items()}
    finally:
        runner.teardown_databases(made)
    floor = measured["floor"]["ms"]
    return {name: found | {"times": found["ms"] / floor} for name, found in measured.items()}


def editor():
    from django.test import Client  # noqa: PLC0415

    from people.groups import derive_groups  # noqa: PLC0415
    from people.models import Role  # noqa: PLC0415
    from tests.conftest import come_in, person  # noqa: PLC0415

    eve = person("eve", Role.CONTENT_EDITOR)
    derive_groups(eve, eve.day())
    return come_in(Client(), eve)


def one(client, path: str) -> dict:
    """The first request warms templates and caches; statements and memory are of the second."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    read(client, path)
    with CaptureQueriesContext(connection) as seen:
        read(client, path)
    statements = len(seen)  # now: the next request empties the log
    tracemalloc.start()
    size = read(client, path)
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    spent = statistics.median(timed(client, path) for _ in range(ROUNDS))
    return {
        "statements": statements,
        "ms": spent * 1000,
        "mb": memory / 1024**2,
        "kb": size / 1024,
    }


def timed(client, path: str) -> float:
    start = time.process_time()
    read(client, path)
    return time.process_time() - start


def read(client, path: str) -> int:
    """To its end, and nothing kept; how many bytes it was."""
    response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}.")
    return sum(map(len, response.streaming_content if response.streaming else [response.content]))


if __name__ == "__main__":
    main()
