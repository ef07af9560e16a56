import pytest

from courses import packs
from tests.courses.packs import small


@pytest.fixture
def folder(tmp_path):
    return small.write(tmp_path / "small-steps")


@pytest.fixture
def translated(folder):
    """The small pack, complete in Spanish, French and Arabic."""
    packs.write_messages(folder)
    for language in ("es", "fr", "ar"):
        small.translate(folder, language)
    return folder
