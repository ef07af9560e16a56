"""Processes that end together: a parent that starts parts, and parts that watch their parent."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

LOOK_EVERY = 0.5  # seconds
TIME_TO_END = 3.0


def end_with(parent: int) -> None:
    """End this process soon after its parent, however that one ended (kill -9 included)."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(TIME_TO_END)
    os._exit(1)


class Part:
    """One child process: started, looked after, started again with growing pauses, ended."""

    def __init__(self, name: str, *, clock: Callable[[], float] = time.monotonic):
        self.name, self.clock = name, clock
        self.process: subprocess.Popen | None = None
        self.pause, self.started_at = 1.0, 0.0

    def start(self) -> None:
        self.started_at = self.clock()
        own = ["--part", self.name, "--ends-with", str(os.getpid())]
        # A group of its own: Ctrl-C reaches the parent alone, which ends its parts in order.
        self.process = subprocess.Popen(  # noqa: S603  our own command
            [sys.executable, sys.argv[0], "serve", *own],
            stdin=subprocess.DEVNULL,
            process_group=0,
        )

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def revive(self) -> bool:
        """Start it again if it died and its pause is over; True when it was started."""
        if self.is_running() or self.clock() - self.started_at < self.pause:
            return False
        lived_long = self.clock() - self.started_at > 60
        self.pause = 1.0 if lived_long else min(self.pause * 2, 60.0)
        self.start()
        return True

    def ask_to_end(self) -> None:
        if self.is_running():
            self.process.terminate()

    def end(self, *, within: float) -> None:
        """Wait for it to end; what does not end in time is killed."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=max(within, 0.1))
        if self.is_running():
            self.process.kill()
            self.process.wait()
