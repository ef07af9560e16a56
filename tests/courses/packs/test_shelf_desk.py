"""The shelf: packs looked at, looked into, received, and taken in as drafts."""

import zipfile
from datetime import date
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.rich_text import RichText

from courses import packs, shelf_hooks
from courses.models import Course, CoursePage, LessonPage, ReceivedPack
from courses.packs import adapting, shelved
from office.audit import Entry
from people.models import Role, RoleHeld
from tests.conftest import come_in, person
from tests.courses.packs import small

SHELF = "/cms/shelf/"


def zipped(folder, target):
    with zipfile.ZipFile(target, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder))
    return target


def sent(folder, tmp_path):
    content = zipped(folder, tmp_path / "small.zip").read_bytes()
    return {"file": SimpleUploadedFile("small.zip", content)}


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def editor(client, eve):
    return come_in(client, eve)


@pytest.fixture
def received(editor, translated, tmp_path):
    """The address of the small pack on the shelf."""
    return editor.post(f"{SHELF}receive/", sent(translated, tmp_path)).headers["Location"]


def lesson(**fields):
    return LessonPage.objects.get(**{"slug": "door", "locale__language_code": "en"} | fields)


# --- what there is
def test_shipped_packs_are_told_with_languages_minutes_and_licence(editor):
    page = editor.get(SHELF).content.decode()
    assert "It came with the site." in page and "CC-BY" in page and "minutes" in page
    assert "Arabic" in page


def test_the_shelf_costs_the_same_with_more_on_it(
    editor, received, django_assert_max_num_queries, tmp_path, folder
):
    editor.get(SHELF)
    with CaptureQueriesContext(connection) as few:
        editor.get(SHELF)
    count = len(few)
    small.change(folder, "course.md", "title: Small steps", "title: Other steps")
    editor.post(f"{SHELF}receive/", sent(small.in_languages(folder, "es"), tmp_path))
    with django_assert_max_num_queries(count):
        assert "Other steps" in editor.get(SHELF).content.decode()


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.ADMINISTRATOR, Role.TRAINEE])
def test_to_others_there_is_no_shelf(client, db, role):
    come_in(client, person("pat", role))
    name = "everyday-practice"
    for address in ("", f"{name}/", f"{name}/preview/en/", f"{name}/media/x.svg"):
        assert client.get(f"{SHELF}{address}").status_code == 404
    for address in ("receive/", f"{name}/take/", f"{name}/remove/"):
        assert client.post(f"{SHELF}{address}").status_code == 404


def test_whoever_writes_one_course_takes_in_no_other(client, translated, tmp_path, db):
    ida = person("ida")
    role = {"role": Role.CONTENT_EDITOR, "course": uuid4(), "from_day": date(2020, 1, 1)}
    RoleHeld.objects.create(person=ida, **role)
    come_in(client, ida)
    page = client.post(f"{SHELF}receive/", sent(translated, tmp_path), follow=True)
    assert "Take it in" not in page.content.decode()
    name = ReceivedPack.objects.get().name
    assert client.post(f"{SHELF}{name}/take/").status_code == 404
    assert not Course.objects.exists() and client.get("/cms/values/").status_code == 404


# --- received
def test_a_sound_pack_is_kept_once_and_the_audit_knows(editor, received, translated, tmp_path, eve):
    assert (
        editor.post(f"{SHELF}receive/", sent(translated, tmp_path)).headers["Location"] == received
    )
    assert ReceivedPack.objects.count() == 1
    assert Entry.objects.get(verb="received pack").actor == eve
    assert "Small steps" in editor.get(SHELF).content.decode()


def test_a_pack_that_is_not_sound_is_refused_with_its_problems(editor, folder, tmp_path):
    small.change(folder, "first/door.md", "alt: A half-open door.", "")
    answer = editor.post(f"{SHELF}receive/", sent(folder, tmp_path))
    assert answer.status_code == 422 and "first/door.md:" in answer.content.decode()
    assert not ReceivedPack.objects.exists()


def test_what_is_no_zip_is_refused(editor, db):
    answer = editor.post(f"{SHELF}receive/", {"file": SimpleUploadedFile("x.zip", b"no zip")})
    assert answer.status_code == 422 and "not a zip" in answer.content.decode()
    assert editor.post(f"{SHELF}receive/").status_code == 422


def test_what_is_removed_takes_its_file_along(editor, received, django_capture_on_commit_callbacks):
    with shelved.opened(received.strip("/").rpartition("/")[2]) as folder:
        assert (folder / "course.md").exists()
    path = shelved.default_storage.path(ReceivedPack.objects.get().path)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"{received}remove/")
    assert editor.get(received).status_code == 404
    assert not shelved.Path(path).exists()


def test_an_editor_of_one_course_removes_no_pack_of_another(client, received):
    gus = person("gus")
    role = {"role": Role.CONTENT_EDITOR, "course": uuid4()}
    RoleHeld.objects.create(person=gus, from_day=date(2020, 1, 1), **role)
    assert come_in(client, gus).post(f"{received}remove/").status_code == 404
    assert ReceivedPack.objects.exists()


def test_new_words_of_a_pack_wait_where_the_translation_is_public(db, translated):
    packs.load(translated)
    file = translated / "locale" / "es.po"
    file.write_text(file.read_text().replace('"es The door"', '"Una garza"'))
    packs.load(translated, as_draft=True)
    page = lesson(locale__language_code="es")
    assert page.title == "es The door"
    assert page.get_latest_revision_as_object().title == "Una garza"


# --- looked into
def test_a_lesson_is_seen_as_a_learner_would_and_nothing_is_written(editor, received):
    page = editor.get(f"{received}preview/en/first/door/")
    words = page.content.decode()
    assert "You can leave it" in words and "Shut it" in words and "It may feel closed." not in words
    assert f"{received}media/door.svg" in words
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert not LessonPage.objects.exists() and not Course.objects.exists()


def test_it_is_seen_in_its_other_languages_too(editor, received):
    page = editor.get(f"{received}preview/es/first/door/").content.decode()
    assert 'lang="es"' in page and "es You can leave it" in page and "es The door" in page


@pytest.mark.parametrize("place", ["", "first/", "first/door/", "first/window/"])
def test_every_kind_of_page_is_there(editor, received, place):
    assert editor.get(f"{received}preview/en/{place}").status_code == 200


@pytest.mark.parametrize("place", ["fr/", "xx/", "en/second/", "en/first/wall/", "en/../"])
def test_what_a_pack_does_not_have_is_not_found(editor, received, place):
    assert editor.get(f"{received}preview/{place}").status_code == 404


def test_a_drawing_is_served_so_that_it_only_draws(editor, received):
    answer = editor.get(f"{received}media/door.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert editor.get(f"{received}media/course.md").status_code == 404


def test_every_shipped_lesson_can_be_looked_into(editor):
    for each in shelved.all_of_them():
        assert (
            editor.get(f"{SHELF}{each.name}/preview/{each.facts.languages[-1]}/").status_code == 200
        )


# --- taken in
def test_what_is_taken_in_is_a_draft_in_all_languages(editor, received, ana, eve):
    answer = editor.post(f"{received}take/")
    course = Course.objects.get(slug="small-steps")
    assert answer.status_code == 302 and course.audience == "assigned"
    pages = LessonPage.objects.filter(slug="door")
    assert {page.locale.language_code for page in pages} == {"en", "es"}
    assert not any(page.live for page in pages)
    assert Entry.objects.get(verb="took in course").actor == eve
    assert "You have this course." in editor.get(SHELF).content.decode()


def test_sent_twice_it_is_taken_in_once(editor, received):
    editor.post(f"{received}take/")
    editor.post(f"{received}take/")
    assert LessonPage.objects.filter(slug="door").count() == 2


def test_taking_in_again_shows_what_differs_and_takes_what_was_chosen(
    editor, received, translated, tmp_path
):
    editor.post(f"{received}take/")
    small.change(translated, "first/door.md", "You can leave it", "You may leave it")
    small.change(translated, "first/door.md", "title: A pause", "title: A rest")
    newer = small.in_languages(translated, "es")
    second = editor.post(f"{SHELF}receive/", sent(newer, tmp_path)).headers["Location"]
    page = editor.get(second).content.decode()
    assert "You may leave it" in page and "A rest" in page
    choices = {"choice first/door#why": "theirs", "choice first/door#pause": "ours"}
    editor.post(f"{second}take/", choices)
    body = str(lesson().get_latest_revision_as_object().body.raw_data[0]["value"])
    callout = lesson().get_latest_revision_as_object().body.raw_data[1]["value"]
    assert "You may leave it" in body and callout["title"] == "A pause"


def test_a_published_page_is_changed_in_a_draft_only(editor, received, translated, tmp_path):
    packs.load(translated)
    small.change(translated, "first/door.md", "You can leave it", "You may leave it")
    newer = small.in_languages(translated, "es")
    second = editor.post(f"{SHELF}receive/", sent(newer, tmp_path)).headers["Location"]
    editor.post(f"{second}take/")
    page = lesson()
    assert page.live and "You can leave it" in str(page.body.raw_data)
    assert "You may leave it" in str(page.get_latest_revision_as_object().body.raw_data)


# --- published
@pytest.fixture
def marked(client, folder, db):
    """Taken in as a draft, with a block to adapt; a publisher looks at it."""
    small.change(folder, "first/door.md", "::: text #why", "::: text #why adapt=law")
    packs.load(small.in_languages(folder, "es"), as_draft=True)
    come_in(client, person("pat", Role.PUBLISHER))
    return lesson()


def desk_of(page):
    return f"/cms/adapt/{page.pk}/"


def test_what_waits_is_shown_and_ticked(client, marked):
    desk = desk_of(marked)
    shown = client.get(desk).content.decode()
    assert "the law of your country" in shown and "You can leave it" in shown
    (waits,) = adapting.open_on(marked)
    client.post(desk, {"fits": [f"{marked.pk}.{waits.mark.pk}", "1.1", "x"]})
    assert adapting.open_on(marked) == [] and client.get(desk).status_code == 200


def test_a_page_is_not_published_before(marked, eve):
    request = RequestFactory().post("/")
    request._messages = CookieStorage(request)
    assert shelf_hooks.adapted_first(request, marked).headers["Location"] == desk_of(marked)
    adapting.tick(adapting.open_on(marked), by=eve)
    assert shelf_hooks.adapted_first(request, marked) is None


@pytest.mark.parametrize("below", [False, True], ids=["itself", "from above"])
def test_nor_in_a_list(client, marked, below):
    page = marked.get_parent() if below else marked
    sent = {"include_descendants": "on"} if below else {}
    answer = client.post(f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}", sent)
    assert answer.headers["Location"] == desk_of(page) and not lesson().live


def test_nor_in_another_language(client, marked, eve):
    page = lesson(locale__language_code="es")
    adapting.tick(adapting.open_on(marked), by=eve)
    answer = client.post(f"/cms/pages/{page.pk}/edit/", {"action": "publish"})
    assert answer.headers["Location"] == desk_of(page)
    assert not lesson(locale__language_code="es").live


def test_a_copied_course_waits_for_the_same(marked):
    course = marked.get_parent().get_parent().specific
    copy = course.copy(recursive=True, update_attrs={"slug": "other", "title": "Other"})
    shelf_hooks.copy_waits_too(None, course, copy)
    assert len(adapting.open_below(copy)) == 1


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.ADMINISTRATOR])
def test_others_settle_nothing(client, folder, db, role):
    packs.load(folder, as_draft=True)
    come_in(client, person("pat", role))
    assert client.get(f"/cms/adapt/{lesson().pk}/").status_code == 404


# --- given away, copied
@pytest.fixture
def published(editor, translated):
    """The address of the desk where the small course, taken in and live, is given away."""
    packs.load(translated)
    page = CoursePage.objects.get(slug="small-steps", locale__language_code="en")
    return f"/cms/give/{page.pk}/"


def test_what_is_given_away_can_be_received(editor, published, tmp_path):
    assert "CC-BY-4.0" in editor.get(published).content.decode()
    given = editor.post(f"{published}pack/", {"licence": "CC-BY-SA-4.0"})
    assert 'filename="small-steps.zip"' in given["Content-Disposition"]
    file = SimpleUploadedFile("small-steps.zip", b"".join(given.streaming_content))
    page = editor.post(f"{SHELF}receive/", {"file": file}, follow=True).content.decode()
    assert "Small steps" in page and "CC-BY-SA-4.0" in page and "You can leave" not in page


def test_what_cannot_come_along_is_said_before_it_is_given(editor, published):
    assert "come along" not in editor.get(published).content.decode()
    page = lesson()
    page.body[0].value = RichText('<p>See <a linktype="page" id="3">the shelf</a>.</p>')
    page.save_revision().publish()
    said = editor.get(published).content.decode()
    assert "What can’t come along" in said and "a link to a page or file of this site" in said


def test_without_a_licence_nothing_is_given(editor, published):
    assert editor.post(f"{published}pack/", {"licence": ""}).status_code == 422


def test_a_copy_has_all_languages_and_is_a_draft(editor, published):
    editor.post(f"{published}copy/")
    copy = Course.objects.get(slug="small-steps-2")
    pages = CoursePage.objects.filter(translation_key=copy.translation_key)
    assert {page.locale.language_code for page in pages} == {"en", "es"}
    assert not any(page.live for page in pages) and copy.audience == "assigned"
    spanish = LessonPage.objects.descendant_of(pages.get(locale__language_code="es")).first()
    assert spanish.title == "es The door"
    editor.post(f"{published}copy/")
    assert Course.objects.filter(slug="small-steps-3").exists()


def test_others_give_nothing_away(client, translated, db):
    packs.load(translated)
    page = CoursePage.objects.get(slug="small-steps", locale__language_code="en")
    come_in(client, person("tom", Role.TRANSLATOR))
    assert client.get(f"/cms/give/{page.pk}/").status_code == 404
    assert client.post(f"/cms/give/{page.pk}/copy/").status_code == 404


def test_what_is_only_another_way_is_not_counted_as_a_lesson():
    facts = shelved.facts_of(settings.ROOT / "content" / "being-alongside")
    assert facts.lessons == 12
