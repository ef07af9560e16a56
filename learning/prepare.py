"""What must be true before the site is served: tables, foundation, collected assets, content."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from learning import demo, foundation, room_lists
from learning.parts import make_queue

Say = Callable[[str], object]


def prepare(*, say: Say) -> None:
    """Bring everything up to date; does nothing, quickly, where nothing changed."""
    settings.STATE.mkdir(parents=True, exist_ok=True)
    settings.STATE.chmod(0o700)  # databases, files and keys: nobody else on this machine reads them
    make_queue()
    behind = [alias for alias in connections if is_behind(alias)]
    if behind:
        say("Setting up the databases …")
    for alias in behind:
        # Only its own: to replay everybody's migrations without effect takes ten seconds.
        label = ["wellbeing"] if alias == "wellbeing" else []
        call_command("migrate", *label, database=alias, interactive=False, verbosity=0)
    if "default" not in behind:
        foundation.lay()  # the address or the languages may be new
    collect_assets(say=say)
    room_lists.see_to_it()  # each web server that has a disk of its own writes its own


def is_behind(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    ends = executor.loader.graph.leaf_nodes()
    if alias == "wellbeing":
        ends = [node for node in ends if node[0] == "wellbeing"]
    return bool(executor.migration_plan(ends))


def collect_assets(*, say: Say) -> None:
    stamp, now = settings.STATE / "static.stamp", assets_now()
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Collecting style sheets, scripts and fonts …")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)


def assets_now() -> str:
    """Changes when our built assets or the versions of the parts we use change."""
    digest = hashlib.sha256((settings.ROOT / "requirements" / "run.txt").read_bytes())
    for folder in settings.STATICFILES_DIRS:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                digest.update(str(file.relative_to(folder)).encode() + file.read_bytes())
    return digest.hexdigest()


def load_demonstration(*, say: Say) -> None:
    """Into an empty site only, and only where it was not refused with DEMO=0."""
    if settings.DEMO and is_empty():
        say("Loading the demonstration (about a minute, once) …")
        demo.load(say=say)
        room_lists.see_to_it()


def is_empty() -> bool:
    return not get_user_model().objects.exists()


def holds_demonstration() -> bool:
    return get_user_model().objects.filter(email__endswith=demo.DOMAIN).exists()
