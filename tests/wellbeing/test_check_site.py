"""`tools/check-site`, as anybody runs it from anywhere, against a site that answers."""

import json
import shutil
import subprocess
import sys
import threading
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings as configured
from django.core.wsgi import get_wsgi_application

from wellbeing import headers, serving

PROGRAM = configured.ROOT / "tools" / "check-site"


class Quiet(WSGIRequestHandler):
    def log_message(self, *said):
        """No line for each request."""


@pytest.fixture(scope="module")
def site():
    """Its address. No database is there: a look at the room asks none."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), WSGIServer, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def files(settings, tmp_path):
    """A copy of the room's files, to change."""
    settings.ROOM_FILES = tmp_path / "room"
    shutil.copytree(configured.ROOT / "build" / "room", settings.ROOM_FILES)
    return settings.ROOM_FILES


@pytest.fixture
def released(tmp_path):
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(serving.manifest()))
    return file


def check(site, *more):
    command = [sys.executable, PROGRAM, site, *map(str, more)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout, done.stderr


def test_a_site_that_serves_what_was_released_has_no_difference(site, released):
    code, said, _ = check(site, "--manifest", released)
    assert (code, said) == (0, f"{len(serving.manifest())} addresses, 0 differences.\n")


def test_one_byte_is_seen_and_its_file_named(site, files, released):
    file = files / "keys.js"
    file.write_bytes(file.read_bytes() + b" ")
    code, said, _ = check(site, "--manifest", released, "--language", "en")
    assert code == 1
    assert "/notes/-/keys.js: other content" in said
    assert "/en/notes/: other content" in said  # the hash of that file stands in the page
    assert "main.js" not in said


def test_a_file_that_is_gone_is_seen(site, files, released):
    (files / "keys.js").unlink()
    code, said, _ = check(site, "--manifest", released, "--language", "en")
    assert code == 1 and "/notes/-/keys.js: answered 404" in said


def test_a_file_that_was_added_is_seen(site, files, released):
    (files / "listen.js").write_text("fetch('/')")
    code, said, _ = check(site, "--manifest", released, "--language", "en")
    assert code == 1
    assert "names /notes/-/listen.js, which is not in the release" in said


@pytest.mark.parametrize("name", ["Referrer-Policy", "Cross-Origin-Opener-Policy", "Cache-Control"])
def test_a_header_that_is_missing_is_told(site, released, monkeypatch, name):
    monkeypatch.delitem(headers.ALWAYS, name)
    code, said, _ = check(site, "--manifest", released, "--language", "en")
    assert code == 1 and f"/en/notes/: header {name} is" in said


def test_a_policy_that_was_loosened_is_told(site, released, monkeypatch):
    monkeypatch.setitem(headers.PAGE, "script-src", "'self' 'unsafe-inline'")
    code, said, _ = check(site, "--manifest", released, "--language", "en")
    assert code == 1
    assert "lacks “script-src 'self'”" in said and "has “script-src 'self' 'unsafe-inline'”" in said


def test_without_a_release_it_says_how_little_that_proves(site):
    code, said, _ = check(site, "--language", "ar")
    assert code == 0 and "own manifest only" in said


@pytest.mark.parametrize("manifest", ["{}", "not json", "[]", '{"/notes/-/main.js": "00"}'])
def test_a_manifest_without_the_page_proves_nothing(site, tmp_path, manifest):
    file = tmp_path / "manifest.json"
    file.write_text(manifest)
    code, said, problem = check(site, "--manifest", file)
    assert (code, said) == (1, "") and problem


def test_a_site_that_does_not_answer_is_no_clean_one(released):
    code, said, _ = check("http://127.0.0.1:1", "--manifest", released, "--language", "en")
    assert code == 1 and "no answer" in said
