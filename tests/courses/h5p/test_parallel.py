"""Many imports and removals at once, on whichever database the run uses: no content is lost."""

import io

import pytest
from django.core.files.storage import default_storage

from courses.h5p import clear_leftovers, remove, take_in
from courses.h5p.store import path_of
from courses.models import H5PBlob, H5PFile, H5PLibrary, H5PPackage
from tests.courses.h5p import parcel
from tests.courses.h5p.conftest import AT
from tests.courses.test_parallel import AT_ONCE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def take(package):
    return take_in(io.BytesIO(package), by=None, now=AT, may_bring_libraries=True)


def is_there(digest):
    return default_storage.exists(path_of(digest))


def test_one_package_brought_twenty_times_is_kept_once(media):
    taken = at_once(lambda n: take(parcel.good()))
    assert sum(each.is_new for each in taken) == H5PPackage.objects.count() == 1
    assert H5PLibrary.objects.count() == 2
    assert all(map(is_there, H5PBlob.objects.values_list("pk", flat=True)))


def test_taking_and_removing_at_once_loses_nothing(media):
    """All share their contents: each removal finds some that another import is about to want."""

    def come_and_perhaps_go(n):
        package = take(parcel.with_(title=f"Words {n}")).package
        if n % 2:
            remove(package)
        if n % 5 == 0:
            clear_leftovers(now=AT)

    at_once(come_and_perhaps_go)
    used = set(H5PFile.objects.values_list("blob_id", flat=True))
    assert H5PPackage.objects.count() == AT_ONCE / 2
    assert set(media()) == used == set(H5PBlob.objects.values_list("pk", flat=True))
