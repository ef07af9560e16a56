"""A group of five on a phone: how many taps it takes, on one screen, with and without scripts.

The first tap is the line of Today that opens the form.
"""

from datetime import date
from itertools import count

import pytest
from django.utils import timezone

from people.models import Role
from supervision.models import Agreement, Kind, Session
from supervision.presets import step_for
from tests.browser.judges import axe, scrolls_sideways
from tests.conftest import person

PHONE = {"width": 360, "height": 740}
NUMBERS = count(1)
TOUCH = 44


@pytest.fixture
def supervisor(site):
    """He meets five people together."""
    number = next(NUMBERS)
    bo = person(f"guide-{number}", Role.SUPERVISOR)
    for name in ("Ana", "Luz", "Noor", "Iris", "Tomas"):
        member = person(f"{name}-{number}", Role.TRAINEE)
        member.chosen_name = name
        member.save()
        Agreement.objects.create(
            supervisor=bo,
            supervisee=member,
            kind=Kind.GROUP,
            group="Thursdays",
            lasts=60,
            from_day=date(2020, 1, 1),
            made_by=bo,
            made_at=timezone.now(),
        )
    return bo


class Taps:
    """A hand on the phone, that counts."""

    def __init__(self, page, person):
        self.page, self.count = page, 1
        [step] = step_for(person, on=person.day())
        page.goto(step.url)

    def on(self, selector):
        self.page.locator(selector).click()
        self.count += 1

    def write(self, selector, text):
        self.page.locator(selector).fill(text)
        self.count += 1

    def save(self):
        self.on(".quick > .quick__save button")
        self.page.wait_for_url("**/sessions/**")
        return self.count


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def taps(request, browse, supervisor):
    return Taps(browse(**PHONE, script=request.param, person=supervisor), supervisor)


def minutes(supervisor):
    session = Session.objects.get(supervisor=supervisor)
    return sorted(session.lines.values_list("minutes", flat=True))


def test_as_ever_it_takes_two_taps(taps, supervisor):
    assert taps.save() == 2
    assert minutes(supervisor) == [60] * 5


def test_one_absent_and_another_length_take_four(taps, supervisor):
    taps.on("#id_there .chip:has-text('Ana')")
    taps.on("#id_length .chip:has-text('45')")
    assert taps.save() == 4
    assert minutes(supervisor) == [0, 45, 45, 45, 45]


def test_with_part_attendance_six(taps, supervisor):
    taps.on("#id_there .chip:has-text('Ana')")
    taps.on("#id_length .chip:has-text('45')")
    taps.on(".quick__more > summary")
    taps.write(".quick__parts .field:has-text('Luz') input", "20")
    assert taps.save() == 6
    assert minutes(supervisor) == [0, 20, 45, 45, 45]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("dark", [False, True])
def test_it_is_calm_to_look_at_and_large_enough_to_tap(browse, supervisor, language, dark):
    page = browse(width=320, height=640, dark=dark, person=supervisor)
    page.goto(f"/{language}/supervision/log/")
    page.locator(".quick__more > summary").click()
    assert axe(page) == [] and not scrolls_sideways(page)
    chips = page.locator(".chip").all()
    assert all(chip.bounding_box()["height"] >= TOUCH - 0.5 for chip in chips)


def test_save_is_on_the_first_screen(browse, supervisor):
    page = browse(**PHONE, person=supervisor)
    page.goto("/en/supervision/log/")
    save = page.locator(".quick > .quick__save button").bounding_box()
    bar = page.locator(".exit").first.bounding_box()
    assert save["y"] + save["height"] <= bar["y"]


def test_undo_and_what_follows_stand_where_it_was_kept(browse, supervisor):
    page = browse(**PHONE, person=supervisor)
    Taps(page, supervisor).save()
    assert axe(page) == [] and not scrolls_sideways(page)
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url("**/sessions/")
    assert not Session.objects.in_force().filter(supervisor=supervisor).exists()


def test_the_keyboard_reaches_each_chip(browse, supervisor):
    page = browse(**PHONE, person=supervisor)
    page.goto("/en/supervision/log/")
    page.locator("#id_there .chip:has-text('Ana') input").focus()
    page.keyboard.press("Space")
    assert page.locator(".chip__off:visible").count() == 1
