"""For a developer: DEBUG on, mail on the console (DJANGO_SETTINGS_MODULE names it)."""

from .base import *

DEBUG = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# No manifest: a stylesheet that was just rebuilt is served at once.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
