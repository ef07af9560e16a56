"""The one file that the private room reads of the site: signed, whole, and as things are."""

import json
import stat
from datetime import timedelta

import pytest
from django.utils import timezone

from learning import room_lists, sweep
from learning.env import new_key as key
from office import instruments, organisation, signing
from office.organisation import Organisation
from office.support_form import Support
from tests.conftest import person
from tests.office.test_support import OPENS
from wellbeing import lists

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def file(settings, tmp_path):
    settings.ROOM_LISTS = tmp_path / "room" / "lists.json"
    return settings.ROOM_LISTS


@pytest.fixture
def casa():
    row = Organisation.objects.create(name="Casa", short_name="Casa", support=OPENS)
    organisation.forget()
    return row


def body(file):
    return json.loads(json.loads(file.read_text())["body"])


class TestWhatItSays:
    def test_it_is_what_was_agreed_with_the_room(self, casa, file, settings):
        room_lists.publish(on=TODAY)
        said = body(file)
        assert {*said} == {
            *("format", "made_on", "accounts", "site", "is_open", "support", "checks")
        }
        assert (said["format"], said["made_on"]) == ("room-lists/1", TODAY.isoformat())
        assert (said["site"], said["is_open"]) == (settings.SITE_URL, True)
        assert said["support"][0]["tel"] == "112"

    def test_it_is_shut_while_somebody_outside_is_missing(self, casa, file):
        Organisation.objects.update(support=OPENS[:1])
        organisation.forget()
        room_lists.publish(on=TODAY)
        assert body(file)["is_open"] is False

    def test_ways_to_write_to_somebody_are_not_in_it(self, casa, file, bo):
        ways = {"account": bo.pk, "address": "mina@quay.example"}
        Organisation.objects.update(support=[OPENS[1] | ways])
        organisation.forget()
        room_lists.publish(on=TODAY)
        assert "mina@quay" not in file.read_text() and "account" not in body(file)["support"][0]

    def test_how_many_are_here_is_told_in_tens(self, casa, file, ana, bo):
        bo.is_active = False
        bo.save()
        room_lists.publish(on=TODAY)
        assert body(file)["accounts"] == 10
        for n in range(10):
            person(f"more{n}")
        room_lists.publish(on=TODAY)
        assert body(file)["accounts"] == 20

    def test_checks_that_are_published_are_in_it(self, casa, file, monkeypatch):
        monkeypatch.setattr(room_lists, "published_definitions", lambda: [{"id": "ours"}])
        room_lists.publish(on=TODAY)
        assert body(file)["checks"] == [{"id": "ours"}]
        assert instruments.published_definitions() == []


class TestTheFile:
    def test_the_room_reads_it_and_refuses_one_changed_byte(self, casa, file, settings):
        room_lists.publish(on=TODAY)
        assert lists.current().is_open and lists.current().accounts == 0
        file.write_text(file.read_text().replace("112", "113"))
        assert not lists.current().is_open

    def test_it_is_signed_by_a_key_for_this_purpose(self, casa, file, settings):
        settings.SIGNING_KEYS = [f"room:{key()}", *settings.SIGNING_KEYS]
        room_lists.publish(on=TODAY)
        mine = signing.signer("room").public_key().public_bytes_raw().hex()
        assert json.loads(file.read_text())["key"] == mine
        assert lists.current().is_open

    def test_nobody_else_on_the_machine_opens_its_folder(self, casa, file):
        file.parent.mkdir(mode=0o755)
        room_lists.publish(on=TODAY)
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_a_crash_leaves_the_old_one_whole_and_nothing_beside_it(self, casa, file, monkeypatch):
        room_lists.publish(on=TODAY)
        before = file.read_text()
        monkeypatch.setattr(room_lists.os, "fsync", lambda handle: 1 / 0)
        Organisation.objects.update(support=[])
        organisation.forget()
        with pytest.raises(ZeroDivisionError):
            room_lists.publish(on=TODAY)
        assert file.read_text() == before
        assert [each.name for each in file.parent.iterdir()] == ["lists.json"]


class TestWhenItIsWritten:
    def test_a_sweep_makes_one_where_there_is_none_and_then_leaves_it_alone(self, casa, file):
        sweep.run()
        assert body(file)["is_open"]
        assert room_lists.see_to_it() is False

    def test_a_change_of_the_list_reaches_it_at_the_next_sweep(self, casa, file, sam):
        sweep.run()
        form = Support({"kind_0": "emergency", "name_0": "Other", "phone_0": "911"})
        assert form.is_valid()
        form.save(by=sam)
        sweep.run()
        assert [row["phone"] for row in body(file)["support"]] == ["911"]
        assert not body(file)["is_open"]

    @pytest.mark.parametrize(
        "spoil", [lambda text: "", lambda text: "{}", lambda text: text[:-9], lambda text: "[1]"]
    )
    def test_a_spoilt_one_is_made_anew(self, casa, file, spoil):
        room_lists.publish(on=TODAY)
        file.write_text(spoil(file.read_text()))
        assert room_lists.see_to_it()
        assert body(file)["is_open"]

    def test_one_of_yesterday_is_made_anew(self, casa, file):
        room_lists.publish(on=TODAY - timedelta(days=1))
        assert room_lists.see_to_it()
        assert body(file)["made_on"] == TODAY.isoformat()

    def test_one_under_an_old_key_is_made_anew(self, casa, file, settings):
        room_lists.publish(on=TODAY)
        settings.SIGNING_KEYS = [key(), *settings.SIGNING_KEYS]
        assert room_lists.see_to_it()

    def test_without_a_key_the_sweep_goes_on_and_says_why(self, casa, file, settings, caplog):
        settings.SIGNING_KEYS = [f"hours:{key()}", f"badges:{key()}"]
        sweep.run()
        assert not file.exists()
        assert "holds no key for them" in caplog.text

    def test_where_the_folder_cannot_be_written_the_sweep_goes_on(self, casa, file, caplog):
        file.parent.write_text("a file in its place")
        sweep.run()
        assert "not published" in caplog.text
