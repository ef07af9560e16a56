"""What was done stays written."""

import pytest

from office import audit
from office.audit import AppendOnly, Entry


@pytest.fixture
def entry(ana, sam):
    audit.note("read", by=sam, object_kind="people.user", object_key=ana.pk, about=ana)
    return Entry.objects.get()


def test_an_entry_is_not_changed(entry):
    entry.verb = "wrote"
    with pytest.raises(AppendOnly):
        entry.save()


def test_an_entry_with_a_known_key_does_not_overwrite(entry):
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        Entry(pk=entry.pk, at=entry.at, verb="wrote", object_kind="x", object_key="1").save()


@pytest.mark.parametrize(
    "act",
    [
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.update(verb="wrote"),
        lambda entry: Entry.objects.bulk_update([entry], ["verb"]),
        lambda entry: Entry.objects.bulk_create(
            [entry], update_conflicts=True, unique_fields=["id"], update_fields=["verb"]
        ),
        lambda entry: entry.about.audit_entries.all().delete(),
        lambda entry: entry.about.audit_entries.update(verb="wrote"),
    ],
)
def test_an_entry_is_not_taken_out(entry, act):
    with pytest.raises(AppendOnly):
        act(entry)
    assert Entry.objects.get().verb == "read"


def test_a_person_sees_what_was_done_about_them(entry, ana, sam):
    assert list(Entry.objects.for_person(ana)) == [entry]
    assert not Entry.objects.for_person(sam).exists()
