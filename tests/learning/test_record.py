"""What we hold is told completely, and so is who looked; nobody reads it of somebody else."""

import ast
import re
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.conf import settings

from learning import record
from learning.rooms import ROOMS
from office import audit
from people.models import Device, Role, User
from people.roles import give_role
from tests.conftest import come_in, person
from tests.site.test_rooms import FLOORS, code_of

PAGE = "/en/account/record/"
AT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
SAID = re.compile(r"personal data|kept|ids only", re.I)


def models_about_people():
    """Every table, also of what we stand on, that has a column for a person."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if field.is_relation and field.related_model is User and not model._meta.proxy:
                yield model


def covered(someone):
    return {label for holding in record.holdings(someone) for label in holding.covers}


def test_every_table_that_names_a_person_is_told(ana):
    assert {model._meta.label for model in models_about_people()} - covered(ana) == set()


def test_every_table_of_ours_says_what_it_holds_and_how_long(ana):
    told = [apps.get_model(label) for label in covered(ana)]
    ours = [m for m in told if m._meta.app_label in FLOORS and not m._meta.auto_created]
    assert len(ours) > 12
    assert [model.__name__ for model in ours if not SAID.search(model.__doc__)] == []


def test_each_kind_has_its_reason_and_its_end(ana):
    for holding in record.holdings(ana):
        assert holding.what and holding.why and holding.until and holding.kind


def test_rows_are_counted_of_this_person_only(ana, bo):
    for name in ("one", "two"):
        Device.objects.create(person=bo, fingerprint=name, first_seen_at=AT, last_seen_at=AT)
    count = {each.kind: each.count for each in record.holdings(ana)}
    assert count["people.devices"] == 0
    assert {each.kind: each.count for each in record.holdings(bo)}["people.devices"] == 2


def verbs_written():
    """The first word of each call that notes something, in every room."""
    for room in FLOORS:
        for file in code_of(room):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and is_noting(node):
                    yield from strings_in(node.args[0])


def is_noting(call):
    """`audit.note("verb", by=…)`, and what passes a verb on to it."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    is_by_somebody = "by" in [keyword.arg for keyword in call.keywords]
    return name in {"note", "_note"} and call.args and is_by_somebody


def strings_in(node):
    """Of `"verb"` and of `"one" if … else "other"`; a verb that is put together is tried below."""
    if isinstance(node, ast.IfExp):
        return [*strings_in(node.body), *strings_in(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) else []


def test_every_verb_that_is_noted_has_words():
    known = {verb for room in ROOMS.values() for verb in room.VERBS}
    assert {*verbs_written(), "gave role", "ended role"} - known == set()


def test_a_verb_that_nobody_knows_any_more_is_not_hidden(client, ana):
    audit.note("baked", by=None, about=ana, object_kind="x", object_key=1)
    page = come_in(client, ana).get(PAGE).content.decode()
    assert "Something was done in your account." in page and "The site itself" in page


def test_a_person_reads_who_did_it_and_as_what(client, ana, sam):
    give_role(ana, Role.MENTOR, by=sam, from_day=ana.day())
    page = come_in(client, ana).get(PAGE).content.decode()
    assert "A role was given to you." in page
    assert "<bdi>Sam</bdi> · Administrator" in page


def test_the_day_is_that_of_the_person(client, ana, sam):
    User.objects.filter(pk=ana.pk).update(time_zone="Pacific/Kiritimati")
    audit.note("gave role", by=sam, about=ana, object_kind="x", object_key=1, at=AT)
    assert "2 March 2026" in come_in(client, ana).get(PAGE).content.decode()


def test_nobody_reads_of_others(client, ana, sam):
    audit.note("gave role", by=sam, about=ana, object_kind="x", object_key=1)
    page = come_in(client, sam).get(PAGE).content.decode()
    assert "Nobody so far." in page and "Ana" not in page


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert "/account/login/" in client.get(PAGE)["Location"]


def test_fifty_a_page_the_newest_first(client, ana, sam):
    for n in range(51):
        audit.note("gave role", by=sam, about=ana, object_kind="x", object_key=n, at=AT)
    client = come_in(client, ana)
    assert client.get(PAGE).content.decode().count("A role was given") == 50
    assert client.get(f"{PAGE}?page=2").content.decode().count("A role was given") == 1
    assert client.get(f"{PAGE}?page=none").status_code == 200


def test_more_rows_cost_no_more_statements(client, ana, django_assert_max_num_queries):
    def fill(first, last):
        for n in range(first, last):
            by = person(f"admin{n}", Role.ADMINISTRATOR, legal_name="Sealed")
            audit.note("gave role", by=by, about=ana, object_kind="x", object_key=n)
            Device.objects.create(person=ana, fingerprint=n, first_seen_at=AT, last_seen_at=AT)

    come_in(client, ana)
    fill(0, 1)
    with django_assert_max_num_queries(65) as one:
        client.get(PAGE)
    fill(1, 12)
    with django_assert_max_num_queries(len(one)):
        client.get(PAGE)


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_it_reads_in_every_language(client, ana, language):
    assert come_in(client, ana).get(f"/{language}/account/record/").status_code == 200
