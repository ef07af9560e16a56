"""Twenty at once make one, on whichever database the run uses."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from courses.joining import enrol
from courses.models import Attempt, Completion, Enrolment, Progress
from office.models import Due
from tests.conftest import person
from tests.courses.builders import lesson_page, make_course
from tests.courses.test_lesson import say

AT_ONCE = 20
DONE = "/en/courses/-/listening/first/l1/done/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ana():
    return person("ana")


def at_once(call):
    """Run the call in twenty threads, each with a connection of its own; what each gave back."""

    def one(n):
        try:
            return call(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def signed_in(learner):
    client = Client()
    client.force_login(learner)
    return client


def test_twenty_completions_make_one(ana):
    course = make_course(lessons=1)
    enrol(ana, course, by=ana)
    clients = [signed_in(ana) for _ in range(AT_ONCE)]
    say(clients[0], lesson_page(course), 1)

    def done(n):
        return clients[n].post(DONE, {"attempt": str(uuid.uuid4())}).status_code

    assert at_once(done) == [302] * AT_ONCE
    assert Completion.objects.count() == Due.objects.filter(kind="evidence").count() == 1
    assert Attempt.objects.filter(verb="read").count() == AT_ONCE
    assert Progress.objects.get().done_at


def test_one_answer_sent_twenty_times_is_kept_once(ana):
    course = make_course(lessons=1)
    enrol(ana, course, by=ana)
    page, same = lesson_page(course), uuid.uuid4()
    clients = [signed_in(ana) for _ in range(AT_ONCE)]
    codes = at_once(lambda n: say(clients[n], page, 1, attempt=same).status_code)
    assert codes == [302] * AT_ONCE
    assert Attempt.objects.count() == 1


def test_joining_twenty_times_is_joining_once(ana):
    make_course()
    clients = [signed_in(ana) for _ in range(AT_ONCE)]
    codes = at_once(lambda n: clients[n].post("/en/courses/-/listening/enrol/").status_code)
    assert codes == [302] * AT_ONCE
    assert Enrolment.objects.count() == 1


def test_the_site_still_stands_after_the_tables_were_emptied(ana, client):
    assert client.get("/ar/").status_code == 200
