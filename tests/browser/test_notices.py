"""Notices, one's own names and languages, mail in trouble, words for roles: judged and walked."""

from itertools import count

import pytest
from django.utils import timezone

from office import notices
from office.notices import Notice, State
from people.models import Device, Role
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.conftest import person

MINE = ["/account/notices/", "/account/names/", "/account/languages/"]
ADMINISTRATORS = ["/people/mail/", "/people/words/"]
LOOKS = [("en", 1280, False), ("ar", 320, True), ("fr", 320, False)]
NUMBERS = count(1)


@pytest.fixture
def told(learner):
    """A learner with something new and something read."""
    now = timezone.now()
    seen = {"fingerprint": "f", "label": "Firefox", "first_seen_at": now, "last_seen_at": now}
    device = Device.objects.create(person=learner, **seen)
    notices.add("people.new_device", to=learner, key=f"new:{learner.pk}", about=device.pk)
    notices.add("people.password_changed", to=learner, key=f"read:{learner.pk}")
    Notice.objects.filter(key=f"read:{learner.pk}").update(read_at=now)
    return learner


@pytest.fixture
def administrator(site, told):
    Notice.objects.filter(to=told).update(state=State.FAILED, last_error="SMTPRecipientsRefused")
    notices.add("people.reset", address="luz@example.org", key=f"lost:{told.pk}")
    Notice.objects.filter(key=f"lost:{told.pk}").update(state=State.SENDING)
    return person(f"administrator-{next(NUMBERS)}", Role.ADMINISTRATOR)


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_no_page_has_a_barrier(browse, told, administrator, language, width, dark):
    for who, paths in ((told, MINE), (administrator, ADMINISTRATORS)):
        page = browse(width=width, dark=dark, person=who)
        for path in paths:
            page.goto(f"/{language}{path}")
            assert axe(page) == []
            assert not scrolls_sideways(page)


def test_every_page_is_valid_html(browse, told, administrator, tmp_path):
    for who, paths in ((told, MINE), (administrator, ADMINISTRATORS)):
        page = browse(script=False, person=who)
        for language in ("en", "ar"):
            for path in paths:
                sent = page.goto(f"/{language}{path}").text()
                (tmp_path / f"{language}{path.replace('/', '-')}.html").write_text(sent)
    assert vnu(tmp_path) == []


def test_forms_that_come_back_have_no_barrier(browse, told, administrator):
    page = browse(width=320, person=told)
    page.goto("/en/account/languages/")
    page.select_option("#id_language_1", "es")
    page.select_option("#id_language_2", "es")
    page.locator("main form button").click()
    page.locator(".errors").wait_for()
    assert axe(page) == []
    page = browse(width=320, person=administrator)
    page.goto("/en/people/words/")
    page.fill("#id_mentor_en", "Survivor guide")
    page.locator("main form button").click()
    page.locator(".errors").wait_for()
    assert axe(page) == []


def test_one_reads_what_is_new_and_says_so_without_a_script(browse, told):
    page = browse(width=320, script=False, person=told)
    page.goto("/en/")
    page.get_by_role("link", name="Read You have 1 new notice").click()
    page.get_by_role("button", name="I have read these").click()
    assert page.get_by_role("heading", name="New", exact=True).count() == 0
    assert page.locator(".told").count() == 2
    page.get_by_label("Only here").check()
    page.get_by_role("button", name="Keep this").click()
    told.refresh_from_db()
    assert told.notify_by == "inside"
