"""Celery, as an accelerator only: what it is told to do is due in the database anyway."""

import os
import warnings

from celery import Celery, signals
from celery.platforms import SecurityWarning
from django.conf import settings

from learning.env import stop_in_one_sentence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learning.settings.base")
with stop_in_one_sentence():
    _ = settings.DEBUG  # read now: later, Celery would show a traceback
app = Celery("learning")
app.set_default()  # in every thread: celery's current app is a thread's own
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["learning"])

# It warns of root because of pickle, which we don't accept: only JSON travels.
warnings.simplefilter("ignore", SecurityWarning)


@signals.setup_logging.connect
def keep_our_logging(**kwargs):
    """Whoever answers this signal keeps Celery from writing lines of its own shape."""
