"""Databases of a test run. Migrating takes eight seconds, so a migrated SQLite pair is kept in
.cache/ under a hash of every migration, and each run (and each worker of it) copies that pair."""

import hashlib
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test.utils import setup_databases, teardown_databases

KEPT = Path(settings.ROOT) / ".cache" / "test-databases"


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_modify_db_settings, django_db_blocker, django_db_keepdb
):
    with django_db_blocker.unblock():
        is_copy = is_sqlite() and take_kept()
        made = setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb or is_copy)
        say_it_is_migrated()
        if is_sqlite() and not is_copy:
            keep()
    yield
    if not is_sqlite() and not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


def say_it_is_migrated():
    """The private room's tables are made from its models; a test holds the migration to them."""
    call_command("migrate", "wellbeing", database="wellbeing", fake=True, verbosity=0)


def is_sqlite():
    return all(connections[alias].vendor == "sqlite" for alias in connections)


def take_kept():
    folder = KEPT / fingerprint()
    if not folder.exists():
        return False
    for alias in connections:
        shutil.copyfile(folder / alias, connections[alias].settings_dict["TEST"]["NAME"])
    return True


def keep():
    """Into place by one rename, so that nobody copies half a database."""
    draft = KEPT / f"draft-{id(connections)}-{settings.STATE.name}"
    draft.mkdir(parents=True)
    for alias in connections:
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(draft / alias)])
    try:
        draft.rename(KEPT / fingerprint())
    except OSError:  # another worker was quicker
        shutil.rmtree(draft)


def fingerprint():
    """Changes with every migration of ours and every version of what we stand on."""
    digest = hashlib.sha256()
    for file in sorted((settings.ROOT / "requirements").glob("*.txt")):
        digest.update(file.read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        if Path(app.path).parent == settings.ROOT:
            for file in sorted(Path(app.path).glob("migrations/*.py")):
                digest.update(file.name.encode() + file.read_bytes())
    laid = (
        "learning/foundation.py",
        "people/groups.py",
        "courses/shelf.py",
        "courses/review/laying.py",
    )
    for file in (*laid, "tests/databases.py"):
        digest.update((settings.ROOT / file).read_bytes())
    return digest.hexdigest()[:20]
