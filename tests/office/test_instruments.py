"""Definitions are loaded beside one another, published and withdrawn; none is written over."""

from datetime import date

import pytest

from office import instruments
from office.audit import Entry
from office.instruments import (
    AlreadyThere,
    AsksOtherwise,
    Instrument,
    NotConfirmed,
    NotReadable,
    NotSound,
    Withdrawn,
    load,
    publish,
    published_definitions,
    read,
    warnings_of,
    withdraw,
)
from tests.office.instruments import as_file, definition, labelled

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


@pytest.fixture
def loaded(kit):
    return load(definition(), by=kit)


def test_a_file_is_read():
    assert read(as_file(definition())) == definition()
    assert read(b"\xef\xbb\xbf" + as_file(definition())) == definition()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"\xff\xfe{}", b"PK\x03\x04", b"NaN",
        b'{"recall_days": NaN}', b'{"recall_days": -Infinity}',
        b'{"id": "one", "id": "two"}', b'{"rights": {"a": 1, "a": 1}}',
        b'{"recall_days": ' + b"9" * 5000 + b"}",
        b"[" * 200_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b" " * (instruments.LARGEST + 1), as_file("x" * 10_000_000),
    ],
    ids=range(14),
)  # fmt: skip
def test_what_is_no_plain_json_is_refused(data):
    with pytest.raises(NotReadable):
        read(data)


@pytest.mark.parametrize("data", [b"null", b"7", b"[]", b"{}", b'{"recall_days": 1e999}'])
def test_json_that_is_no_definition_is_refused_with_reasons(data):
    with pytest.raises(NotSound) as error:
        read(data)
    assert error.value.problems


def test_what_is_loaded_is_asked_of_nobody_yet(loaded):
    assert loaded.published_on is None
    assert published_definitions() == []


def test_a_version_is_never_written_over(loaded, kit):
    with pytest.raises(AlreadyThere):
        load(labelled("Another"), by=kit)
    assert Instrument.objects.get().definition == definition()


def test_a_new_version_stands_beside_the_old(loaded, kit):
    load(definition("1.10.0"), by=kit)
    load(definition("1.9.0"), by=kit)
    found = [row.version for row in instruments.in_order(Instrument.objects.all())]
    assert found == ["1.2.0", "1.9.0", "1.10.0"]


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made["items"][1].pop("reverse"),
        lambda made: made["response_scales"]["often"].pop(1),
        lambda made: made["subscales"][0].update(min_answered=1),
        lambda made: made["subscales"][0].update(multiply=2),
        lambda made: made["subscales"].pop(1),
    ],
    ids=["turned", "options", "answers", "factor", "groups"],
)
def test_what_asks_otherwise_needs_another_first_number(loaded, kit, change):
    made = definition("1.3.0")
    change(made)
    with pytest.raises(AsksOtherwise):
        load(made, by=kit)
    assert load({**made, "version": "2.0.0"}, by=kit)


def test_saying_what_was_meant_anyhow_asks_the_same(loaded, kit):
    made = definition("1.3.0")
    made["subscales"][0]["multiply"] = 1
    made["items"][0]["reverse"] = False
    assert load(made, by=kit)


def test_what_is_not_sound_is_not_kept(kit):
    with pytest.raises(NotSound):
        load(definition(title={"en": "<b>"}), by=kit)
    assert not Instrument.objects.exists()


def test_published_it_stands_in_the_lists(loaded, kit):
    publish(loaded, by=kit, on=TODAY)
    assert published_definitions() == [definition()]
    assert loaded.published_on == TODAY


def test_both_versions_stay_in_the_lists_so_that_older_answers_can_be_read(loaded, kit):
    for row in (load(definition("1.10.0"), by=kit), loaded):
        publish(row, by=kit, on=TODAY)
    assert [each["version"] for each in published_definitions()] == ["1.2.0", "1.10.0"]


def test_withdrawn_it_leaves_them_for_good(loaded, kit):
    publish(loaded, by=kit, on=TODAY)
    withdraw(loaded, by=kit, on=TODAY)
    assert published_definitions() == []
    with pytest.raises(Withdrawn):
        publish(loaded, by=kit, on=TODAY)


def test_twice_is_once(loaded, kit):
    for _time in range(2):
        publish(loaded, by=kit, on=TODAY)
    for _time in range(2):
        withdraw(loaded, by=kit, on=TODAY)
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert [*verbs] == ["loaded instrument", "published instrument", "withdrew instrument"]


def test_what_the_rules_refuse_by_now_is_not_published(loaded, kit):
    del loaded.definition["rights"]["terms_url"]
    with pytest.raises(NotSound):
        publish(loaded, by=kit, on=TODAY)


def test_a_medical_label_waits_for_a_yes(kit):
    row = load(labelled("Likely depression"), by=kit)
    with pytest.raises(NotConfirmed):
        publish(row, by=kit, on=TODAY)
    publish(row, by=kit, on=TODAY, is_confirmed=True)
    assert row.published_on


def test_a_fixed_wording_that_changed_waits_for_a_yes(loaded, kit):
    made = definition("1.3.0")
    made["items"][0]["text"]["en"] = "Item 1, in our words"
    row = load(made, by=kit)
    found = [(each.kind, each.path, each.language) for each in warnings_of(made)]
    assert found == [("wording", "items[0].text", "en")]
    with pytest.raises(NotConfirmed):
        publish(row, by=kit, on=TODAY)


def test_the_latest_version_before_is_what_it_is_compared_with(loaded, kit):
    changed = labelled("In our words", "1.3.0")
    load(changed, by=kit)
    assert warnings_of({**changed, "version": "1.4.0"}) == []


def test_words_that_may_change_do(loaded, kit):
    made = labelled("In our words", "1.3.0")
    made["rights"]["wording_fixed"] = False
    assert warnings_of(made) == []
