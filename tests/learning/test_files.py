"""A file is fetched by whoever may read what it stands in; for all others there is no such file."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory

from courses.models import Course
from courses.models.course import Audience
from learning import files
from office.files import FileAddress, address_of


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def make_address(scope, path="images/door.png"):
    name = default_storage.save(path, ContentFile(b"a door"))
    return address_of(name, scope=scope, content_type="image/png")


def make_course(audience):
    return Course.objects.create(
        translation_key=uuid.uuid4(), slug=audience, source_locale="en", audience=audience
    )


def fetch(view, person, *args):
    request = RequestFactory().get("/")
    request.user = person
    return view(request, *args)


def is_found(view, person, *args):
    try:
        return fetch(view, person, *args).getvalue() == b"a door"
    except Http404 as refusal:
        assert not refusal.args  # nothing in it tells one refusal from another
        return False


class TestFile:
    @pytest.mark.parametrize(
        ("audience", "to_ana", "to_visitors"),
        [
            (Audience.PUBLIC, True, True),
            (Audience.MEMBERS, True, False),
            (Audience.ASSIGNED, False, False),
        ],
    )
    def test_the_course_decides(self, ana, audience, to_ana, to_visitors):
        address = make_address(f"courses:{make_course(audience).translation_key}")
        assert is_found(files.file, ana, address.uuid) == to_ana
        assert is_found(files.file, AnonymousUser(), address.uuid) == to_visitors

    def test_a_course_that_is_gone_keeps_its_files(self, ana):
        assert not is_found(files.file, ana, make_address(f"courses:{uuid.uuid4()}").uuid)

    @pytest.mark.parametrize("scope", ["", "courses", "wellbeing:1", "people:1"])
    def test_a_scope_that_no_room_answers_for_opens_nothing(self, sam, scope):
        assert not is_found(files.file, sam, make_address(scope).uuid)

    def test_an_unknown_address_is_refused_alike(self, ana):
        assert not is_found(files.file, ana, uuid.uuid4())

    def test_it_is_only_read(self, ana):
        request = RequestFactory().post("/")
        request.user = ana
        assert files.file(request, FileAddress().uuid).status_code == 405


class TestOverTheWire:
    """The same through urls and middleware."""

    @pytest.fixture
    def path(self, db):
        return f"/files/{make_address(f'courses:{make_course(Audience.MEMBERS).translation_key}')}/"

    def test_a_member_gets_it_under_our_headers(self, client, ana, path):
        client.force_login(ana)
        answer = client.get(path, headers={"range": "bytes=2-"})
        assert (answer.status_code, answer.getvalue()) == (206, b"door")
        assert answer["Content-Security-Policy"].startswith("sandbox;")
        assert answer["Cache-Control"] == "private, max-age=300"
        assert "Cookie" in answer["Vary"]

    def test_a_visitor_is_told_what_an_unknown_address_tells(self, client, path):
        refused, unknown = [client.get(p, follow=True) for p in (path, f"/files/{uuid.uuid4()}/")]
        assert refused.status_code == unknown.status_code == 404
        assert refused.content == unknown.content

    def test_who_left_gets_it_no_more(self, client, ana, path):
        client.force_login(ana)
        client.logout()
        assert client.get(path, follow=True).status_code == 404


class TestCmsMedia:
    @pytest.fixture(autouse=True)
    def door(self):
        default_storage.save("images/door.png", ContentFile(b"a door"))
        default_storage.save("documents/letter.png", ContentFile(b"a door"))

    def test_who_works_there_sees_pictures(self, eve, kit, sam):
        assert all(is_found(files.cms_media, one, "images/door.png") for one in (eve, kit, sam))

    def test_nobody_else_does(self, ana, bo):
        for one in (ana, bo, AnonymousUser()):
            assert not is_found(files.cms_media, one, "images/door.png")

    def test_a_role_that_ended_opens_nothing(self, eve):
        eve.roles_held.update(until_day="2021-01-01")
        assert not is_found(files.cms_media, eve, "images/door.png")

    @pytest.mark.parametrize(
        "path",
        [
            "documents/letter.png",
            "images/../documents/letter.png",
            "images/..",
            "images/",
            "/etc/passwd",
            "../keys/secret_key",
            "images/gone.png",
            "images/a\0b",
            "images\\door.png",
        ],
    )
    def test_only_pictures_and_no_way_round(self, eve, path):
        assert not is_found(files.cms_media, eve, path)

    def test_a_drawing_runs_nothing(self, eve):
        default_storage.save("original_images/a.svg", ContentFile(b"<svg/>"))
        response = fetch(files.cms_media, eve, "original_images/a.svg")
        assert response["Content-Type"] == "image/svg+xml"
        assert response["Content-Security-Policy"].startswith("sandbox;")

    @pytest.mark.parametrize("name", ["a.avif", "a.webp"])
    def test_newer_kinds_of_pictures_are_known(self, eve, name):
        default_storage.save(f"images/{name}", ContentFile(b"x"))
        response = fetch(files.cms_media, eve, f"images/{name}")
        assert response["Content-Type"] == f"image/{name[2:]}"
