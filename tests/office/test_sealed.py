"""A sealed text is plain in Python only, and a new key takes over from an old one."""

import json

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import connection

from office import rotation, sealed
from people.models import User

NAME = "Ana María Example"


@pytest.fixture
def named(ana):
    ana.legal_name = NAME
    ana.save(update_fields=["legal_name"])
    return ana


def stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT legal_name FROM people_user WHERE legal_name <> ''")
        return [row[0] for row in cursor.fetchall()]


def legal_name_of(person):
    return User.objects.get(pk=person.pk).legal_name


def test_the_database_holds_no_plain_text(named):
    [token] = stored()
    assert "Ana" not in token and token.startswith("gAAAA")
    assert legal_name_of(named) == NAME


def test_an_update_is_sealed_too(named):
    User.objects.filter(pk=named.pk).update(legal_name="Someone Else")
    assert "Else" not in stored()[0]
    assert legal_name_of(named) == "Someone Else"


def test_empty_stays_empty(ana):
    assert stored() == []
    assert User.objects.exclude(legal_name="").count() == 0


def test_a_look_up_is_refused_rather_than_finding_nobody(named):
    with pytest.raises(FieldError):
        User.objects.filter(legal_name=NAME).exists()
    with pytest.raises(FieldError):
        User.objects.filter(legal_name__contains="Ana").exists()


def test_a_page_does_not_even_fetch_it(named, django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        assert str(User.objects.get(pk=named.pk)) == "Ana"
    assert "legal_name" not in queries[0]["sql"]


def test_a_strange_key_opens_nothing(named, settings):
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(sealed.CannotOpen):
        legal_name_of(named)


class TestRotation:
    @pytest.fixture
    def new_key(self, settings):
        old = settings.FIELD_ENCRYPTION_KEYS
        settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode(), *old]
        return settings.FIELD_ENCRYPTION_KEYS[0]

    def test_afterwards_the_new_key_is_enough(self, named, new_key, settings):
        call_command("sealed", "rotate")
        settings.FIELD_ENCRYPTION_KEYS = [new_key]
        assert legal_name_of(named) == NAME

    def test_a_second_time_changes_nothing(self, named, new_key, capsys):
        call_command("sealed", "rotate", "--json")
        before = stored()
        call_command("sealed", "rotate", "--json")
        first, second = map(json.loads, capsys.readouterr().out.splitlines())
        assert first == {"resealed": 1, "kept": 0, "unopened": 0}
        assert second == {"resealed": 0, "kept": 1, "unopened": 0}
        assert stored() == before

    def test_it_goes_through_all_rows(self, ana, bo, cy, new_key, monkeypatch):
        for person in (ana, bo, cy):
            person.legal_name = NAME
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(
                    sealed.settings,
                    "FIELD_ENCRYPTION_KEYS",
                    [sealed.settings.FIELD_ENCRYPTION_KEYS[1]],
                )
                person.save(update_fields=["legal_name"])
        monkeypatch.setattr(rotation, "BATCH", 2)
        assert rotation.rotate().resealed == 3

    def test_what_no_key_opens_is_named_and_left(self, named, ana, bo, settings):
        lost = stored()
        settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
        bo.legal_name = NAME
        bo.save(update_fields=["legal_name"])
        with pytest.raises(CommandError, match="none of the keys opens, left as they are: 1"):
            call_command("sealed", "rotate")
        assert lost[0] in stored()
        assert legal_name_of(bo) == NAME
