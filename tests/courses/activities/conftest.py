import io
from datetime import UTC, datetime

import pytest
from django.conf import settings as site

from courses.h5p import build, take_in
from courses.joining import enrol
from courses.models import H5PActivity, H5PVersion
from people.models import Role
from tests.conftest import person
from tests.courses.builders import make_course, text
from tests.courses.h5p.conftest import media, take  # noqa: F401  fixtures that are ours, too

AT = datetime(2026, 5, 1, tzinfo=UTC)
OWN = {built.name: built.package for built in build(site.ROOT / "content" / "h5p")}
BLOCK = "6f1d2c58-3a0e-4d7b-9c11-5b0d8a2e4f60"


def activity_of(package, *, title="What can wait", language="en", by=None):
    """An activity that plays this package."""
    row = H5PActivity.objects.create(title=title, language=language, package=package)
    H5PVersion.objects.create(activity=row, package=package, at=AT, by=by)
    return row


def own(name="what-can-wait.en.h5p"):
    """One of our own packages, in the store."""
    stream = io.BytesIO(OWN[name])
    return take_in(stream, by=None, now=AT, name=name, may_bring_libraries=True).package


def block(row, rule="completed", percent=None, instead=""):
    value = {"activity": row.pk, "rule": rule, "percent": percent, "instead": instead}
    return {"type": "activity", "id": BLOCK, "value": value}


def course_with(row, slug="listening", **more):
    return make_course(slug, lessons=1, body=[text(), block(row, **more)])


@pytest.fixture
def activity(db, media):  # noqa: F811
    return activity_of(own())


@pytest.fixture
def played_course(activity):
    return course_with(activity)


@pytest.fixture
def noor(db):
    """She learns beside Ana."""
    return person("noor", Role.TRAINEE)


@pytest.fixture
def on_it(ana, played_course):
    return enrol(ana, played_course, by=ana)
