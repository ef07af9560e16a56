"""For a server on the net: nothing is made up; what is missing stops the start."""

from learning import env

env.keys_are_made_here = False

from .base import *  # noqa: E402

if not IS_HTTPS:
    raise env.BadSetting("SITE_URL must begin with https:// on a production site.")
if DEBUG:
    raise env.BadSetting("DEBUG must be off on a production site.")
if FAILPOINT:
    raise env.BadSetting("FAILPOINT is for tests: unset it on a production site.")

DEMO = env.flag("DEMO", False)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", SITE_HOST) + OWN_HOSTS

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# /cms/ frames its own previews; headers.py says DENY and 'none' everywhere else.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
