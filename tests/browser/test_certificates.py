"""Certificates: judged on small and large screens, both ways; from what is left to a paper that
others check, without a script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from certification.models import Path
from certification.settling import settle_person
from learning.reports import making
from learning.reports.figures import Asked
from people.models import Role
from tests.browser.conftest import NUMBERS
from tests.browser.judges import axe, scrolls_sideways, vnu
from tests.conftest import person
from tests.supervision.conftest import agree

HOME = "/certificates/"
LOOKS = [("en", 1280, False), ("en", 320, False), ("ar", 320, True), ("ar", 1280, False)]


@pytest.fixture
def people(site):
    """A learner on the way with a supervisor, and who coordinates them."""
    n, at = next(NUMBERS), timezone.now()
    names = {
        "learner": Role.TRAINEE,
        "supervisor": Role.SUPERVISOR,
        "coordinator": Role.COORDINATOR,
    }
    found = {name: person(f"{name}-c{n}", role) for name, role in names.items()}
    agree(found["supervisor"], found["learner"])
    settle_person(str(found["learner"].pk), at=at)
    return found


@pytest.fixture
def award(people):
    """Granted by hand of the test: what is asked is another test's."""
    learner, at = people["learner"], timezone.now()
    path = Path.objects.live().filter(person=learner).select_related("scheme").first()
    row = learner.awards.create(
        scheme=path.scheme,
        version=1,
        cycle=1,
        titles={"en": "Foundations"},
        granted_on=learner.day(at),
        valid_until=learner.day(at) + timedelta(days=400),
        granted_at=at,
    )
    return row


def pages_of(people, award, at):
    learner, coordinator = people["learner"], people["coordinator"]
    slug = award.scheme.slug
    way = f"{HOME}way/{slug}/"
    asked = Asked(learner.day(at), learner.day(at))
    report = making.make(asked, title="For the fund", by=coordinator, at=at)
    mine = [HOME, way, f"{way}if/", f"{HOME}choose/", f"{HOME}rules/{slug}/", f"{HOME}papers/",
            f"{HOME}papers/elsewhere/", f"{HOME}mine/{award.pk}/", "/account/breaks/"]  # fmt: skip
    theirs = ["/overview/", "/overview/path/", "/overview/reports/", "/overview/reports/new/",
              f"/overview/reports/{report.pk}/", f"{HOME}of/{learner.pk}/{slug}/",
              f"{HOME}granted/{award.pk}/take-back/", f"{HOME}of/{learner.pk}/{slug}/bridge/",
              f"{HOME}asked/", f"{HOME}again/"]  # fmt: skip
    return [
        (learner, mine),
        (people["supervisor"], [f"{HOME}asked/", f"{HOME}of/{learner.pk}/{slug}/"]),
        (coordinator, theirs),
    ]


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_no_page_has_a_barrier(browse, people, award, language, width, dark):
    for who, addresses in pages_of(people, award, timezone.now()):
        page = browse(width=width, dark=dark, person=who)
        for address in addresses:
            answer = page.goto(f"/{language}{address}")
            assert answer.status == 200, address
            assert axe(page) == []
            assert not scrolls_sideways(page), address


def test_every_page_is_valid_html(browse, people, award, tmp_path):
    for who, addresses in pages_of(people, award, timezone.now()):
        page = browse(person=who)
        for number, address in enumerate(addresses):
            file = tmp_path / f"{who.pk}-{number}.html"
            file.write_text(page.request.get(f"/en{address}").text())
    assert vnu(tmp_path) == []


def test_somebody_signs_and_reads_that_less_is_left(browse, people):
    page = browse(width=320, script=False, person=people["learner"])
    page.goto(f"/en{HOME}")
    before = page.locator(".needed-line").count()
    page.get_by_role("link", name="Read and sign").first.click()
    page.get_by_role("button", name="I sign this").click()
    page.goto(f"/en{HOME}")
    assert page.locator(".needed-line").count() == before - 1


def test_somebody_asks_and_the_supervisor_reads_for_what(browse, people):
    page = browse(width=320, script=False, person=people["learner"])
    page.goto(f"/en{HOME}")
    page.get_by_role("button", name="Ask your supervisor").first.click()
    page.get_by_text("They are told, without what it is about.").wait_for()
    other = browse(width=320, person=people["supervisor"])
    other.goto(f"/en{HOME}asked/")
    assert people["learner"].name in other.locator("main").inner_text()


def test_a_certificate_is_shown_checked_and_ended(browse, people, award):
    page = browse(width=320, script=False, person=people["learner"])
    page.goto(f"/en{HOME}mine/{award.pk}/")
    page.locator("[name=printed][value=chosen]").check()
    page.get_by_role("button", name="Make it").click()
    shown = page.get_by_role("link", name="What others see").first.get_attribute("href")
    stranger = browse(width=320)
    stranger.goto(shown)
    assert people["learner"].name in stranger.locator("main").inner_text()
    assert "Valid" in stranger.locator("main").inner_text()
    assert axe(stranger) == []
    page.get_by_role("button", name="End it").first.click()
    assert stranger.goto(shown).status == 404


def test_a_break_is_written_down_by_keyboard(browse, people):
    page = browse(person=people["learner"])
    page.goto("/en/account/breaks/")
    page.get_by_label("First day").fill(people["learner"].day().isoformat())
    page.keyboard.press("Enter")
    page.get_by_text("no end yet").wait_for()
