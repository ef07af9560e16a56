"""Agreements, qualifications and places of work: judged on small and large screens, both ways."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from people.models import Role
from supervision import qualifying
from supervision.models import Agreement, Kind, Workplace
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.conftest import person

ROOM = "/supervision/agreements/"
LOOKS = [("en", 1280, False), ("en", 360, False), ("ar", 320, True)]
NUMBERS = count(1)


@pytest.fixture
def pair(site, learner):
    """A supervisor from outside with a group, somebody asked, and a qualification that ends."""
    n, now, today = next(NUMBERS), timezone.now(), timezone.localdate()
    guest, asked = person(f"guest-{n}", Role.GUEST), person(f"asked-{n}", Role.TRAINEE)
    made = {"supervisor": guest, "from_day": today, "made_by": guest, "made_at": now}
    place = Workplace.objects.create(name=f"Harbour {n}")
    more = {"kind": Kind.GROUP, "group": "Thursdays", "weekday": 3, "workplace": place}
    row = Agreement.objects.create(supervisee=learner, every_days=14, **more, **made)
    Agreement.objects.create(supervisee=asked, kind="individual", state="proposed", **made)
    words = {"name": "Social worker", "code": "lcsw", "from_day": today}
    qualifying.enter(**words, until_day=today + timedelta(days=30), by=guest, at=now)
    return guest, learner, asked, row


def pages_of(pair, coordinator):
    """Who opens what."""
    guest, learner, asked, row = pair
    one = f"{ROOM}{row.pk}/"
    mine = [ROOM, f"{ROOM}new/", one, f"{one}change/", f"{ROOM}qualifications/"]
    theirs = [ROOM, f"{ROOM}new/", one, f"{ROOM}workplaces/"]
    return [(guest, mine), (learner, [one]), (asked, [ROOM]), (coordinator, theirs)]


@pytest.fixture
def coordinator(site):
    return person(f"coordinator-{next(NUMBERS)}", Role.COORDINATOR)


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_no_page_has_a_barrier(browse, pair, coordinator, language, width, dark):
    for who, paths in pages_of(pair, coordinator):
        page = browse(width=width, dark=dark, person=who)
        for path in paths:
            page.goto(f"/{language}{path}")
            assert axe(page) == []
            assert not scrolls_sideways(page)


def test_every_page_is_valid_html(browse, pair, coordinator, tmp_path):
    for who, paths in pages_of(pair, coordinator):
        page = browse(person=who)
        for number, path in enumerate(paths):
            file = tmp_path / f"{who.pk}-{number}.html"
            file.write_text(page.request.get(f"/en{path}").text())
    assert vnu(tmp_path) == []


def test_somebody_asked_says_yes_on_a_phone_without_scripts(browse, pair):
    page = browse(width=360, script=False, person=pair[2])
    page.goto(f"/en{ROOM}")
    page.get_by_role("button", name="Yes").click()
    page.locator("text=It is agreed.").wait_for()
    assert page.get_by_role("heading", name="Who supervises me").is_visible()
