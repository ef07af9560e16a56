"""“Is everything ready?”: in words, for who can do it, at a constant price."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from learning import ready
from learning.models import SetupStep
from learning.setup import steps
from office import organisation
from office.organisation import Organisation
from people.models import Role, User
from tests.conftest import come_in, person
from tests.courses.builders import make_course

PAGE = "/en/ready/"


def states(who):
    points = ready.points_for(frozenset({who}), today())
    return {point.slug: point.state for point in points}


def today():
    return timezone.localdate()


def read(client, who, page=PAGE):
    return come_in(client, who).get(page).content.decode()


def test_an_empty_site_has_everything_open(client, sam):
    page = read(client, sam)
    assert "Not quite." in page and "Yes. People can come." not in page
    assert set(states(Role.ADMINISTRATOR).values()) >= {"open"}


def test_what_was_left_out_on_purpose_is_said_so(sam):
    SetupStep.objects.create(slug="support", state=steps.LEFT)
    assert states(Role.ADMINISTRATOR)["support"] == "left"


def test_a_whole_site_is_ready(client, sam, bo):
    person("ada", Role.ADMINISTRATOR)
    make_course("listening")
    Organisation.objects.create(
        name="Casa",
        short_name="Casa",
        ask_name="Rosa",
        ask_phone="1",
        exit_target="https://weather.example/",
        languages=["en"],
        support=[
            {"kind": "emergency", "name": "Emergency", "phone": "112"},
            {"kind": "person", "name": "Mina", "phone": "2", "is_outside": True},
        ],
    )
    for step in steps.STEPS:
        steps.mark(step.slug, steps.DONE)
    open_ones = {slug for slug, state in states(Role.ADMINISTRATOR).items() if state != "done"}
    assert open_ones <= {"codes"}


def test_who_coordinates_sees_what_they_can_see_to_and_no_door_that_is_shut(client, kit):
    page = read(client, kit)
    assert "Somebody supervises" in page and "There is a course" in page
    assert "Two people administer" not in page and "/cms/organisation/ask/" not in page
    assert 'href="/cms/organisation/support/"' in page


def test_without_somebody_outside_the_private_notes_are_said_to_be_shut(sam):
    row = {"kind": "person", "name": "Bo", "phone": "2"}
    emergency = {"kind": "emergency", "name": "Emergency", "phone": "112"}
    Organisation.objects.create(name="Casa", short_name="Casa", support=[emergency, row])
    for who in (Role.ADMINISTRATOR, Role.COORDINATOR):
        organisation.forget()
        assert (states(who)["support"], states(who)["room"]) == ("done", "open")
    Organisation.objects.update(support=[emergency, row | {"is_outside": True}])
    organisation.forget()
    assert states(Role.ADMINISTRATOR)["room"] == "done"


@pytest.mark.parametrize("who", ["ana", "bo", "eve"])
def test_others_have_no_such_page(client, request, who):
    come_in(client, request.getfixturevalue(who))
    assert client.get(PAGE).status_code == 404


def test_today_leads_on_while_something_is_open_and_then_is_quiet(client, sam):
    assert "Set up this site" not in read(client, sam, "/en/")
    steps.mark("names", steps.DONE)
    assert "Set up this site" in read(client, sam, "/en/")
    for step in steps.STEPS:
        steps.mark(step.slug, steps.LEFT)
    page = read(client, sam, "/en/")
    assert "Set up this site" not in page and "Is everything ready?" in page


def test_its_price_does_not_grow(client, sam, django_assert_num_queries):
    day = today()
    organisation.current()
    with django_assert_num_queries(4):
        ready.all_points(day)
    for number in range(5):
        person(f"more{number}", Role.ADMINISTRATOR)
        make_course(f"course{number}", lessons=1)
    with django_assert_num_queries(4):
        ready.all_points(day)


def test_the_demonstration_can_be_looked_at(client, db):
    call_command("demo", verbosity=0)
    assert "Is everything ready?" in read(client, User.objects.get(sign_in_name="sam"))
