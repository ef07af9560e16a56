"""Today: at most three things, the first one is the main one."""

import pytest

from courses.enrolment import enrol
from tests.conftest import come_in
from tests.courses.builders import make_course


def today(client, person):
    come_in(client, person)
    return client.get("/en/").content.decode()


def test_what_i_was_doing_comes_first(client, ana):
    make_course("first-one")
    enrol(ana, make_course("second-one"), by=ana)
    page = today(client, ana)
    assert page.index("/en/courses/second-one/") < page.index("/en/courses/first-one/")


def test_three_things_are_enough(client, ana):
    for n in range(5):
        make_course(f"course-{n}")
    page = today(client, ana)
    assert sum(f"/en/courses/course-{n}/" in page for n in range(5)) == 3


def test_who_works_in_the_editor_finds_the_way_to_it(client, eve):
    assert 'href="/cms/"' in today(client, eve)


@pytest.mark.parametrize("who", ["ana", "bo", "kit"])
def test_others_are_not_led_to_it(client, request, who):
    assert "/cms/" not in today(client, request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["kit", "sam"])
def test_who_looks_after_people_finds_the_way_to_them(client, request, who):
    person = request.getfixturevalue(who)
    for n in range(4):
        enrol(person, make_course(f"course-{n}"), by=person)
    assert 'href="/en/people/"' in today(client, person)


@pytest.mark.parametrize("who", ["ana", "bo", "eve"])
def test_nobody_else_is_led_there(client, request, who):
    assert "/en/people/" not in today(client, request.getfixturevalue(who))


def test_with_nothing_to_do_it_says_so_and_shows_the_courses(client, ana):
    assert "Nothing waits for you." in today(client, ana)
