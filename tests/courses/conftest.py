import pytest

from courses.enrolment import enrol
from tests.courses.builders import make_course, translate


@pytest.fixture
def course(db):
    return make_course()


@pytest.fixture
def course_in_arabic(course):
    translate(course, "ar")
    course.refresh_from_db()
    return course


@pytest.fixture
def on_it(ana, course):
    """Ana follows the course."""
    return enrol(ana, course, by=ana)
