"""Nothing that a save leaves behind leads to a person: no row, no line, no copy."""

import io
import json
import logging
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.test.utils import CaptureQueriesContext
from wagtail.snippets.models import get_snippet_models

from learning.logs import QuietFormatter
from tests.people.test_lock import leave_alone, sign_in
from tests.wellbeing import conftest
from tests.wellbeing.conftest import BOTH, KINDS, ask, box, get, place, put
from wellbeing import boxes
from wellbeing.models import Slot, Vault

pytestmark = BOTH
ALIASES = ("default", "wellbeing")
LOCATOR = bytes(range(100, 132))
TABLE = re.compile(r'FROM "(\w+)"')


def statements(client, *bodies):
    """What is asked of everybody's database while these are answered."""
    with CaptureQueriesContext(connections["default"]) as seen:
        assert {ask(client, body).status_code for body in bodies} == {200}
    return [query["sql"] for query in seen]


def rows():
    """Every row of every table of both databases."""
    found = {}
    for alias in ALIASES:
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
                found[alias, table] = sorted(map(repr, cursor.fetchall()))
    return found


def receivers(signal, model):
    at_once, later = signal._live_receivers(model)
    return [*at_once, *later]


class TestASave:
    @pytest.mark.parametrize("kind", KINDS)
    def test_asks_for_session_and_person_and_writes_nothing(
        self, shared_cache_in_database, signed_in, kind
    ):
        etag = ask(signed_in, put(kind)).content
        done = [b"s-", get(kind), put(kind, etag=etag), put(kind, place(2)), conftest.delete(kind)]
        for body in done:
            said = statements(signed_in, body)
            assert [sql.split()[0] for sql in said] == ["SELECT"] * len(said)
            assert [TABLE.search(sql)[1] for sql in said] == ["people_session", "people_user"]

    def test_is_no_sign_of_life_on_a_shared_device(self, client, ana, room_is_open):
        sign_in(client, ana)
        leave_alone(client, 9)
        said = statements(client, put(), get())
        assert said and {sql.split()[0] for sql in said} == {"SELECT"}

    def test_is_none_on_a_device_of_ones_own(self, client, ana, room_is_open):
        sign_in(client, ana, device="mine")
        leave_alone(client, 9)
        assert {sql.split()[0] for sql in statements(client, put(), get())} == {"SELECT"}

    def test_changes_one_table_of_all(self, signed_in):
        ask(signed_in, b"s-")
        before = rows()
        ask(signed_in, put())
        after = rows()
        changed = {place for place in after if after[place] != before[place]}
        assert changed == {("wellbeing", "wellbeing_vault")}

    def test_of_another_sort_changes_the_other(self, signed_in):
        before = rows()
        ask(signed_in, put(conftest.SLOT))
        after = rows()
        changed = {place for place in after if after[place] != before[place]}
        assert changed == {("wellbeing", "wellbeing_slot")}

    def test_sets_no_cookie(self, signed_in):
        assert not ask(signed_in, put()).cookies


class TestTheTables:
    @pytest.mark.parametrize("table", ["wellbeing_slot", "wellbeing_vault"])
    def test_have_four_columns_and_no_way_out(self, table):
        connection = connections["wellbeing"]
        with connection.cursor() as cursor:
            columns = connection.introspection.get_table_description(cursor, table)
            assert {column.name for column in columns} == {"key", "etag", "quarter", "body"}
            assert connection.introspection.get_relations(cursor, table) == {}
            if connection.vendor == "postgresql":  # SQLite takes any key for one
                assert connection.introspection.get_sequences(cursor, table) == []

    def test_stand_in_one_database_only(self):
        for alias, stand in (("default", False), ("wellbeing", True)):
            tables = connections[alias].introspection.table_names()
            ours = {name for name in tables if name.startswith("wellbeing")}
            assert ours == ({"wellbeing_slot", "wellbeing_vault"} if stand else set())
            assert ("people_user" in tables) != stand

    def test_are_all_there_is_of_the_room(self):
        assert {*apps.get_app_config("wellbeing").get_models()} == {Slot, Vault}

    def test_are_watched_and_shown_by_nobody(self):
        assert not apps.is_installed("django.contrib.admin")
        assert not {Slot, Vault} & {*get_snippet_models()}
        for signal in (pre_save, post_save, pre_delete, post_delete):
            told = {each.__name__ for model in (Slot, Vault) for each in receivers(signal, model)}
            assert told <= {"set_locale_on_new_instance"}  # Wagtail's, which looks for a language

    def test_tell_no_order_and_no_day(self, signed_in):
        ask(signed_in, put())
        row = Vault.objects.get()
        assert re.fullmatch(r"\d{4}-Q[1-4]", row.quarter)
        etag = bytes(row.etag)
        ask(signed_in, put(etag=etag))
        assert bytes(Vault.objects.get().etag) != etag


class TestCopies:
    def test_an_ordinary_dump_leaves_the_room_out(self, signed_in):
        ask(signed_in, put(conftest.SLOT, LOCATOR))
        dump = io.StringIO()
        call_command("dumpdata", stdout=dump)
        models = {row["model"] for row in json.loads(dump.getvalue())}
        assert "people.user" in models
        assert not {model for model in models if model.startswith("wellbeing")}

    def test_the_rooms_own_copy_holds_it_and_nothing_else(self, signed_in, tmp_path):
        for number, kind in enumerate(KINDS):
            ask(signed_in, put(kind, place(number)))
        call_command("room", "backup", str(file := tmp_path / "copy"), verbosity=0)
        before = rows()
        Slot.objects.all().delete()
        Vault.objects.all().delete()
        call_command("room", "restore", str(file))
        assert rows() == before
        assert b"ana" not in file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0

    def test_a_copy_overwrites_nothing(self, signed_in, tmp_path):
        ask(signed_in, put())
        file = tmp_path / "copy"
        file.write_text("something dear")
        with pytest.raises(CommandError, match="is there already"):
            call_command("room", "backup", str(file))
        assert file.read_text() == "something dear"
        call_command("room", "backup", str(tmp_path / "other"))
        with pytest.raises(CommandError, match="holds boxes already"):
            call_command("room", "restore", str(tmp_path / "other"))

    @pytest.mark.parametrize("content", [b"", b"no database", None])
    def test_what_is_no_copy_is_not_restored(self, db, tmp_path, content):
        file = tmp_path / "copy"
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(CommandError):
            call_command("room", "restore", str(file))
        assert boxes.total() == 0


class TestLines:
    def lines(self, caplog):
        shape = QuietFormatter()
        return "\n".join(shape.format(record) for record in caplog.records)

    def names_nothing(self, text):
        for said in (LOCATOR.hex(), repr(LOCATOR)[2:-1], LOCATOR.decode("latin-1"), "ana"):
            assert said not in text

    def test_a_save_leaves_none(self, signed_in, caplog):
        caplog.set_level(logging.DEBUG)
        ask(signed_in, put(where=LOCATOR))
        ask(signed_in, get(where=LOCATOR))
        assert self.lines(caplog) == ""

    @pytest.mark.parametrize("body", [b"nonsense", put(etag=b"?" * 16), LOCATOR])
    def test_a_refusal_says_no_more_than_its_address(self, signed_in, caplog, body):
        caplog.set_level(logging.DEBUG)
        ask(signed_in, body)
        signed_in.get(f"/notes/box?{LOCATOR.hex()}")
        signed_in.get("/notes/nowhere")
        text = self.lines(caplog)
        self.names_nothing(text)
        assert "private_salt" not in text

    def test_a_fault_does_not_quote_what_was_in_it(self, signed_in, caplog, monkeypatch):
        def fail(*what, **more):
            raise DatabaseError(f"duplicate key {LOCATOR.hex()} {what} {more}")

        monkeypatch.setattr(boxes, "put", fail)
        signed_in.raise_request_exception = False
        answer = ask(signed_in, put(where=LOCATOR, body=box(fill=b"k")))
        text = self.lines(caplog)
        assert answer.status_code == 500
        assert "/notes/box" in text and "DatabaseError" in text
        self.names_nothing(text)
        assert "kkkk" not in text
        assert LOCATOR.hex().encode() not in answer.content

    def test_the_server_writes_no_line_for_a_request(self):
        said = (settings.ROOT / "gunicorn.conf.py").read_text()
        assert "accesslog = None" in said


def test_who_counts_is_a_cache_that_forgets():
    assert type(caches["room"]).__name__ in ("LocMemCache", "RedisCache")
