"""What a page costs, in all SQL there is: session and person included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import outline, prose
from courses.joining import enrol
from courses.ways import offered
from office import organisation
from tests.conftest import come_in
from tests.courses.builders import (
    lesson_page,
    make_course,
)
from tests.courses.test_lesson import LESSON, say

COURSE = "/en/courses/listening/"


def statements(call):
    with CaptureQueriesContext(connection) as seen:
        call()
    return [query["sql"] for query in seen.captured_queries]


def forget():
    outline.kept.clear()
    prose.kept.clear()
    offered.kept.clear()
    organisation.forget()


@pytest.mark.parametrize("path", [LESSON, COURSE, "/en/courses/listening/first/"])
def test_a_page_costs_at_most_six_warm_and_twelve_cold(client, ana, bo, course, on_it, path):
    come_in(client, bo)
    forget()
    assert len(statements(lambda: client.get(path))) <= 12
    client.force_login(ana)  # a second learner, so that nothing personal was kept
    assert len(statements(lambda: client.get(path))) <= 6


def test_a_lesson_costs_the_same_however_long_the_course(client, ana, course):
    make_course("longer", lessons=8)
    client.force_login(ana)
    forget()
    short = len(statements(lambda: client.get(LESSON)))
    forget()
    assert len(statements(lambda: client.get("/en/courses/longer/first/l1/"))) == short


def test_recording_an_answer_costs_at_most_eight(client, ana, course, on_it):
    client.force_login(ana)
    client.get(LESSON)
    page = lesson_page(course)
    assert len(statements(lambda: say(client, page, 0))) <= 8
    assert len(statements(lambda: say(client, page, 1))) <= 8


def test_the_shelf_costs_the_same_for_two_courses_and_six(client, ana, course):
    make_course("second")
    client.force_login(ana)
    forget()
    few = len(statements(lambda: client.get("/en/courses/")))
    for n in range(4):
        enrol(ana, make_course(f"more-{n}"), by=ana)
    forget()
    assert len(statements(lambda: client.get("/en/courses/"))) <= few + 1  # progress, once


@pytest.mark.parametrize(("path", "most"), [("/en/", 8), ("/en/my-learning/", 6)])
def test_what_is_mine_costs_the_same_for_one_course_and_five(
    client, ana, course, on_it, path, most
):
    client.force_login(ana)
    client.get(path)
    few = len(statements(lambda: client.get(path)))
    for n in range(4):
        enrol(ana, make_course(f"more-{n}"), by=ana)
    client.get(path)
    assert len(statements(lambda: client.get(path))) == few <= most


def test_the_first_reader_of_all_waits_for_no_picture(client, ana, course, picture):
    page = lesson_page(course)
    image = {"type": "image", "value": {"image": picture.pk, "alt": "A door.", "caption": ""}}
    page.body = [*page.body.raw_data, image]
    page.save_revision().publish()
    client.force_login(ana)
    forget()
    assert len(statements(lambda: client.get(LESSON))) <= 12
