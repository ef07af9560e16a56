"""The organisation in the editor: for administrators, a page for each topic."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.organising import TOPICS
from office import organisation
from office.organisation import Organisation
from people.models import Role
from tests.conftest import come_in, person

pytestmark = pytest.mark.django_db
HERE = "/cms/organisation/"
LIST = f"{HERE}support/"
PAGES = [HERE, *(f"{HERE}{topic.slug}/" for topic in TOPICS)]
ACTIVE = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def harbour():
    return Organisation.objects.create(name="Harbour House", short_name="Harbour")


@pytest.fixture
def admin(client, sam):
    return come_in(client, sam)


@pytest.mark.parametrize("path", PAGES)
def test_each_topic_has_its_page(admin, harbour, path):
    assert admin.get(path).status_code == 200


def test_there_is_no_other_topic(admin, harbour):
    assert admin.get(f"{HERE}secrets/").status_code == 404


@pytest.mark.parametrize(
    ("who", "path"),
    [*(("eve", page) for page in PAGES), *(("kit", page) for page in PAGES if page != LIST)],
)
def test_to_others_who_work_there_it_does_not_exist(client, request, harbour, who, path):
    come_in(client, request.getfixturevalue(who))
    assert client.get(path).status_code == 404
    assert client.post(path, {"name": "Mine", "short_name": "Mine"}).status_code in (404, 405)
    assert Organisation.objects.get().name == "Harbour House"


def test_a_visitor_is_sent_to_sign_in(client, harbour):
    assert "/login/" in client.get(HERE)["Location"]
    assert "/login/" in client.post(f"{HERE}names/", {"name": "x", "short_name": "x"})["Location"]


def test_what_is_saved_is_seen_at_once(admin, harbour):
    answer = admin.post(f"{HERE}names/", {"name": "The Quay", "short_name": "Quay"})
    assert answer["Location"] == HERE
    assert "Quay</title>" in admin.get("/en/courses/").content.decode()


def test_what_is_refused_stays_as_it_was_typed(admin, harbour):
    page = admin.post(f"{HERE}way-out/", {"exit_target": "javascript:alert(1)"})
    assert page.status_code == 422
    assert 'value="javascript:alert(1)"' in page.content.decode()
    assert "Write a web address" in page.content.decode()


def test_the_name_one_came_by_is_the_sites_own(admin, harbour):
    page = admin.post(f"{HERE}way-out/", {"exit_target": "http://testserver/"})
    assert page.status_code == 422


def test_a_drawing_that_acts_is_refused(admin, harbour):
    file = SimpleUploadedFile("logo.svg", ACTIVE, content_type="image/svg+xml")
    page = admin.post(f"{HERE}look/", {"logo": file, "colour": ""})
    assert "more than shapes" in page.content.decode()
    assert not Organisation.objects.get().logo


def test_a_darker_colour_is_one_button_away(admin, harbour):
    page = admin.post(f"{HERE}look/", {"colour": "#ffcc00"})
    text = page.content.decode()
    assert text.index(">Save<") < text.index('name="darker"')  # Enter presses the first
    offered = page.context["form"].offered
    admin.post(f"{HERE}look/", {"colour": "#ffcc00", "darker": offered})
    assert Organisation.objects.get().colour == offered


def test_save_and_add_another_stays_with_one_more_row(admin, harbour):
    rows = {"name_0": "Quay line", "phone_0": "", "hours_0": "", "text_0": "", "more": "1"}
    answer = admin.post(f"{HERE}support/", rows, follow=True)
    assert 'name="name_1"' in answer.content.decode()


class TestTheListOfPeopleWhoCanHelp:
    @pytest.fixture
    def list_of_old(self, harbour):
        row = {"name": "Quay line", "phone": "+00 0000 001"}
        Organisation.objects.update(support=[row | {"checked_on": "2020-02-03"}])
        organisation.forget()

    def test_who_coordinates_keeps_it_and_is_led_nowhere_that_is_shut(self, client, harbour, kit):
        come_in(client, kit)
        answer = client.post(LIST, {"kind_0": "crisis", "name_0": "Quay line"}, follow=True)
        assert "Quay line" in answer.content.decode()
        assert f'href="{HERE}"' not in answer.content.decode()
        assert Organisation.objects.get().support[0]["checked_on"] == kit.day().isoformat()

    def test_it_says_what_is_missing_before_the_private_notes_open(self, admin, harbour):
        page = admin.get(LIST).content.decode()
        assert "A number for emergencies" in page and "who is outside" in page

    def test_an_old_row_says_when_it_was_looked_at_and_one_tap_is_enough(
        self, client, list_of_old, kit
    ):
        page = come_in(client, kit).get(LIST).content.decode()
        assert "Last checked in February 2020." in page
        mark = re.search(r'name="right" value="(\w+)"', page)[1]
        client.post(f"{LIST}right/", {"right": mark})
        assert Organisation.objects.get().support[0]["checked_on"] == kit.day().isoformat()

    def test_a_row_that_was_changed_meanwhile_is_not_called_right(self, client, list_of_old, kit):
        answer = come_in(client, kit).post(f"{LIST}right/", {"right": "0" * 16}, follow=True)
        assert "changed meanwhile" in answer.content.decode()
        assert Organisation.objects.get().support[0]["checked_on"] == "2020-02-03"

    @pytest.mark.parametrize("who", ["ana", "bo", "eve"])
    def test_nobody_else_says_that_it_is_right(self, client, request, list_of_old, who):
        come_in(client, request.getfixturevalue(who))
        assert client.post(f"{LIST}right/", {"right": "x"}).status_code == 404

    def test_learners_and_mentors_are_offered_to_nobody(self, admin, harbour, ana, bo):
        luz = person("luz", Role.MENTOR)
        page = admin.get(LIST).content.decode()
        assert f'value="{bo.pk}"' in page
        assert f'value="{ana.pk}"' not in page and f'value="{luz.pk}"' not in page

    def test_more_rows_cost_no_more_statements(self, admin, harbour, django_assert_num_queries):
        def fill(count):
            Organisation.objects.update(support=[{"name": f"Line {n}"} for n in range(count)])
            organisation.forget()
            admin.get(LIST)

        fill(1)
        with CaptureQueriesContext(connection) as one:
            admin.get(LIST)
        few = len(one)
        fill(25)
        with django_assert_num_queries(few):
            admin.get(LIST)


class TestTheFirstPage:
    @pytest.mark.parametrize(
        ("who", "finds", "not_"),
        [
            ("sam", ["/cms/organisation/", "/en/people/"], ["/cms/images/"]),
            ("kit", ["/en/people/", LIST], ["/cms/organisation/names/", '"/cms/organisation/"']),
            ("eve", ["/cms/images/"], ["/cms/organisation/", "/en/people/"]),
        ],
    )
    def test_each_finds_what_is_theirs(self, client, request, harbour, who, finds, not_):
        page = come_in(client, request.getfixturevalue(who)).get("/cms/").content.decode()
        assert all(f'href="{path}"' in page for path in finds)
        assert not any(path in page for path in not_)

    @pytest.mark.parametrize("who", ["sam", "eve"])
    def test_nothing_leads_outside(self, client, request, harbour, who):
        page = come_in(client, request.getfixturevalue(who)).get("/cms/").content.decode()
        assert "wagtail.org" not in page

    def test_it_is_called_by_our_short_name(self, admin, harbour):
        page = admin.get("/cms/").content.decode()
        assert "Harbour</title>" in page.replace("\n", "").replace(" </title>", "</title>")
        assert "Wagtail</title>" not in page
