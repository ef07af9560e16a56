import pytest
from django.core.management import call_command


@pytest.fixture
def limits_in_database(shared_cache_in_database):
    """Where the embedded form counts tries: so that what counting costs is compared, too."""
    call_command("createcachetable", verbosity=0)
