"""One command, one site: web server, worker and clock as children of this process.

None of them outlives it, and it does not outlive the web server. A dead worker or clock is started
again. What was due meanwhile is in the database, so nothing is lost but time.
"""

import ipaddress
import signal
import socket
import time
import urllib.request
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError, connections
from redis import Redis, RedisError

from learning import demo, prepare
from learning.languages import kept
from learning.processes import Part
from learning.setup import links

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
BEGAN_AT = time.monotonic()
WORKERS = ("worker", "beat")
TIME_TO_ANSWER = 60
TIME_TO_CONNECT = 5
TIME_TO_END = 6.0
TIME_TO_READ = 3.0  # before a start anew: whoever caused it sees the next page first


class CannotServe(Exception):
    """Why the site is not started; its text is for the operator."""


class Stopped(Exception):
    """Somebody asked us to end."""


def serve(*, say: Callable[[str], object]) -> int:
    """Serve until asked to stop (0) or until the web server dies (1)."""
    for name in SIGNALS:
        signal.signal(name, _stop)
    parts = {name: Part(name) for name in ("web", *WORKERS)}
    try:
        make_ready(say=say)
        start(parts, say=say)
        return look_after(parts, say=say)
    except Stopped:
        return 0
    finally:
        end_all(list(parts.values()))


def _stop(number, frame):
    for name in SIGNALS:
        signal.signal(name, signal.SIG_IGN)  # we are ending; once is enough
    raise Stopped


def make_ready(*, say: Callable[[str], object]) -> None:
    check_port()
    check_redis()
    try:
        prepare.prepare(say=say)
        check_host()
        prepare.load_demonstration(say=say)
    except OperationalError as problem:
        first_line = str(problem).partition("\n")[0]
        raise CannotServe(f"The database doesn't answer as it should: {first_line}") from None


def start(parts: dict[str, Part], *, say: Callable[[str], object]) -> None:
    people = demo.demo_people(settings.LANGUAGE_CODE)
    connections.close_all()
    parts["web"].start()
    wait_for_answer(parts["web"])
    for name in WORKERS:
        parts[name].start()
    say(words_of_welcome(people))
    say_how_to_set_up(say=say)


def say_how_to_set_up(*, say: Callable[[str], object]) -> None:
    """On an empty site: the link by which somebody becomes its first administrator."""
    try:
        say(f"Nobody administers this site yet. Set it up within 48 hours at\n  {links.make()}")
    except links.HasAdministrator:
        return
    finally:
        connections.close_all()


def check_port() -> None:
    kind = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    with socket.socket(kind) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((settings.HOST, settings.PORT))
        except OSError:
            raise CannotServe(
                f"Port {settings.PORT} is in use: choose another one, e.g. PORT=8001 make run."
            ) from None


def check_redis() -> None:
    """What all processes share lies there: without it no page is shown."""
    if not settings.REDIS_URL:
        return
    try:
        Redis.from_url(settings.REDIS_URL, socket_connect_timeout=TIME_TO_CONNECT).ping()
    except (RedisError, ValueError) as problem:
        first_line = str(problem).partition("\n")[0]
        raise CannotServe(f"Redis doesn't answer at REDIS_URL: {first_line}") from None


def check_host() -> None:
    """The demonstration's password is published, so it must not answer to a network."""
    will_be_loaded = settings.DEMO and prepare.is_empty()
    if is_loopback(settings.HOST):
        return
    if will_be_loaded or prepare.holds_demonstration():
        raise CannotServe(
            "The demonstration's accounts have a published password, so it is served on this"
            " machine only: leave HOST out, or start with DEMO=0 and an empty STATE_DIR."
        )


def is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def wait_for_answer(web: Part) -> None:
    for _ in range(TIME_TO_ANSWER * 20):
        if not web.is_running():
            raise CannotServe("The web server ended before it answered; its reason stands above.")
        if answers():
            return
        time.sleep(0.05)
    raise CannotServe(f"The web server did not answer within {TIME_TO_ANSWER} seconds.")


def answers() -> bool:
    host = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
    host = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104  compared, not bound
    ask = urllib.request.Request(
        f"http://{host}:{settings.PORT}/health/live", headers={"Host": settings.SITE_HOST}
    )
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(ask, timeout=2):
            return True
    except OSError:
        return False


def look_after(parts: dict[str, Part], *, say: Callable[[str], object]) -> int:
    known = kept.stamp(settings.STATE)
    while parts["web"].is_running():
        time.sleep(0.25)
        if (now := kept.stamp(settings.STATE)) != known:
            known = now
            begin_anew(parts, say=say)
        for name in WORKERS:
            if parts[name].revive():
                say(f"The {name} had ended and was started again.")
    say("The web server has ended, so everything else ends too.")
    return 1


def begin_anew(parts: dict[str, Part], *, say: Callable[[str], object]) -> None:
    """A language, or its words, came: settings and catalogues are read at the start only."""
    time.sleep(TIME_TO_READ)
    end_all(list(parts.values()))
    parts["web"].start()
    wait_for_answer(parts["web"])
    for name in WORKERS:
        parts[name].start()
    say("The languages of the site were changed, so its parts were started again.")


def end_all(parts: list[Part]) -> None:
    until = time.monotonic() + TIME_TO_END
    for part in parts:
        part.ask_to_end()
    for part in parts:
        part.end(within=until - time.monotonic())


def words_of_welcome(people) -> str:
    lines = [f"\nMainstay is at {settings.SITE_URL}"]
    if people:
        lines.append(f"Sign in with the password {demo.PASSWORD} as one of")
        for person in people:
            lines.append(f"  {person['sign_in'] + demo.DOMAIN:24}{person['try_first']}")
    lines.append(f"Ready after {time.monotonic() - BEGAN_AT:.1f} s. Ctrl-C ends everything.")
    return "\n".join(lines)
