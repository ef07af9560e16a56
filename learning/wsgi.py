"""The site for a web server: `gunicorn learning.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from learning.env import stop_in_one_sentence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learning.settings.base")
with stop_in_one_sentence():
    application = get_wsgi_application()
