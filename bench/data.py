"""Twelve courses of ten lessons and people who follow them, each signed in."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from courses.enrolment import enrol
from courses.models import Completion, Enrolment, LessonPage, Progress
from people.models import User
from people.sessions import SessionStore
from tests.courses.builders import lesson_page, make_course, option, question, question_of, text

WORDS = "<h2>A heading</h2>" + "<p>Words that somebody reads on a bus, slowly, twice.</p>" * 4


def fill(people: int) -> dict:
    """Cookies of `people` learners, and one lesson's question with its right answer."""
    blocks = [text(WORDS) for _ in range(14)] + [question(), question("And then?")]
    course = make_course("bench", lessons=10, body=blocks)
    others = [make_course(f"bench-{n}", lessons=10, body=[text(WORDS)]) for n in range(11)]
    cookies = [_learner(n, course) for n in range(people)]
    for other in others:
        _followed(other)
    block = question_of(lesson_page(course))
    return {"cookies": cookies, "question": block["id"], "option": str(option(block, 1))}


def _followed(course) -> None:
    """By everybody, with half of its lessons done; every third course is finished."""
    at, pages = timezone.now(), LessonPage.objects.filter(url_path__contains=f"/{course.slug}/")
    keys = list(pages.values_list("translation_key", flat=True))[:5]
    who = User.objects.filter(sign_in_name__startswith="bench-")
    made = Enrolment.objects.bulk_create(
        Enrolment(learner=each, course=course, enrolled_at=at, enrolled_by=each) for each in who
    )
    Progress.objects.bulk_create(
        Progress(enrolment=one, lesson_key=key, state={"read": True}, touched_at=at, done_at=at)
        for one in made
        for key in keys
    )
    if course.pk % 3 == 0:
        Completion.objects.bulk_create(
            Completion(enrolment=one, completed_at=at, known_by="graded", minutes=90)
            for one in made
        )


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
