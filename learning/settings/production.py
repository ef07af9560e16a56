"""For a server on the net: nothing is made up; what is missing stops the start."""

from learning import env

env.keys_are_made_here = False

from .base import *  # noqa: E402

if not IS_HTTPS:
    raise env.BadSetting("SITE_URL must begin with https:// on a production site.")
if DEBUG:
    raise env.BadSetting("DEBUG must be off on a production site.")

DEMO = env.flag("DEMO", False)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", SITE_HOST)
if "*" in ALLOWED_HOSTS:  # allauth would then follow any `next`
    raise env.BadSetting("ALLOWED_HOSTS must name the hosts, not *.")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
X_FRAME_OPTIONS = "SAMEORIGIN"
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = [
    "security.W019"
]  # /cms/ frames its own previews; others say 'none' in CSP
