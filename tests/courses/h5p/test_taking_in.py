"""A package is kept whole or not at all; equal files once; libraries only from whom they may."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.h5p import PackageRefused, admit, clear_leftovers, remove, shelf, store, taking_in
from courses.h5p.manifests import Version
from courses.models import H5PBlob, H5PFile, H5PLibrary, H5PPackage
from courses.models.h5p import State
from tests.courses.h5p import parcel
from tests.courses.h5p.conftest import AT

STEPS, SHARED = Version("Mainstay.Steps", 1, 1), Version("Mainstay.Shared", 1, 2)


def codes(report):
    return [problem.code for problem in report.notebook.found]


def incoming():
    return Path(default_storage.path(store.INCOMING)).glob("*")


def newer(patch):
    """The good package with a later patch of its main library, and another script in it."""
    return parcel.with_library(patchVersion=patch)


def other_bytes():
    """The same version of the library, with another script in it."""
    return parcel.adding({f"{parcel.LIBRARY}/steps.js": b"elsewhere();"})


def test_what_is_kept_is_what_was_in_the_package(take):
    package = take(parcel.good()).package
    for name, value in parcel.files().items():
        stored = package.files.get(path=name)
        with default_storage.open(store.path_of(stored.blob_id)) as file:
            assert file.read() == parcel.as_bytes(value)
    assert (package.title, package.main_library, package.version) == (
        "Small steps", "Mainstay.Steps", "1.1.3"
    )  # fmt: skip


def test_a_file_bears_the_digest_of_what_is_in_it(take, media):
    take(parcel.good())
    assert hashlib.sha256(parcel.PNG).hexdigest() in media()


def test_equal_files_are_stored_once(take, media):
    take(parcel.good())
    before = media()
    take(parcel.with_(title="Other words"))
    assert len(media()) == len(before) + 1  # its h5p.json
    assert H5PBlob.objects.count() == len(media())


def test_the_same_package_again_changes_nothing(take, media):
    first, before = take(parcel.good()), media()
    again = take(parcel.packed(dict(reversed(parcel.files().items()))))
    assert (again.package, again.is_new, media()) == (first.package, False, before)


def test_who_brought_it_and_when_is_noted(take, eve):
    package = take(parcel.good(), by=eve).package
    assert (package.taken_in_by, package.taken_in_at) == (eve, AT)


def test_refused_leaves_no_file_and_no_row(take, media):
    with pytest.raises(PackageRefused):
        take(parcel.adding({"content/z.js": b"x"}))
    assert media() == []
    assert not H5PBlob.objects.exists() and not H5PPackage.objects.exists()


@pytest.mark.parametrize("place", ["_package", "name_files"])
def test_a_failure_of_the_database_leaves_no_file(take, media, monkeypatch, place):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(taking_in, place, fail)
    with pytest.raises(DatabaseError):
        take(parcel.good())
    assert media() == [] and not H5PBlob.objects.exists()


def test_a_full_disk_leaves_no_file(take, media, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        take(parcel.good())
    assert media() == []


def test_what_a_killed_import_left_is_cleared_later(take, media, monkeypatch):
    """As if the power went between the files and the rows that name them."""
    with monkeypatch.context() as killed:
        killed.setattr(taking_in, "_package", lambda *args, **kwargs: 1 / 0)
        killed.setattr(store, "drop_unused", lambda digests: None)
        killed.setattr(store.shutil, "rmtree", lambda folder: None)
        with pytest.raises(ZeroDivisionError):
            take(parcel.good())
    assert media()
    clear_leftovers(now=datetime.now(UTC) + timedelta(hours=1))
    assert len(H5PBlob.objects.all()) == 0 and list(incoming())
    clear_leftovers(now=datetime.now(UTC) + timedelta(days=2))
    assert media() == [] and not list(incoming())


def test_a_package_that_goes_takes_only_its_own_contents(take, media):
    first = take(parcel.good()).package
    H5PLibrary.objects.all().delete()
    before = media()
    remove(take(parcel.with_(title="Other words")).package)
    assert sorted(set(media()) & set(before)) == before
    H5PLibrary.objects.all().delete()
    remove(first)
    assert media() == [] and not H5PBlob.objects.exists()


def test_a_library_on_the_shelf_keeps_its_files_when_the_package_goes(take, media):
    taken = take(parcel.good())
    remove(taken.package)
    assert set(media()) == set(H5PFile.objects.values_list("blob_id", flat=True))
    assert H5PLibrary.objects.get(machine_name="Mainstay.Steps").files.count() == 5


def test_libraries_wait_until_somebody_looked_at_them(take):
    take(parcel.good())
    assert {row.state for row in H5PLibrary.objects.all()} == {State.WAITING}
    with pytest.raises(PackageRefused) as refusal:
        take(parcel.content_only())
    where = {problem.where for problem in refusal.value.report.errors}
    assert where == {str(STEPS), str(SHARED)}
    assert set(codes(refusal.value.report)) == {"missing-required-library"}


def test_a_package_without_libraries_plays_with_the_highest_admitted_patch(take, sam):
    for patch in (9, 10, 2):
        admit(take(newer(patch)).libraries, by=sam, now=AT)
    package = take(parcel.content_only(), may_bring_libraries=False).package
    assert not package.own_libraries
    assert shelf.libraries_for(package)[STEPS].patch == 10


def test_who_judged_a_library_is_noted(take, sam):
    admit(take(parcel.good()).libraries, by=sam, now=AT)
    assert {(row.judged_by, row.judged_at) for row in H5PLibrary.objects.all()} == {(sam, AT)}


def test_whoever_may_not_bring_libraries_gets_those_of_the_site(take, sam):
    admit(take(parcel.good()).libraries, by=sam, now=AT)
    taken = take(other_bytes(), may_bring_libraries=False)
    assert codes(taken.report) == ["libraries-left-out"]
    assert not taken.package.files.filter(path__startswith="Mainstay.").exists()


def test_without_that_right_and_without_libraries_here_it_is_refused(take, media):
    with pytest.raises(PackageRefused) as refusal:
        take(parcel.good(), may_bring_libraries=False)
    assert "missing-required-library" in codes(refusal.value.report)
    assert media() == []


def test_libraries_that_are_admitted_byte_for_byte_may_come_with_anybody(take, sam):
    admit(take(parcel.good()).libraries, by=sam, now=AT)
    taken = take(parcel.with_(title="Other words"), may_bring_libraries=False)
    assert taken.package.own_libraries and not codes(taken.report)


def test_a_version_never_gets_other_bytes(take):
    take(parcel.good())
    taken = take(other_bytes())
    row = H5PLibrary.objects.get(machine_name="Mainstay.Steps")
    script = row.files.get(path="steps.js").blob_id
    assert script == hashlib.sha256(parcel.files()[f"{parcel.LIBRARY}/steps.js"]).hexdigest()
    assert codes(taken.report) == ["library-differs"] and row not in taken.libraries


def test_a_refused_library_does_not_come_in_again(take, sam):
    shelf.judge(take(parcel.good()).libraries, State.REFUSED, by=sam, at=AT)
    with pytest.raises(PackageRefused, match="library-refused"):
        take(parcel.with_(title="Other words"))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=6))
def test_a_package_with_changed_bytes_is_kept_or_leaves_nothing(take, media, at, junk):
    package = bytearray(parcel.good())
    at %= len(package)
    package[at : at + len(junk)] = junk
    try:
        taken = take(bytes(package))
    except PackageRefused:
        assert media() == []
    else:
        H5PLibrary.objects.all().delete()
        remove(taken.package)
        clear_leftovers(now=AT)
    assert media() == []
