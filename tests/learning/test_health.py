import pytest
from django.db import connections
from django.db.utils import OperationalError

from learning import health


def test_alive_without_a_session_or_a_language(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/health/live")
    assert answer.json() == {"status": "ok"}
    assert not answer.cookies


@pytest.mark.django_db(databases="__all__")
def test_ready_when_every_part_answers(client):
    assert client.get("/health/ready").json() == {"status": "ok", "degraded": []}


@pytest.mark.django_db(databases="__all__")
def test_migrations_are_looked_up_once(client, django_assert_num_queries):
    client.get("/health/ready")
    with django_assert_num_queries(1):
        client.get("/health/ready")


@pytest.mark.django_db(databases="__all__")
def test_a_database_that_does_not_answer_is_named_without_detail(client, monkeypatch):
    def refuse(alias):
        raise OperationalError("password of postgres at 10.0.0.5")

    monkeypatch.setattr(health, "answers", refuse)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "degraded", "degraded": ["database"]}


@pytest.mark.django_db(databases="__all__")
def test_a_site_that_is_not_migrated_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health, "is_migrated", lambda alias: False)
    assert client.get("/health/ready").status_code == 503


@pytest.mark.django_db(databases="__all__")
def test_without_a_queue_the_site_still_serves(client, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1"
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded", "degraded": ["queue"]}


def test_the_queue_of_the_embedded_form_is_a_folder_that_can_be_written(settings, tmp_path):
    settings.CELERY_BROKER_URL = "filesystem://localhost"
    settings.QUEUE = tmp_path
    assert not health.has_queue()
    (tmp_path / "in").mkdir()
    assert health.has_queue()


def test_both_databases_are_asked():
    assert set(connections) == {"default", "wellbeing"}
