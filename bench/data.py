"""Twelve courses of ten lessons, people who follow them, signed in, and a crowd before them."""

from datetime import UTC, datetime
from itertools import islice

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from courses.joining import enrol
from courses.models import Attempt, Completion, Enrolment, LessonPage, Progress
from courses.models.enrolment import KnownBy, Verb
from people.models import User
from people.sessions import SessionStore
from tests.courses.builders import lesson_page, make_course, option, question, question_of, text

WORDS = "<h2>A heading</h2>" + "<p>Words that somebody reads on a bus, slowly, twice.</p>" * 4
LONG_AGO = datetime(2025, 5, 1, tzinfo=UTC)
AT_ONCE = 2000  # rows of one statement


def fill(people: int, crowd: int, attempts: int) -> dict:
    """Cookies of `people` learners, and one lesson's question with its right answer.

    Beside them, `crowd` others follow the same course, who made `attempts` between them.
    """
    blocks = [text(WORDS) for _ in range(14)] + [question(), question("And then?")]
    course = make_course("bench", lessons=10, body=blocks)
    others = [make_course(f"bench-{n}", lessons=10, body=[text(WORDS)]) for n in range(11)]
    cookies = [_learner(n, course) for n in range(people)]
    for other in others:
        _followed(other)
    block = question_of(lesson_page(course))
    _crowd(course, crowd, attempts)
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


def _crowd(course, people: int, attempts: int) -> None:
    """Others on the course: each read some of its lessons, written without the usual verbs."""
    lessons = [lesson_page(course, n).translation_key for n in range(1, 11)]
    users = [User(sign_in_name=f"crowd-{n}", chosen_name=f"Crowd {n}") for n in range(people)]
    _write(User, users)
    on_it = [
        Enrolment(learner=user, course=course, enrolled_at=LONG_AGO, enrolled_by=user)
        for user in users
    ]
    _write(Enrolment, on_it)
    read = {"verb": Verb.READ, "known_by": KnownBy.REPORTED, "language": "en", "at": LONG_AGO}
    at_lesson = [(on_it[n % people], lessons[n // people % 10]) for n in range(attempts)]
    _write(Attempt, (Attempt(enrolment=row, lesson_key=key, **read) for row, key in at_lesson))
    _write(
        Progress,
        (
            Progress(enrolment=row, lesson_key=key, touched_at=LONG_AGO, done_at=LONG_AGO)
            for row, key in dict.fromkeys(at_lesson)
        ),
    )


def _write(model, rows) -> None:
    rows = iter(rows)
    while some := list(islice(rows, AT_ONCE)):
        model.objects.bulk_create(some)
