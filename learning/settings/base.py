"""The whole site in its embedded form; `dev`, `test` and `production` only change it.

Values come from the environment through `learning.env` (names: docs/operator.md).
"""

from urllib.parse import urlsplit

import dj_database_url
import dj_email_url

from learning import env
from learning.languages import kept

ROOT, STATE = env.ROOT, env.state_dir()

# --- What kind of site this is
DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO", True)
FAILPOINT = env.text("FAILPOINT", "")  # where a test lets this process die: office/failpoints.py
HOST = env.address("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, low=1)
SITE_URL = env.site_url("SITE_URL", f"http://localhost:{PORT}")
SITE_HOST = urlsplit(SITE_URL).hostname
IS_HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", f"{SITE_HOST} localhost 127.0.0.1 [::1]")
PACKAGE_HOST = env.other_host("PACKAGE_HOST", not_=SITE_HOST)  # H5P packages are played there
WELLBEING_HOST = env.other_host("WELLBEING_HOST", not_=SITE_HOST)  # the private room lives there
OWN_HOSTS = [host.partition(":")[0] for host in (PACKAGE_HOST, WELLBEING_HOST) if host]
ALLOWED_HOSTS += OWN_HOSTS
SIGNUP = env.choice("SIGNUP", "invitation", ("invitation", "open"))
QUICK_EXIT_URL = env.exit_url("QUICK_EXIT_URL", "https://www.wikipedia.org/")
ROOT_URLCONF = "learning.urls"
WSGI_APPLICATION = "learning.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Keys
SECRET_KEY = env.long_secret("SECRET_KEY")
FIELD_ENCRYPTION_KEYS = env.keys(
    "FIELD_ENCRYPTION_KEYS", env.secret("FIELD_ENCRYPTION_KEYS", make=env.new_key)
)
SIGNING_KEYS = env.signing_keys(
    "SIGNING_KEYS",
    env.secret("SIGNING_KEYS", make=env.new_key),
    purposes=("hours", "badges", "room"),
)

# --- Rooms and what they stand on
INSTALLED_APPS = [
    "learning",
    "certification",
    "supervision",
    "courses",
    "people",
    "office",
    "wellbeing",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtailmedia",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "learning.headers.SecurityHeaders",  # outermost: errors get the headers too
    "wellbeing.headers.RoomHeaders",  # it knows its addresses and its host; what it says stands
    "learning.lighter.LighterPages",
    "django.middleware.security.SecurityMiddleware",
    "learning.package_host.PackageHost",
    "learning.private_host.PrivateHost",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "people.devices.AtTheDoor",
    "learning.language.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.lock.IdleLock",  # after the token of a form was looked at, before any page
    "people.second_factor.Required",
    "learning.cms.LiveRoles",
    "learning.cms_pages.OnesOwnPages",
    "learning.cms.NeutralTitles",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "learning.context.frame",
                "people.context.idle_lock",
            ],
        },
    },
]

# --- Databases: SQLite that survives a power cut, or PostgreSQL by its address
SQLITE = {
    "transaction_mode": "IMMEDIATE",  # deferred ones lost 148 of 200 parallel completions
    "timeout": 20,
    "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"),
}


def database(name: str, file: str, *, forgets: bool = False) -> dict:
    """`forgets`: what is deleted is overwritten, too."""
    values = env.database(name, f"sqlite:///{STATE / file}", parse=dj_database_url.parse)
    if values["ENGINE"].endswith("sqlite3"):
        more = " PRAGMA secure_delete=ON;" if forgets else ""
        values["OPTIONS"] = SQLITE | {"init_command": SQLITE["init_command"] + more}
    else:
        values.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    return values


DATABASES = {
    "default": database("DATABASE_URL", "mainstay.sqlite3"),
    "wellbeing": database("WELLBEING_DATABASE_URL", "private.sqlite3", forgets=True),
}
env.must_differ("DATABASE_URL", "WELLBEING_DATABASE_URL", databases=[*DATABASES.values()])
DATABASE_ROUTERS = ["wellbeing.router.OwnDatabase"]

# What the private room reads of the site: one signed file, and nothing else (learning.room_lists)
ROOM_LISTS = STATE / "room" / "lists.json"
ROOM_FILES = ROOT / "build" / "room"  # its program, as it was written

# --- Caches: one that all processes share, where limits count; prose is kept by office.kept
REDIS_URL = env.url("REDIS_URL", "", env.REDIS)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Django's 300 would let anybody push the counts of tries out by making new ones.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What the private room counts is in memory alone, never in a table. Several web processes share
    # it in Redis; without Redis, each counts for itself.
    "room": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "room",
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "room",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Sizes of pictures are rows; Wagtail would keep each in the shared cache a second time.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# --- Work that waits: a queue in a folder, or Redis; only ids travel, as JSON
QUEUE = STATE / "queue"
CELERY_BROKER_URL = env.url("CELERY_BROKER_URL", REDIS_URL or "filesystem://localhost", env.BROKERS)
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # nobody steers a worker through the queue
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "learning.sweep", "schedule": 60.0}}
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE / "in"),
        "data_folder_out": str(QUEUE / "in"),
        "processed_folder": str(QUEUE / "done"),
        "control_folder": str(QUEUE / "control"),
        "store_processed": False,
    }

# --- People at the door
AUTH_USER_MODEL = "people.User"
SESSION_ENGINE = "people.sessions"
IDLE_LOCK_SECONDS = 600  # of quiet on a shared device; the words on the pages say ten minutes
AUTHENTICATION_BACKENDS = ["people.backends.Door"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "people.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "people.adapter.Door"
ACCOUNT_FORMS = {
    "login": "people.forms.SignIn",
    "add_email": "people.forms.AddAddress",
    "change_password": "people.forms.ChangePassword",
    "set_password": "people.forms.SetPassword",
    "reset_password": "people.forms.AskForNewPassword",
    "reset_password_from_key": "people.forms.NewPassword",
    "user_token": "people.forms.ResetLink",
    "reauthenticate": "people.forms.PasswordAgain",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"  # “mandatory” sends a person without mail round for ever
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {  # beside allauth's own
    "reset_password": "20/m/ip,3/10m/key",  # nobody's mailbox is flooded
    "card": "10/m/ip,60/h/ip",
    "sign_up": "10/m/ip,60/h/ip",
    "sign_up_address": "3/h/key",
    "record_pdf": "10/h/user",
    "verify": "30/m/ip,300/h/ip",  # whoever guesses codes gets nowhere
}
ACCOUNT_EMAIL_NOTIFICATIONS = True  # through the adapter, which makes notices of them
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # an address opens an account: not from a found screen
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0, high=10)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # the step before or after: hands and clocks are slow (RFC 6238, 5.2)
MFA_ADAPTER = "people.adapter.SecondFactor"
MFA_FORMS = {
    "authenticate": "people.forms.TypeCode",
    "reauthenticate": "people.forms.CodeAgain",
    "activate_totp": "people.forms.SetUpApp",
    "add_webauthn": "people.forms.AddKey",
    "edit_webauthn": "people.forms.EditKey",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a person without an address has a second factor too
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_HOST == "localhost"

# --- Cookies: host-bound where the site has https
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-form" if IS_HTTPS else "form"
LANGUAGE_COOKIE_NAME = "__Host-language" if IS_HTTPS else "language"
DEVICE_COOKIE_NAME = "__Host-device" if IS_HTTPS else "device"
TEXT_SIZE_COOKIE_NAME = "__Host-text" if IS_HTTPS else "text"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "learning.errors.form_expired"
SECURE_REFERRER_POLICY = "same-origin"  # “no-referrer” turns the Origin of our forms into null
X_FRAME_OPTIONS = "SAMEORIGIN"  # previews in /cms/; learners' pages say more in headers.py

# --- Mail: none unless an address for it is given; notices then wait inside the site
vars().update(env.mail("EMAIL_URL", "dummy://", parse=dj_email_url.parse))
EMAIL_TIMEOUT = 10  # seconds; a silent mail server must not hold up a sweep
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.mail_address("DEFAULT_FROM_EMAIL", f"mainstay@{SITE_HOST}")

# --- Languages
ALL_LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "ar": "العربية"}
LANGUAGES = env.languages(
    "LANGUAGES", ALL_LANGUAGES, added=kept.added(STATE), others=kept.addable()
)
# Offered to nobody before the organisation chooses them: office.organisation
ADDED_LANGUAGES = [code for code, _name in LANGUAGES[1:] if code not in ALL_LANGUAGES]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LANGUAGE_CODE = LANGUAGES[0][0]
CATALOGUES = env.folder("CATALOGUES_DIR", str(STATE / "locale"))  # what translators sent in
LOCALE_PATHS = [CATALOGUES, ROOT / "locale"]
WAGTAIL_I18N_ENABLED = USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "learning.formats"
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")

# --- Files: the built assets are public, what people upload never is
STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STATICFILES_DIRS = [ROOT / "build" / "static"]
MEDIA_ROOT = str(env.folder("MEDIA_ROOT", str(STATE / "media")))
env.not_yet("MEDIA_STORAGE_URL", instead="put MEDIA_ROOT on a disk that all servers share")
MEDIA_URL = "/cms/media/"  # editors only; learners' addresses come from office.files
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's pages need them
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Wagtail: quiet, and it never calls outside
WAGTAIL_SITE_NAME = "Mainstay"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # else it sends a hash of each mail address abroad
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILEMBEDS_FINDERS: list = []
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # else English goes live under /es/
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_IMAGE_MODEL = "office.Picture"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILMEDIA = {
    "MEDIA_MODEL": "office.Clip",
    "MEDIA_FORM_BASE": "office.clip_form.ClipForm",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "wav"],  # what browsers play: office.clips
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# office.downloads knows what each looks like inside
WAGTAILDOCS_EXTENSIONS = ["docx", "epub", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "office.download_forms.DownloadForm"
WAGTAIL_WORKFLOW_ENABLED = True  # its mails name page and person: courses.review.telling
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True  # what was read is what is published
TAGGIT_CASE_INSENSITIVE = True

# --- Logs: events and ids, never bodies, names or addresses
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "learning.logs.QuietFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": []},  # its own would mail whole requests to ADMINS
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "celery": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},  # else it logs the title of each page
        "django_tasks": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "CRITICAL"},  # else it logs addresses and letters of a page
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
