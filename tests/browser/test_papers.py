"""Hours go out as a signed paper that holds, and come in from a table that was seen first."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from people.models import Role
from supervision import sessions
from supervision.answering import confirm
from supervision.models import Agreement, Kind, Line
from tests.browser.conftest import NUMBERS
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.conftest import person

ROOT = Path(__file__).resolve().parents[2]
TABLE = (
    "date,start,minutes,kind,supervisee,evidence_file\r\n{day},16:00,60,individual,{who},{scan}\r\n"
)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def boss(learner):
    """Supervises the learner, and had an hour with them that both confirmed."""
    at = timezone.now()
    boss = person(f"supervisor-{next(NUMBERS)}", Role.SUPERVISOR)
    day = (at - timedelta(days=60)).date()
    Agreement.objects.create(
        supervisor=boss,
        supervisee=learner,
        kind=Kind.INDIVIDUAL,
        from_day=day,
        made_by=boss,
        made_at=at,
    )
    there = (sessions.There(learner, 60),)
    held = sessions.Meeting(boss, at - timedelta(hours=3), "UTC", 60, Kind.INDIVIDUAL, there)
    confirm(sessions.log(held, by=boss, at=at).lines.get(), by=learner, at=at)
    return boss


def verified(file):
    """By the command, in a process of its own: no database, nothing but the file."""
    command = [sys.executable, ROOT / "manage.py", "hours", "verify", file]
    nowhere = {"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}
    return subprocess.run(
        command, env=os.environ | nowhere, capture_output=True, text=True, check=False
    )


def look(page, name):
    """For whoever wants to see it: PICTURES names a folder."""
    if os.environ.get("PICTURES"):
        page.screenshot(path=Path(os.environ["PICTURES"]) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_paper_holds_until_one_byte_is_another(browse, boss, learner, tmp_path, script):
    page = browse(width=320, person=learner, script=script)
    page.goto("/en/supervision/papers/")
    with page.expect_download() as fetched:
        page.get_by_role("button", name="As paper (PDF)").click()
    assert fetched.value.suggested_filename == "hours.pdf"
    file = tmp_path / "hours.pdf"
    fetched.value.save_as(file)
    assert "Minutes confirmed by both: 60." in verified(file).stdout
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 3] ^= 1
    file.write_bytes(changed)
    assert verified(file).returncode == 1


def test_a_table_is_seen_and_taken_in_with_its_scan(browse, boss, learner):
    day = (timezone.now() - timedelta(days=30)).date()
    table = TABLE.format(day=day, who=learner.sign_in_name, scan="scan.pdf").encode()
    page = browse(width=320, person=boss)
    page.goto("/en/supervision/papers/import/")
    look(page, "bring")
    page.set_input_files("#id_file", {"name": "a.csv", "mimeType": "text/csv", "buffer": table})
    page.get_by_role("button", name="Show what would happen").click()
    look(page, "preview")
    assert Line.objects.filter(supervisee=learner).count() == 1
    scan = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.set_input_files("#scans", scan)
    page.get_by_role("button", name="Take these in").click()
    page.get_by_text("1 row is taken in.").wait_for()
    assert Line.objects.filter(supervisee=learner).count() == 2


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", False), ("en", True)])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_are_sound(browse, boss, tmp_path, language, dark, width):
    page = browse(width=width, dark=dark, person=boss)
    for name in ("", "import/"):
        page.goto(f"/{language}/supervision/papers/{name}")
        look(page, f"papers-{language}-{width}-{'dark' if dark else 'light'}-{name.strip('/')}")
        assert axe(page) == []
        assert not scrolls_sideways(page)
        (tmp_path / f"{name.strip('/') or 'papers'}.html").write_text(page.content())
    assert vnu(tmp_path) == []
