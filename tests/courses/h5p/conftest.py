import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from courses.h5p import take_in

AT = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def media(settings, tmp_path):
    """A store of the test's own; call it for the names of all files in it."""
    settings.MEDIA_ROOT = str(tmp_path / "media")

    def names():
        return sorted(file.name for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file())

    return names


@pytest.fixture
def take(db, media):
    def take(package, *, by=None, may_bring_libraries=True, **more):
        return take_in(
            io.BytesIO(package), by=by, now=AT, may_bring_libraries=may_bring_libraries, **more
        )

    return take
