import pytest

from tests.courses.packs import small


@pytest.fixture
def folder(tmp_path):
    return small.write(tmp_path / "small-steps")


@pytest.fixture
def translated(folder):
    """The small pack, complete in Spanish; one language, because each costs half a second."""
    return small.in_languages(folder, "es")


@pytest.fixture
def in_all_languages(folder):
    return small.in_languages(folder, "es", "fr", "ar")
