"""The organisation in the editor: for administrators, a page for each topic."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from learning.organising import TOPICS
from office.organisation import Organisation
from tests.conftest import come_in

pytestmark = pytest.mark.django_db
HERE = "/cms/organisation/"
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


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["eve", "kit"])
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


class TestTheFirstPage:
    @pytest.mark.parametrize(
        ("who", "finds", "not_"),
        [
            ("sam", ["/cms/organisation/", "/en/people/"], ["/cms/images/"]),
            ("kit", ["/en/people/"], ["/cms/organisation/"]),
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
