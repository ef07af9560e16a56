"""The site as it is served, with one more address: the floor."""

from learning.settings.base import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
DEMO = False
STORAGES = STORAGES | {  # noqa: F405  no collectstatic before a measurement
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
