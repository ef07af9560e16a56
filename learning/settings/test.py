"""For the tests: fast where it changes nothing they look at."""

import atexit
import os
import shutil
import tempfile

# A test run leaves nothing in var/: what the site keeps goes into a folder of the run's own, which
# its workers share and which goes with it.
if "STATE_DIR" not in os.environ:
    os.environ["STATE_DIR"] = tempfile.mkdtemp(prefix="mainstay-test-")
    atexit.register(shutil.rmtree, os.environ["STATE_DIR"], ignore_errors=True)
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("FIELD_ENCRYPTION_KEYS", "ZmFrZS1rZXktZm9yLXRlc3RzLW9ubHktMzItYnl0ZSE=")
os.environ.setdefault("SIGNING_KEYS", "YW5vdGhlci1mYWtlLWtleS1mb3ItdGVzdHMtMzItYiE=")

from .base import *

DEMO = False
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise complains of a folder that isn't there
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Argon2 costs 50 ms a sign-in; what it does is Django's to test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A manifest needs collectstatic first; addresses of assets are not what these tests read.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# In memory, so that tests clear it between them; what counts SQL uses `shared_cache_in_database`.
CACHES = CACHES | {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"}
}
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "memory://")
for alias, values in DATABASES.items():
    if values["ENGINE"].endswith("sqlite3"):
        # A file, not memory: --reuse-db and threads need one, and IMMEDIATE is what we test.
        values["TEST"] = {"NAME": str(STATE / f"test-{alias}.sqlite3")}
# Its tables are made from the models: to replay everybody's migrations without effect takes long.
DATABASES["wellbeing"].setdefault("TEST", {})["MIGRATE"] = False
