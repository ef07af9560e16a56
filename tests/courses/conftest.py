import pytest
from django.core.files.base import ContentFile

from courses.joining import enrol
from office.models import Picture
from people.models import Role, RoleHeld, Team
from tests.conftest import person
from tests.courses.builders import make_course, translate
from tests.people.factories import LONG_AGO


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


def drawing():
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><path d="M0 0h30"/></svg>'
    return ContentFile(drawn, "door.svg")


@pytest.fixture
def picture(db):
    """A drawing in the store, as an editor uploads one."""
    return Picture.objects.create(title="A door", file=drawing(), width=30, height=20)


@pytest.fixture
def harbour(ana):
    """Ana's team."""
    team = Team.objects.create(name="Harbour")
    RoleHeld.objects.filter(person=ana).update(team=team)
    return team


@pytest.fixture
def lou(db):
    """Coordinates another team than Ana's."""
    lou = person("lou")
    hill = Team.objects.create(name="Hill")
    RoleHeld.objects.create(person=lou, role=Role.COORDINATOR, team=hill, from_day=LONG_AGO)
    return lou


@pytest.fixture
def mia(harbour):
    """Coordinates Ana's team."""
    mia = person("mia")
    RoleHeld.objects.create(person=mia, role=Role.COORDINATOR, team=harbour, from_day=LONG_AGO)
    return mia
