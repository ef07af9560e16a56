"""Editors add, replace and remove activities; programs are let in by whoever has that right."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.models import Course, H5PActivity, H5PBlob, H5PLibrary, H5PPackage
from courses.models.h5p import State
from people.models import Role, RoleHeld
from tests.conftest import come_in, person
from tests.courses.activities.conftest import activity_of, course_with, own
from tests.courses.builders import lesson_page
from tests.courses.h5p import parcel
from tests.people.factories import LONG_AGO

DESK, PROGRAMS = "/cms/activities/", "/cms/libraries/"


@pytest.fixture
def editor(client, eve, media):
    come_in(client, eve)
    return client


@pytest.fixture
def administrator(client, sam, media):
    come_in(client, sam)
    return client


def file_of(package, name="steps.h5p"):
    return SimpleUploadedFile(name, package)


def add(client, package=None, **more):
    said = {"file": file_of(package or parcel.content_only()), "language": "en"} | more
    return client.post(f"{DESK}add/", said)


@pytest.fixture
def admitted(take):
    """The programs that the package without its own needs."""
    take(parcel.good())
    H5PLibrary.objects.update(state=State.ADMITTED)


def test_an_editor_adds_an_activity(editor, admitted):
    answer = add(editor)
    row = H5PActivity.objects.get()
    assert answer.url == f"{DESK}{row.pk}/"
    assert (row.title, row.language, row.versions.count()) == ("Small steps", "en", 1)
    assert "Small steps" in editor.get(DESK).content.decode()


def test_what_is_wrong_with_a_package_is_said_and_nothing_is_kept(editor, media):
    answer = add(editor, parcel.adding({"content/z.js": b"x"}))
    assert answer.status_code == 422
    assert "content/z.js" in answer.content.decode()
    assert not H5PActivity.objects.exists() and media() == []


@pytest.mark.parametrize("what", [b"", b"x", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_package_is_refused_in_words(editor, what):
    assert add(editor, what or b"").status_code == 422


def test_an_editor_brings_no_programs(editor):
    answer = add(editor, parcel.good())
    assert answer.status_code == 422  # nobody has let these in
    assert not H5PLibrary.objects.exists()


def test_a_program_waits_until_it_is_let_in(administrator, sam, take):
    take(parcel.good(), by=sam)
    library = H5PLibrary.objects.get(machine_name="Mainstay.Steps")
    assert "Mainstay.Steps 1.1.3" in administrator.get(PROGRAMS).content.decode()
    administrator.post(f"{PROGRAMS}{library.pk}/", {"judged": "admit"})
    library.refresh_from_db()
    assert (library.state, library.judged_by) == (State.ADMITTED, sam)
    administrator.post(f"{PROGRAMS}{library.pk}/", {"judged": "refuse"})
    library.refresh_from_db()
    assert library.state == State.REFUSED


def test_editors_do_not_judge_programs_nor_learners_anything(editor, client, ana, take):
    take(parcel.good())
    library = H5PLibrary.objects.first()
    assert editor.get(PROGRAMS).status_code == 404
    assert editor.post(f"{PROGRAMS}{library.pk}/", {"judged": "admit"}).status_code == 404
    client.force_login(ana)
    assert client.get(DESK).status_code in (302, 404)
    assert H5PLibrary.objects.filter(state=State.WAITING).count() == 2


def test_a_coordinator_adds_no_activity(client, kit, media):
    come_in(client, kit)
    assert client.get(DESK).status_code == 404
    assert add(client).status_code == 404


def test_another_package_takes_the_place_and_the_first_stays_known(editor, admitted):
    add(editor)
    row = H5PActivity.objects.get()
    newer = parcel.packed(
        {n: v for n, v in parcel.files().items() if not n.startswith("Mainstay.")}
        | {"content/content.json": {"steps": ["Another"]}}
    )
    editor.post(f"{DESK}{row.pk}/replace/", {"file": file_of(newer)})
    row.refresh_from_db()
    packages = [version.package_id for version in row.versions.all()]
    assert packages[0] == row.package_id
    assert len(set(packages)) == 2


def test_a_bad_package_takes_nobodys_place(editor, admitted):
    add(editor)
    row = H5PActivity.objects.get()
    answer = editor.post(f"{DESK}{row.pk}/replace/", {"file": file_of(b"x")})
    assert answer.status_code == 422
    assert row.versions.count() == 1


def test_where_it_is_used_is_shown_and_what_is_used_stays(editor, activity):
    course = course_with(activity)
    page = lesson_page(course)
    shown = editor.get(f"{DESK}{activity.pk}/").content.decode()
    assert f"/cms/pages/{page.pk}/edit/" in shown
    editor.post(f"{DESK}{activity.pk}/remove/")
    assert H5PActivity.objects.exists()


def test_what_nobody_uses_goes_with_all_its_files(editor, activity, media):
    H5PLibrary.objects.all().delete()
    editor.post(f"{DESK}{activity.pk}/remove/")
    assert not H5PActivity.objects.exists()
    assert not H5PPackage.objects.exists() and not H5PBlob.objects.exists()
    assert media() == []


def test_an_editor_may_play_it_before_anybody_else(editor, activity):
    answer = editor.get(f"{DESK}{activity.pk}/")
    address = re.search(r'data-player="([^"]+)"', answer.content.decode())[1]
    assert editor.get(address).status_code == 200
    assert "frame-src 'self' http://testserver/h5p/" in answer["Content-Security-Policy"]


def test_a_draft_can_be_played_in_its_preview(editor, activity):
    page = lesson_page(course_with(activity))
    shown = editor.get(f"/cms/pages/{page.pk}/view_draft/")
    address = re.search(r'data-player="([^"]+)"', shown.content.decode())[1]
    assert editor.get(address).status_code == 200
    assert "frame-src http://testserver/h5p/" in shown["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["", "results/", "chosen/{pk}/", "chosen-multiple/?id={pk}"])
def test_the_chooser_is_for_who_writes_pages(client, kit, activity, path):
    where = "/cms/activities/choose/" + path.format(pk=activity.pk)
    assert come_in(client, kit).get(where).status_code == 404


def test_the_chooser_shows_title_language_and_kind(editor, activity):
    shown = editor.get("/cms/activities/choose/").json()["html"]
    assert "What can wait" in shown and "Mainstay.Sorting" in shown


def test_editors_are_told_what_counts(editor):
    assert "can be forged" in editor.get(DESK).content.decode()


def test_the_list_costs_the_same_for_any_number(editor, admitted, django_assert_max_num_queries):
    editor.get(DESK)
    package = own()
    for n in range(20):
        H5PActivity.objects.create(title=f"n{n}", language="en", package=package)
    with django_assert_max_num_queries(20):
        editor.get(DESK)


def test_a_translator_may_add_the_same_in_another_language(client, media, admitted):
    tomas = person("tomas", Role.TRANSLATOR)
    come_in(client, tomas)
    assert add(client, language="fr").status_code == 302
    assert H5PActivity.objects.get().language == "fr"


class TestTitles:
    """The package may speak one language, and what stands above it each of the site's."""

    @pytest.fixture
    def activity(self, db, media):
        return activity_of(own())

    def test_readers_see_the_title_of_their_language_else_the_packages_own(
        self, editor, client, activity
    ):
        Course.objects.filter(pk=course_with(activity).pk).update(audience="public")
        told = {"title_es": "Pasos pequeños", "title_fr": "", "title_ar": ""}
        assert editor.post(f"{DESK}{activity.pk}/titles/", told).status_code == 302
        spanish = client.get("/es/courses/listening/first/l1/").content.decode()
        assert 'lang="es" dir="auto">Pasos pequeños<' in spanish
        french = client.get("/fr/courses/listening/first/l1/").content.decode()
        assert f'lang="en" dir="auto">{activity.title}<' in french

    def test_a_title_that_is_too_long_comes_back(self, editor, activity):
        answer = editor.post(f"{DESK}{activity.pk}/titles/", {"title_es": "a" * 256})
        assert answer.status_code == 422
        activity.refresh_from_db()
        assert activity.titles == {}

    @pytest.mark.parametrize("verb", ["titles", "replace"])
    def test_an_editor_of_one_course_changes_none_that_another_plays(self, client, activity, verb):
        key = course_with(activity).translation_key
        for name, course, status in (("gus", uuid4(), 404), ("ida", key, (302, 422))):
            who = person(name)
            role = {"role": Role.CONTENT_EDITOR, "course": course}
            RoleHeld.objects.create(person=who, from_day=LONG_AGO, **role)
            answer = come_in(client, who).post(f"{DESK}{activity.pk}/{verb}/", {"title_es": "A"})
            assert answer.status_code in (status if isinstance(status, tuple) else (status,))

    def test_who_adds_no_activities_names_none(self, client, bo, activity):
        answer = come_in(client, bo).post(f"{DESK}{activity.pk}/titles/", {"title_es": "A"})
        assert answer.status_code == 404


def test_another_package_takes_the_place_of_all_languages(editor, activity, admitted):
    packages = {"ar": activity.package_id}
    H5PActivity.objects.update(own="what-can-wait", packages=packages)
    shown = editor.get(f"{DESK}{activity.pk}/").content.decode()
    assert "This one came with the site" in shown
    newer = {n: v for n, v in parcel.files().items() if not n.startswith("Mainstay.")}
    editor.post(f"{DESK}{activity.pk}/replace/", {"file": file_of(parcel.packed(newer))})
    activity.refresh_from_db()
    assert (activity.own, activity.packages) == ("", {})
    assert "This one came with the site" not in editor.get(f"{DESK}{activity.pk}/").content.decode()
