"""The table of languages and the editor's desk give nothing to who does not work on courses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Course, PageInLanguage
from people.groups import derive_groups
from people.models import Role, RoleHeld
from tests.conftest import come_in, person
from tests.courses.languages.rows import fill
from tests.people.factories import LONG_AGO

TABLE = "/cms/languages/"
PATHS = (TABLE, f"{TABLE}table.csv", f"{TABLE}10000/fr/")
SECRET = "Course c000"


@pytest.fixture
def site(db):
    fill(2, 3)


def of_course(name, role, course, until=None):
    found = person(name)
    RoleHeld.objects.create(
        person=found, role=role, course=course, from_day=LONG_AGO, until_day=until
    )
    derive_groups(found, found.day())
    return found


def text_of(response) -> str:
    whole = response.streaming_content if response.streaming else [response.content]
    return b"".join(whole).decode()


@pytest.mark.parametrize("path", PATHS)
def test_a_visitor_is_sent_to_the_door(client, site, path):
    answer = client.get(path)
    assert answer.status_code == 302 and SECRET not in text_of(answer)
    assert "login" in answer["Location"]


@pytest.mark.parametrize("who", ["ana", "bo", "kit", "sam"])
def test_who_works_on_no_course_finds_no_such_page(client, request, site, who):
    found = request.getfixturevalue(who)
    derive_groups(found, found.day())
    come_in(client, found)
    for path in PATHS:
        answer = client.get(path)
        assert answer.status_code == 404 and SECRET not in text_of(answer), path
    assert client.post(f"{TABLE}10000/fr/fits/", {"block": "title"}).status_code == 404
    assert TABLE not in text_of(client.get("/cms/"))


def test_a_reviewer_finds_no_such_page(client, site):
    come_in(client, of_course("rex", Role.REVIEWER, None))
    assert {client.get(path).status_code for path in PATHS} == {404}


def test_a_role_for_one_course_shows_no_other(client, site):
    ours, theirs = Course.objects.order_by("slug")
    come_in(client, of_course("nia", Role.CONTENT_EDITOR, theirs.translation_key))
    for path in (*PATHS[:2], f"{TABLE}?course={ours.translation_key}", f"{TABLE}?title=c000"):
        said = text_of(client.get(path))
        assert SECRET not in said and str(ours.translation_key) not in said, path
    page = PageInLanguage.objects.filter(course_key=ours.translation_key).first()
    assert client.get(f"{TABLE}{page.page_id}/{page.language}/").status_code == 404


def test_a_role_that_ended_opens_nothing(client, site):
    yesterday = timezone.now().date() - timedelta(days=2)
    come_in(client, of_course("old", Role.CONTENT_EDITOR, None, until=yesterday))
    assert {client.get(path).status_code for path in PATHS} == {404}


def test_nothing_is_confirmed_by_following_a_link(client, site, eve):
    derive_groups(eve, eve.day())
    assert come_in(client, eve).get(f"{TABLE}10000/fr/fits/").status_code == 405
