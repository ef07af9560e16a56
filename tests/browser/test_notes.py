"""Notes of supervision in a browser: advice while one types, kept for those whom they concern."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from people.models import Role
from supervision.notes import write_own, write_shared
from supervision.sessions import log
from tests.browser.judges import axe, scrolls_sideways
from tests.conftest import person
from tests.supervision.conftest import agree, meeting

NUMBERS = count(1)
CANARY = "kestrelsable"


@pytest.fixture
def session(site, learner):
    """One that was held an hour ago; and whose it is."""
    supervisor = person(f"notes-{next(NUMBERS)}", Role.SUPERVISOR)
    now = timezone.now()
    agree(supervisor, learner)
    start = now - timedelta(hours=3)
    return log(meeting(supervisor, learner, start=start), by=supervisor, at=now)


def address(session):
    return f"/en/supervision/notes/{session.pk}/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("We rang +44 20 7946 0018 twice.", "It may hold a telephone number."),
        ("Write to luz@example.org first.", "It may hold a mail address."),
        ("The form is AB-1234567 now.", "It may hold the number of a case or document."),
        ("We talked about Marisol for long.", "It may hold a name."),
    ],
)
def test_advice_comes_while_one_types_and_hinders_nothing(browse, session, typed, said):
    page = browse(width=360, person=session.supervisor)
    page.goto(address(session))
    form = page.locator("form:has([name=shared-text])")
    text = form.locator("[name=shared-text]")
    text.fill(typed)
    form.get_by_text(said).wait_for()
    text.fill("We talked about rest.")
    form.get_by_text(said).wait_for(state="hidden")
    text.fill(typed)
    form.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    assert typed in page.locator("main").inner_text()


def test_advice_comes_below_the_fold_of_the_quick_form_too(browse, session):
    page = browse(width=360, person=session.supervisor)
    page.goto("/en/supervision/log/")
    page.get_by_text("Say more").click()
    page.locator("[name=note]").fill("We talked about Marisol for long.")
    page.get_by_text("It may hold a name.").wait_for()
    assert page.get_by_text("Our policy forbids it.").is_visible()


def test_without_a_script_it_is_kept_as_well(browse, session):
    page = browse(width=320, script=False, person=session.supervisor)
    page.goto(address(session))
    page.locator("[name=shared-text]").fill("We talked about rest.")
    page.locator("form:has([name=shared-text])").get_by_role("button", name="Save").click()
    assert "We talked about rest." in page.locator("main").inner_text()
    other = browse(width=320, script=False, person=session.lines.get().supervisee)
    other.goto(address(session))
    assert "We talked about rest." in other.locator("main").inner_text()


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("ar", True)])
def test_it_has_no_barrier(browse, session, language, dark):
    for text in ("As it was", "Shared"):
        write_shared(session, text, agreed="Rest.", by=session.supervisor, at=timezone.now())
    page = browse(width=320, dark=dark, person=session.supervisor)
    page.goto(address(session).replace("/en/", f"/{language}/"))
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.locator("a[href*='/notes/earlier/']").click()
    page.get_by_text("As it was").wait_for()
    assert axe(page) == []
    assert not scrolls_sideways(page)


def test_nobody_else_has_such_a_page(browse, session):
    now = timezone.now()
    write_shared(session, f"Shared {CANARY}", agreed="", by=session.supervisor, at=now)
    write_own(session, f"Own {CANARY}", by=session.supervisor, at=now)
    for role in (Role.SUPERVISOR, Role.COORDINATOR, Role.ADMINISTRATOR):
        page = browse(person=person(f"other-{next(NUMBERS)}", role))
        assert page.goto(address(session)).status == 404
        assert CANARY not in page.content()
