"""Error pages: the site's look, the address's language, a way on, and whom to ask."""

import pytest
from django.core.exceptions import BadRequest
from django.db import DatabaseError, connection
from django.test import Client

from office import organisation
from office.organisation import Organisation

LANGUAGES = ["en", "es", "fr", "ar"]


@pytest.fixture
def harbour(db):
    Organisation.objects.create(
        name="Harbour House", short_name="Harbour", ask_name="Rosa", ask_phone="+44 20 7946 0018"
    )
    return organisation.current()


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def away(execute, sql, params, many, context):
    raise DatabaseError("away")


def is_whole(page, language):
    """Ours in its look and language, with the way out, whom to ask, and a way on."""
    is_rtl = "rtl" if language == "ar" else "ltr"
    return (
        f'<html lang="{language}" dir="{is_rtl}">' in page
        and "main.css" in page.replace(".min", "")
        and 'href="/exit/"' in page
        and "+44 20 7946 0018" in page
        and 'class="button"' in page
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_at_an_address_is_said_in_its_language(visitor, harbour, language):
    answer = visitor.get(f"/{language}/nothing/")
    assert answer.status_code == 404 and is_whole(answer.content.decode(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_so_is_that_something_failed_even_while_the_database_is_away(visitor, harbour, language):
    organisation.forget()
    with connection.execute_wrapper(away):
        answer = visitor.get(f"/{language}/courses/")
    assert answer.status_code == 500 and is_whole(answer.content.decode(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_so_is_that_something_was_not_understood(visitor, harbour, language, monkeypatch):
    def not_understood(*args):
        raise BadRequest

    monkeypatch.setattr("courses.catalogue.look", not_understood)
    answer = visitor.get(f"/{language}/courses/")
    assert answer.status_code == 400 and is_whole(answer.content.decode(), language)


def test_an_error_signs_nobody_in_and_shows_nobody(client, ana, harbour, monkeypatch):
    def broken(*args):
        raise RuntimeError

    client.force_login(ana)
    client.raise_request_exception = False
    monkeypatch.setattr("courses.catalogue.look", broken)
    assert ana.chosen_name not in client.get("/en/courses/").content.decode()


def test_words_alone_are_the_last_thing_left(visitor, harbour, monkeypatch):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr("courses.catalogue.look", broken)
    monkeypatch.setattr("learning.errors.render_to_string", broken)
    answer = visitor.get("/ar/courses/")
    assert (answer.status_code, b"try again" in answer.content) == (500, True)
