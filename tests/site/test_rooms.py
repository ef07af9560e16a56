"""What imports do not show: which way foreign keys point, and who reads what by name."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

FLOORS = {
    "office": 0,
    "people": 1,
    "courses": 2,
    "supervision": 2,
    "certification": 3,
    "learning": 4,
}
BY_NAME = {"get_model", "import_module", "import_string", "__import__"}
FROM_OUTSIDE = {"environ", "getenv"}


def is_wrong(source, target):
    """Whether a foreign key from one model to another points where it must not."""
    here, there = (label.split(".")[0] for label in (source, target))
    if "wellbeing" in (here, there):
        return here != there
    if here == there or target == settings.AUTH_USER_MODEL or there not in FLOORS:
        return False
    return here not in FLOORS or FLOORS[there] >= FLOORS[here]


def foreign_keys():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model:
                yield model._meta.label, field.related_model._meta.label


def test_foreign_keys_point_down():
    from_ours = [pair for pair in foreign_keys() if pair[0].split(".")[0] in FLOORS]
    assert len(from_ours) > 20
    assert [pair for pair in foreign_keys() if is_wrong(*pair)] == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("office.Due", "courses.Course"),
        ("courses.Course", "supervision.Session"),
        ("people.User", "learning.HomePage"),
        ("wellbeing.Box", "people.User"),
        ("wellbeing.Box", "auth.Group"),
        ("learning.HomePage", "wellbeing.Box"),
        ("taggit.Tag", "courses.Course"),
    ],
)
def test_a_key_that_points_wrong_is_seen(source, target):
    assert is_wrong(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("office.Notice", "people.User"),
        ("courses.Enrolment", "courses.Course"),
        ("certification.Award", "courses.Course"),
        ("courses.CoursePage", "wagtailcore.Page"),
    ],
)
def test_a_key_that_points_down_is_not(source, target):
    assert not is_wrong(source, target)


def called_by_name(file):
    """Look-ups by name, and reading the environment past learning.env."""
    for node in ast.walk(ast.parse(file.read_text())):
        name = getattr(node, "attr", getattr(node, "id", ""))
        if name in BY_NAME | FROM_OUTSIDE:
            yield f"{file.name}:{node.lineno} {name}"
        if isinstance(node, ast.Constant) and str(node.value).startswith("learning.env"):
            yield f"{file.name}:{node.lineno} learning.env"


def code_of(room):
    files = (Path(settings.ROOT) / room).rglob("*.py")
    return [file for file in files if "migrations" not in file.parts]


@pytest.mark.parametrize("room", ["office", "people", "courses", "supervision", "certification"])
def test_a_lower_room_reaches_nothing_by_name(room):
    assert [found for file in code_of(room) for found in called_by_name(file)] == []


def test_the_private_room_reaches_nothing_by_name():
    assert [found for file in code_of("wellbeing") for found in called_by_name(file)] == []


@pytest.mark.parametrize(
    "offence",
    [
        'from django.apps import apps\napps.get_model("courses", "Course")',
        'from importlib import import_module\nimport_module("learning.env")',
        'import os\nos.environ["SECRET_KEY"]',
    ],
)
def test_a_look_up_by_name_is_seen(tmp_path, offence):
    file = tmp_path / "offence.py"
    file.write_text(offence)
    assert list(called_by_name(file))
