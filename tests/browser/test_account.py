"""A person takes a copy of their data, reads it, and leaves for good."""

import zipfile

import pytest
from django.utils import timezone

from courses.joining import enrol
from courses.models import Course
from learning import archive, sweep
from people.models import User
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.browser.test_walk import PASSWORD

PAGES = ["", "record/", "export/", "leave/"]


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def member(learner):
    enrol(learner, Course.objects.get(slug="everyday-practice"), by=learner)
    return learner


@pytest.mark.postgres
@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_copy_from_the_asking_to_the_reading(browse, member, tmp_path, script):
    page = browse(width=320, person=member, script=script)
    page.goto("/en/account/")
    page.get_by_role("link", name="A copy of my data").click()
    page.locator("main").get_by_role("button", name="Ask for a copy").click()
    page.get_by_role("heading", name="Your copy is being made").wait_for()
    sweep.run()
    page.reload()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Fetch the file").click()
    assert fetched.value.suggested_filename == "my-data.zip"
    with zipfile.ZipFile(fetched.value.path()) as zip:
        zip.extractall(tmp_path / "copy")
    assert (tmp_path / "copy" / "data.json").stat().st_size > 500
    page.get_by_role("button", name="Delete this copy now").click()
    page.get_by_text("The copy is deleted.").wait_for()


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", False), ("en", True)])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_readable_page_has_no_barrier(browse, member, tmp_path, language, dark, width):
    User.objects.filter(pk=member.pk).update(languages=[language])
    member.refresh_from_db()
    html = readable(member, tmp_path)
    page = browse(width=width, dark=dark)
    page.route("**/readable.html", lambda route: route.fulfill(path=html))
    page.goto("/readable.html")
    assert page.locator("html").get_attribute("lang") == language
    assert page.get_by_text(member.sign_in_name).count()
    assert axe(page) == []
    assert not scrolls_sideways(page)


def readable(person, folder):
    path = folder / "copy.zip"
    path.write_bytes(b"".join(archive.of(person, at=timezone.now())))
    with zipfile.ZipFile(path) as zip:
        return zip.extract("readable.html", folder)


def test_the_readable_page_is_valid_html(member, tmp_path):
    folder = tmp_path / "read"
    folder.mkdir()
    readable(member, folder)
    assert vnu(folder) == []


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", False), ("en", True)])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_the_account_have_no_barrier(browse, member, language, dark, width):
    page, problems = browse(width=width, dark=dark, person=member), []
    for path in PAGES:
        page.goto(f"/{language}/account/{path}")
        problems += axe(page)
        problems += [page.url] if scrolls_sideways(page) else []
        if path:
            page.locator("main summary").first.click()
        problems += axe(page)
    assert problems == []


def test_the_pages_of_the_account_are_valid_html(browse, member, tmp_path):
    page = browse(script=False, person=member)
    for language in ("en", "ar"):
        for n, path in enumerate(PAGES):
            answer = page.goto(f"/{language}/account/{path}")
            (tmp_path / f"{language}-{n}.html").write_text(answer.text(), encoding="utf-8")
    assert vnu(tmp_path) == []


@pytest.mark.postgres
@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_leaving_for_good(browse, member, script):
    name = member.sign_in_name
    page = browse(width=320, person=member, script=script)
    page.goto("/en/account/")
    page.get_by_role("link", name="Leave", exact=True).click()
    page.get_by_role("button", name="Close my account for good").click()
    page.get_by_text("Tick the box first").first.wait_for()
    assert not script or axe(page) == []
    page.get_by_label("I understand").check()
    page.get_by_role("button", name="Close my account for good").click()
    page.get_by_text("Your account is closed").wait_for()

    page.goto("/en/account/")
    page.wait_for_url("**/account/login/**")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit] >> nth=0")
    page.locator(".errors").wait_for()
    assert User.objects.get(pk=member.pk).retired_at


def test_an_old_sign_in_is_asked_who_is_there_and_led_back(browse, member, monkeypatch):
    monkeypatch.setattr("allauth.account.app_settings.REAUTHENTICATION_TIMEOUT", -1)
    page = browse(width=320, person=member)
    page.goto("/en/account/leave/")
    assert not page.get_by_role("button", name="Close my account for good").count()
    page.get_by_role("link", name="Show that it is me").click()
    page.wait_for_url("**/account/reauthenticate/**")
    monkeypatch.undo()
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/account/leave/")
    page.get_by_role("button", name="Close my account for good").wait_for()
