"""A copy of one's own data: complete, sealed, for its person alone, gone after a week."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from cryptography.fernet import Fernet
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from courses import progress
from courses.joining import enrol
from learning import export, readable, sweep
from learning.models import Export
from learning.rooms import ROOMS
from office import notices, sealed_files
from office.audit import Entry
from office.models import Due, Notice
from people.models import Role, User
from people.roles import give_role
from tests.conftest import come_in
from tests.courses.builders import make_course, translate
from tests.courses.test_progress import answer, read

PAGE = "/en/account/export/"
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def full(ana, sam):
    """Ana, with something in every room."""
    ana.legal_name, ana.languages = "Ana Sealed", ["es", "en"]
    ana.save()
    course = make_course()
    enrol(ana, course, by=sam)
    answer(ana, course, 1)
    read(ana, course)
    give_role(ana, Role.MENTOR, by=sam, from_day=ana.day())
    notices.add("people.role_changed", to=ana, key="told", about=1)
    return ana


@pytest.fixture
def ready(full):
    """Ana's copy, asked for and made."""
    return made(full)


def made(person):
    export.ask(by=person)
    sweep.run()
    return Export.objects.get(person=person, state="ready")


def files_of(chunks):
    with zipfile.ZipFile(io.BytesIO(b"".join(chunks))) as zip:
        assert zip.testzip() is None
        return {name: zip.read(name).decode() for name in zip.namelist()}


def stale(client):
    """The sign-in lies six minutes back."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= 360
    session.save()
    return client


def address(copy):
    return reverse("account_export_file", args=[copy.pk])


class TestAsking:
    def test_the_sweep_makes_it_and_tells(self, full):
        copy = made(full)
        assert copy.until - copy.made_at == WEEK
        told = Notice.objects.get(kind="people.export_ready")
        assert (told.to, told.about) == (full, str(copy.pk))

    def test_one_at_a_time(self, ana):
        export.ask(by=ana)
        with pytest.raises(export.OneIsOpen):
            export.ask(by=ana)
        assert Export.objects.count() == Due.objects.filter(kind="learning.export").count() == 1

    def test_after_the_week_another_can_be_asked_for(self, ready, full):
        sweep.run(now=timezone.now() + WEEK + timedelta(minutes=1))
        export.ask(by=full)
        assert Export.objects.filter(person=full, state="asked").count() == 1

    def test_asking_and_fetching_are_noted(self, ready, full):
        list(export.fetch(ready, by=full))
        verbs = Entry.objects.for_person(full).values_list("verb", flat=True)
        assert list(verbs)[:2] == ["fetched export", "asked for export"]

    def test_a_failure_leaves_it_asked_for_and_is_tried_again(self, ana, monkeypatch):
        export.ask(by=ana)
        with monkeypatch.context() as patch:
            patch.setattr(sealed_files, "write", lambda *a, **k: 1 / 0)
            assert sweep.run().postponed == 1
        assert Export.objects.get().state == "asked"
        Due.objects.update(held_until=None)
        sweep.run()
        assert Export.objects.get().state == "ready"


class TestContent:
    def test_both_files_say_the_same(self, ready, full):
        files = files_of(export.fetch(ready, by=full))
        assert set(files) == {"data.json", "readable.html"}
        data = json.loads(files["data.json"])
        for room in ROOMS:
            for kind, rows in data[room].items():
                for word in words_in(rows):
                    assert word in files["readable.html"], (kind, word)

    def test_it_holds_what_the_rooms_hold(self, ready, full):
        data = json.loads(files_of(export.fetch(ready, by=full))["data.json"])
        assert data["people"]["account"]["legal_name"] == "Ana Sealed"
        assert {row["role"] for row in data["people"]["roles"]} == {"trainee", "mentor"}
        assert data["courses"]["courses"][0]["course"] == "Listening"
        assert data["courses"]["courses"][0]["joined_by_myself"] is False
        [answered] = [row for row in data["courses"]["answers"] if row["verb"] == "answered"]
        assert (answered["question"], answered["answer"]) == ("Question 1?", "Offering a choice")
        assert data["courses"]["progress"][0]["lesson"] == "Lesson 1 title"
        assert data["office"]["notices"][0]["kind"] == "people.role_changed"
        assert data["office"]["audit"][-1]["by"] == "Sam"

    def test_nothing_that_opens_a_door_is_in_it(self, ready, full):
        files = files_of(export.fetch(ready, by=full))
        for secret in (full.password, full.private_salt.hex()):
            assert secret not in files["data.json"] + files["readable.html"]

    def test_nothing_of_others_is_in_it(self, full, bo):
        bo.legal_name = "Bo Sealed"
        bo.save()
        course = make_course("other")
        enrol(bo, course, by=bo)
        text = "".join(files_of(export.fetch(made(full), by=full)).values())
        assert not re.search(r"\bBo\b|bo@|/other/", text)

    def test_every_key_has_words(self, ready, full):
        data = json.loads(files_of(export.fetch(ready, by=full))["data.json"])
        known = {key for room in ROOMS.values() for key in room.EXPORT_WORDS}
        assert keys_in({room: data[room] for room in ROOMS}) - known - ROOMS.keys() == set()

    @pytest.mark.parametrize(("language", "way"), [("es", "ltr"), ("ar", "rtl")])
    def test_the_page_is_in_the_persons_language(self, full, language, way):
        translate(make_course("more"), language)
        User.objects.filter(pk=full.pk).update(languages=[language])
        page = files_of(export.fetch(made(full), by=full))["readable.html"]
        assert f'<html lang="{language}" dir="{way}">' in page

    def test_the_page_calls_nobody_and_runs_nothing(self, ready, full):
        page = files_of(export.fetch(ready, by=full))["readable.html"]
        assert not re.search(r"<script|<link|<img|<iframe|\ssrc=|\shref=|url\(|@import", page)

    def test_what_was_typed_stays_text(self, full):
        full.chosen_name = "<script>alert(1)</script>"
        full.save()
        assert "<script" not in files_of(export.fetch(made(full), by=full))["readable.html"]

    def test_a_draft_translation_is_not_read_out(self, full):
        course = make_course("drafted")
        enrol(full, course, by=full)
        progress.read(
            full, "drafted", lesson=("first", "l1"), attempt=export.UUID(int=5), language="en"
        )
        translate(course, "es", live=False)
        text = files_of(export.fetch(made(full), by=full))["data.json"]
        assert "es: Lesson" not in text

    def test_more_rows_cost_no_more_statements(self, full, django_assert_max_num_queries):
        with django_assert_max_num_queries(100) as few:
            list(export.archive.of(full, at=timezone.now()))
        for n in range(5):
            course = make_course(f"more-{n}")
            enrol(full, course, by=full)
            read(full, course)
        with django_assert_max_num_queries(len(few)):
            list(export.archive.of(full, at=timezone.now()))


def words_in(value):
    """Every piece of text that is shown as it stands."""
    rows = [value] if isinstance(value, dict) else value
    skipped = {"verb", "state", "kind", "known_by", "role", "type", "notify_by", "language", "text"}
    for row in rows:
        for key, each in row.items():
            if isinstance(each, str) and key not in skipped and not is_a_moment(each):
                yield each


def is_a_moment(text):
    return re.match(r"\d{4}-\d\d-\d\d", text)


def keys_in(value):
    if isinstance(value, dict):
        return set(value).union(*map(keys_in, value.values()))
    return set().union(*map(keys_in, value)) if isinstance(value, list) else set()


class TestSealed:
    def test_no_plain_byte_lies_in_the_store(self, ready, own_store):
        [file] = [path for path in own_store.rglob("*") if path.is_file()]
        assert file == own_store / "exports" / str(ready.pk)
        assert b"PK" not in file.read_bytes()[:4] and b"Ana" not in file.read_bytes()

    def test_no_address_leads_to_the_stored_file(self, client, sam, ready):
        come_in(client, sam)
        for path in (f"/cms/media/{ready.path}", f"/files/{ready.pk}/", f"/media/{ready.path}"):
            assert client.get(path).status_code == 404

    def test_a_copy_in_the_place_of_another_opens_to_nobody(self, ready, full, bo):
        other = made(bo)
        with default_storage.open(ready.path) as file:
            stolen = file.read()
        with open(default_storage.path(other.path), "wb") as file:
            file.write(stolen)
        with pytest.raises(export.Unreadable):
            export.fetch(other, by=bo)

    def test_a_lost_key_is_said_in_words(self, client, ready, full, settings):
        settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
        page = come_in(client, full).get(address(ready), follow=True)
        assert "can&#x27;t be read any more" in page.content.decode()


class TestFetching:
    def test_its_person_fetches_it_after_a_fresh_sign_in(self, client, ready, full):
        answer = come_in(client, full).get(address(ready))
        assert answer["Content-Disposition"] == 'attachment; filename="my-data.zip"'
        assert "no-store" in answer["Cache-Control"]
        body = b"".join(answer)
        assert answer["Content-Length"] == str(len(body))
        assert set(files_of([body])) == {"data.json", "readable.html"}

    @pytest.mark.parametrize("who", ["bo", "kit", "sam", "eve"])
    def test_nobody_else_does(self, client, ready, request, who):
        come_in(client, request.getfixturevalue(who))
        assert client.get(address(ready)).status_code == 404
        assert client.post(f"{address(ready)}delete/").status_code == 404

    def test_an_old_sign_in_is_asked_who_is_there(self, client, ready, full):
        stale(come_in(client, full))
        answer = client.get(address(ready))
        assert answer["Location"] == "/en/account/reauthenticate/?next=%2Fen%2Faccount%2Fexport%2F"
        client.post(answer["Location"], {"password": "a calm password"})
        assert client.get(address(ready))["Content-Type"] == "application/zip"

    def test_so_is_whoever_asks_for_one(self, client, ana):
        stale(come_in(client, ana))
        assert "reauthenticate" in client.post(PAGE)["Location"]
        assert not Export.objects.exists()

    def test_a_session_that_says_nothing_of_a_sign_in_is_not_fresh(self, client, ana):
        client.force_login(ana)
        client.post(PAGE)
        assert not Export.objects.exists()

    def test_without_a_password_one_signs_in_anew(self, client, ana):
        come_in(client, ana)
        ana.set_unusable_password()
        ana.save()
        stale(come_in(client, ana))
        assert "sign out, then sign in again" in client.get(PAGE).content.decode()
        assert client.post(PAGE)["Location"] == PAGE
        assert not Export.objects.exists()

    def test_only_get_fetches(self, client, ready, full):
        come_in(client, full)
        assert client.post(address(ready)).status_code == 405
        assert client.head(address(ready)).status_code == 405


class TestPage:
    def test_it_says_where_things_stand(self, client, ana):
        come_in(client, ana)
        assert "Ask for a copy" in client.get(PAGE).content.decode()
        assert client.post(PAGE)["Location"] == PAGE
        assert "Your copy is being made" in client.get(PAGE).content.decode()
        sweep.run()
        page = client.get(PAGE).content.decode()
        assert "Your copy is ready" in page and address(Export.objects.get()) in page

    def test_it_warns_of_a_device_that_others_use(self, client, ana):
        assert "others use too" in come_in(client, ana).get(PAGE).content.decode()

    def test_asking_twice_is_met_with_words(self, client, ana):
        come_in(client, ana).post(PAGE)
        assert "Your last copy is still here." in client.post(PAGE, follow=True).content.decode()


class TestTheEnd:
    def test_after_seven_days_the_file_is_gone_and_the_page_says_so(
        self, client, ready, full, monkeypatch
    ):
        sweep.run(now=ready.until - timedelta(minutes=1))
        assert default_storage.exists(ready.path)
        sweep.run(now=ready.until)
        assert not default_storage.exists(ready.path)
        ready.refresh_from_db()
        assert (ready.state, ready.path) == ("gone", "")
        come_in(client, full)
        assert client.get(address(ready)).status_code == 404
        assert "Your last copy has been deleted." in client.get(PAGE).content.decode()

    def test_a_sweep_that_is_late_opens_nothing_longer(self, ready, full):
        assert export.find(ready.pk, by=full, at=ready.until) is None

    def test_its_person_deletes_it_sooner(self, client, ready, full):
        come_in(client, full).post(f"{address(ready)}delete/")
        assert not default_storage.exists(ready.path)
        assert Export.objects.get().state == "gone"
        assert Entry.objects.for_person(full).first().verb == "removed export"

    def test_a_copy_that_was_removed_while_it_was_made_is_not_kept(self, ana, own_store):
        copy = export.ask(by=ana)
        Export.objects.filter(pk=copy.pk).update(state="gone")
        copy.state = "asked"
        export._make(copy, at=timezone.now())
        assert not default_storage.exists(f"exports/{copy.pk}")
        assert not Notice.objects.exists()

    def test_a_due_row_too_early_waits(self, ready):
        export.settle("learning.export", str(ready.pk), at=timezone.now())
        assert default_storage.exists(ready.path)


def test_a_value_that_is_nothing_is_shown_as_nothing(ana):
    reader = readable.Reader(ana)
    assert reader.show("until_day", None) == reader.show("x", []) == readable.NOTHING
