"""A session's whole life on phones: logged, confirmed, disputed, corrected, locked, proven."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from supervision.models import Line, LineState, Lock
from tests.browser.test_quick_form import PHONE, Taps
from tests.browser.test_quick_form import supervisor as supervisor_of_five

supervisor = supervisor_of_five

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def last_month(supervisor):
    """A day of it, as the supervisor's calendar has it."""
    return supervisor.day().replace(day=1) - timedelta(days=3)


def line_of(name):
    lines = Line.objects.in_force().filter(supervisee__chosen_name=name)
    return lines.order_by("-session__logged_at").first()


def verified(file):
    """In a process of its own: nothing but the file."""
    command = [sys.executable, ROOT / "manage.py", "hours", "verify", file]
    nowhere = {"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}
    return subprocess.run(
        command, env=os.environ | nowhere, capture_output=True, text=True, check=False
    )


def test_a_group_is_logged_answered_put_right_locked_and_proven(
    browse,
    supervisor,
    last_month,
    tmp_path,
):
    taps = Taps(browse(**PHONE, person=supervisor), supervisor)
    taps.on("#id_there .chip:has-text('Tomas')")
    taps.on("#id_when .chip:has-text('Started at')")
    taps.write("#id_day", last_month.isoformat())
    taps.write("#id_clock", "10:00")
    assert taps.save() <= 6

    ana, luz = line_of("Ana").supervisee, line_of("Luz").supervisee
    hers = browse(**PHONE, person=ana)
    hers.goto("/en/supervision/answers/")
    hers.get_by_role("button", name="Yes").first.click()
    hers.get_by_text("Confirmed by both").or_(hers.get_by_text("sealed")).first.wait_for()
    assert line_of("Ana").state == LineState.CONFIRMED

    other = browse(**PHONE, person=luz)
    other.goto("/en/supervision/answers/")
    other.get_by_role("link", name="Not quite").first.click()
    other.get_by_text("It took another time", exact=True).click()
    other.locator("input[name=minutes]").fill("45")
    other.get_by_role("button", name="Pass it on").click()
    other.wait_for_url("**/supervision/answers/**")
    assert line_of("Luz").state == LineState.DISPUTED

    page = taps.page
    page.goto("/en/supervision/answers/")
    page.get_by_role("button", name="Put it right").first.click()
    page.wait_for_url("**/supervision/answers/**")
    assert (line_of("Luz").minutes, line_of("Luz").state) == (45, LineState.OPEN)
    assert line_of("Ana").state == LineState.CONFIRMED

    page.goto("/en/supervision/months/")
    page.get_by_role("button", name="Close the month").first.click()
    page.wait_for_url("**/supervision/months/**")
    assert Lock.objects.filter(supervisor=supervisor).exists()

    hers.goto("/en/supervision/papers/")
    hers.locator("input[type=date]").first.fill(last_month.replace(day=1).isoformat())
    with hers.expect_download() as fetched:
        hers.get_by_role("button", name="As paper (PDF)").click()
    file = tmp_path / "hours.pdf"
    fetched.value.save_as(file)
    assert "Minutes confirmed by both: 60." in verified(file).stdout
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 2] ^= 1
    file.write_bytes(changed)
    assert verified(file).returncode == 1
