import pytest
from django.core.files.base import ContentFile

from courses.enrolment import enrol
from office.models import Picture
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


@pytest.fixture
def picture(db):
    """A drawing in the store, as an editor uploads one."""
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><path d="M0 0h30"/></svg>'
    )
    return Picture.objects.create(
        title="A door", file=ContentFile(drawing, "door.svg"), width=30, height=20
    )
