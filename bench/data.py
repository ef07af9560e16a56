"""A course of ten lessons and people who follow it, each signed in."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from courses.enrolment import enrol
from people.models import User
from people.sessions import SessionStore
from tests.courses.builders import lesson_page, make_course, option, question, question_of, text

WORDS = "<h2>A heading</h2>" + "<p>Words that somebody reads on a bus, slowly, twice.</p>" * 4


def fill(people: int) -> dict:
    """Cookies of `people` learners, and one lesson's question with its right answer."""
    blocks = [text(WORDS) for _ in range(14)] + [question(), question("And then?")]
    course = make_course("bench", lessons=10, body=blocks)
    cookies = [_learner(n, course) for n in range(people)]
    block = question_of(lesson_page(course))
    return {"cookies": cookies, "question": block["id"], "option": str(option(block, 1))}


def _learner(n: int, course) -> str:
    person = User(sign_in_name=f"bench-{n}", chosen_name=f"Bench {n}")
    person.set_unusable_password()
    person.save()
    enrol(person, course, by=person)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key
