"""A lesson in which every kind of block stands: it holds together, and costs what a lesson may."""

import re

import pytest

from courses.blocks import LessonBlocks
from courses.joining import enrol
from office.files import FileAddress
from tests.conftest import come_in
from tests.courses.activities.conftest import activity_of, own
from tests.courses.builders import lesson_page
from tests.courses.every_block import course_with_every_block
from tests.courses.test_cost import forget, statements

LESSON = "/en/courses/whole/first/l1/"


@pytest.fixture
def whole(settings, tmp_path, request):
    settings.MEDIA_ROOT = str(tmp_path)
    return course_with_every_block(request.getfixturevalue("picture"), activity_of(own()))


def test_every_kind_of_block_stands_in_it(whole):
    stands = {each["type"] for each in lesson_page(whole).body.raw_data}
    assert stands == LessonBlocks().child_blocks.keys()


def test_it_costs_at_most_twelve_statements_cold_and_six_warm(client, ana, bo, whole):
    for person in (ana, bo):
        enrol(person, whole, by=person)
    come_in(client, bo)
    client.get(LESSON)
    forget()
    cold = statements(lambda: client.get(LESSON))
    client.force_login(ana)
    warm = statements(lambda: client.get(LESSON))
    assert (len(cold) <= 12, len(warm) <= 6) == (True, True), "\n".join([*cold, "", *warm])


def test_a_file_without_an_address_is_given_one_and_asked_for_once(client, ana, whole):
    enrol(ana, whole, by=ana)
    client.force_login(ana)
    FileAddress.objects.all().delete()  # as for a course that was brought from elsewhere
    page = client.get(LESSON).content.decode()
    addresses = {str(each) for each in FileAddress.objects.values_list("pk", flat=True)}
    assert set(re.findall(r"/files/([\w-]+)/", page)) == addresses
    forget()
    assert client.get(LESSON).content.decode().count("/files/") == page.count("/files/")
    assert FileAddress.objects.count() == len(addresses)
