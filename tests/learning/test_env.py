import base64
import os
import re
import runpy
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection

from learning import env
from tests.wellbeing.conftest import signed_lists

KEY = env.new_key()
BASE = str(settings.ROOT / "learning" / "settings" / "base.py")


def said_by(command, tmp_path, **values):
    """What a start in a bare environment prints on stderr, and its exit code."""
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    known |= {
        "STATE_DIR": str(tmp_path / "state"),
        "DJANGO_SETTINGS_MODULE": "learning.settings.base",
    }
    done = subprocess.run(
        [sys.executable, *command],
        check=False,
        env=known | values,
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        timeout=240,
    )
    return done.stderr, done.returncode


WRONG = [
    ("DEBUG", "perhaps", "DEBUG must be 1 or 0, not “perhaps”."),
    ("PORT", "80a", "PORT must be a whole number from 1 to 65535, not “80a”."),
    ("PORT", "70000", "PORT must be a whole number from 1 to 65535, not “70000”."),
    ("HOST", "my-laptop", "HOST must be an IP address to listen on, not “my-laptop”."),
    ("SITE_URL", "learn.example.org", "SITE_URL must look like https://learn.example.org"),
    ("SITE_URL", "https://a.example/learn", "SITE_URL must look like https://learn.example.org"),
    ("SITE_URL", "http://a.example:x", "SITE_URL must look like https://learn.example.org"),
    ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must list host names"),
    ("QUICK_EXIT_URL", "javascript:alert(1)", "QUICK_EXIT_URL must be the address of a web page"),
    ("DATABASE_URL", "mysql://a:b@c/d", "DATABASE_URL must look like postgres://"),
    ("DATABASE_URL", "nonsense", "DATABASE_URL must look like postgres://"),
    ("DATABASE_URL", "sqlite://:memory:", "DATABASE_URL must look like postgres://"),
    ("REDIS_URL", "localhost:6379", "REDIS_URL must begin with redis://"),
    ("CELERY_BROKER_URL", "sqs://", "CELERY_BROKER_URL must begin with filesystem://"),
    ("EMAIL_URL", "mail.example.org", "EMAIL_URL must look like smtp+tls://"),
    ("DEFAULT_FROM_EMAIL", "nobody", "DEFAULT_FROM_EMAIL must be a mail address"),
    ("FIELD_ENCRYPTION_KEYS", "short", "FIELD_ENCRYPTION_KEYS must hold keys of 32 bytes"),
    ("SIGNING_KEYS", "short", "SIGNING_KEYS must hold keys of 32 bytes"),
    ("SECRET_KEY", "secret", "SECRET_KEY must be at least 50 characters"),
    ("PACKAGE_HOST", "localhost", "PACKAGE_HOST must be a host name other than the site's own"),
    ("WELLBEING_HOST", "https://x", "WELLBEING_HOST must be a host name other than the site's own"),
    ("MEDIA_STORAGE_URL", "s3://bucket", "MEDIA_STORAGE_URL can't be used yet"),
    ("LANGUAGES", "en,xx", "LANGUAGES may name each of en, es, fr, ar once."),
    ("LANGUAGES", ",", "LANGUAGES may name each of en, es, fr, ar once."),
    ("TIME_ZONE", "Mars", "TIME_ZONE must be a zone such as Europe/Madrid, not “Mars”."),
    ("TRUSTED_PROXY_COUNT", "-1", "TRUSTED_PROXY_COUNT must be a whole number from 0 to 10"),
    ("SIGNUP", "closed", "SIGNUP must be one of invitation, open, not “closed”."),
    ("SECRET_KEY_FILE", "/nowhere", "SECRET_KEY_FILE can't be read"),
    ("STATE_DIR", "/dev/null/x", "STATE_DIR can't be made"),
    ("MEDIA_ROOT", "/dev/null/x", "MEDIA_ROOT can't be made"),
]


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """An environment that says nothing yet."""
    for name in list(os.environ):
        if name not in ("PATH", "HOME", "LANG"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("STATE_DIR", str(tmp_path / "state"))
    return monkeypatch


def test_an_empty_environment_is_enough(bare):
    assert runpy.run_path(BASE)["SITE_URL"] == "http://localhost:8000"


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_wrong_value_stops_the_start_with_one_sentence(bare, capsys, name, value, sentence):
    bare.setenv(name, value)
    with pytest.raises(SystemExit) as end, env.stop_in_one_sentence():
        runpy.run_path(BASE)
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert said.count("\n") == 1
    assert end.value.code == 1


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "check"],
        ["-m", "gunicorn", "--bind", "127.0.0.1:0", "learning.wsgi"],
        ["-m", "celery", "-A", "learning.celery", "worker"],
    ],
    ids=["manage", "gunicorn", "celery"],
)
def test_every_way_to_start_says_the_same(tmp_path, command):
    stderr, code = said_by(command, tmp_path, TIME_ZONE="Mars")
    assert stderr == "TIME_ZONE must be a zone such as Europe/Madrid, not “Mars”.\n"
    assert code == 1


def test_the_private_room_never_shares_a_database(bare):
    bare.setenv("DATABASE_URL", "postgres://u:p@localhost/one")
    bare.setenv("WELLBEING_DATABASE_URL", "postgres://other:p@localhost/one")
    with pytest.raises(env.BadSetting, match="another database than DATABASE_URL"):
        runpy.run_path(BASE)


PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "learning.settings.production",
    "SITE_URL": "https://learn.example.org",
    "SECRET_KEY": "".join(chr(33 + n) for n in range(60)),
    "FIELD_ENCRYPTION_KEYS": KEY,
    "SIGNING_KEYS": KEY,
}


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "SIGNING_KEYS", "SITE_URL"]
)
def test_production_makes_nothing_up(tmp_path, name):
    values = {other: value for other, value in PRODUCTION.items() if other != name}
    stderr, code = said_by(["manage.py", "check"], tmp_path, **values)
    assert stderr.startswith(name)
    assert stderr.count("\n") == 1
    assert code == 1


@pytest.mark.parametrize(
    ("name", "value"), [("SITE_URL", "http://learn.example.org"), ("DEBUG", "1")]
)
def test_production_refuses_what_is_unsafe(tmp_path, name, value):
    stderr, code = said_by(["manage.py", "check"], tmp_path, **PRODUCTION | {name: value})
    assert stderr.startswith(name)
    assert code == 1


def own_database():
    """The address of this test's database, which is migrated already."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


CHECK = ["manage.py", "check", "--deploy", "--fail-level=WARNING"]
ADVISED = {"WELLBEING_HOST": "notes.example.org", "REDIS_URL": "redis://127.0.0.1:1"}


def test_production_is_clean(tmp_path, django_db_setup):
    """… where it has what is advised, and somebody to turn to from the private room."""
    lists = tmp_path / "state" / "room" / "lists.json"
    lists.parent.mkdir(parents=True)
    key = Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(KEY))
    lists.write_text(signed_lists(key=key))
    values = PRODUCTION | ADVISED | {"DATABASE_URL": own_database()}
    assert said_by(CHECK, tmp_path, **values) == ("", 0)


def test_production_says_what_of_the_private_room_is_weaker(tmp_path, django_db_setup):
    said, _code = said_by(CHECK, tmp_path, **PRODUCTION | {"DATABASE_URL": own_database()})
    found = re.findall(r"^\?: \((.+?)\)", said, flags=re.M)
    assert found == ["wellbeing.W002", "wellbeing.W003", "wellbeing.W004"]


def test_a_value_may_come_from_a_file(tmp_path, monkeypatch):
    file = tmp_path / "zone"
    file.write_text("Europe/Madrid\n")
    monkeypatch.setenv("PLACE_FILE", str(file))
    assert env.time_zone("PLACE", "UTC") == "Europe/Madrid"


def test_a_value_and_its_file_at_once_are_refused(monkeypatch):
    monkeypatch.setenv("PLACE", "UTC")
    monkeypatch.setenv("PLACE_FILE", "/somewhere")
    with pytest.raises(env.BadSetting, match="not both"):
        env.text("PLACE")


def test_keys_are_made_once_and_for_us_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("STATE_DIR", str(tmp_path))
    first = env.secret("SOME_KEY")
    assert env.secret("SOME_KEY") == first
    assert (tmp_path / "keys" / "some_key").stat().st_mode & 0o077 == 0
