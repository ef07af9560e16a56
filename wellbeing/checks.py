"""What would undo the room's promises on a site open to a network (`manage.py check --deploy`)."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.test import RequestFactory

from wellbeing import headers, lists, serving
from wellbeing.limits import ALIAS as CACHE
from wellbeing.router import ALIAS

MIDDLEWARE = "wellbeing.headers.RoomHeaders"
PLACE = ("HOST", "PORT", "NAME")


def settings_of(alias: str) -> dict:
    return connections[alias].settings_dict


@register(Tags.security, deploy=True)
def saves_write_nothing_elsewhere(app_configs, **kwargs) -> list[CheckMessage]:
    """Else a save here leaves its time in a row that has a person."""
    found: list[CheckMessage] = []
    if settings.SESSION_SAVE_EVERY_REQUEST:
        said = "SESSION_SAVE_EVERY_REQUEST writes the session of a person at each private save."
        found.append(Error(said, hint="Leave it False.", id="wellbeing.E001"))
    if getattr(settings, "USERSESSIONS_TRACK_ACTIVITY", False):
        said = "USERSESSIONS_TRACK_ACTIVITY writes a row of a person at each private save."
        found.append(Error(said, hint="Leave it False.", id="wellbeing.E002"))
    if settings.CACHES[CACHE]["BACKEND"].endswith((".DatabaseCache", ".FileBasedCache")):
        said = "The cache “room” keeps what it counts; it must forget."
        found.append(Error(said, hint="Use Redis or memory.", id="wellbeing.E003"))
    return found


@register(Tags.security, deploy=True)
def own_database(app_configs, **kwargs) -> list[CheckMessage]:
    here, there = settings_of(ALIAS), settings_of("default")
    if [str(here.get(part)) for part in PLACE] == [str(there.get(part)) for part in PLACE]:
        said = "The private room's rows lie in the same database as everybody's accounts."
        return [Error(said, hint="Set WELLBEING_DATABASE_URL.", id="wellbeing.E004")]
    has_file = any(each["ENGINE"].endswith("sqlite3") for each in (here, there))
    if has_file or _server(here) != _server(there):
        return []
    said = "The private room's database stands on the same server as the site's: their journals"
    said += " and backups tell together what neither tells alone."
    return [Warning(said, hint="Give it a server of its own.", id="wellbeing.W001")]


def _server(values: dict) -> tuple[str, str]:
    return str(values.get("HOST") or "localhost"), str(values.get("PORT") or "5432")


@register(Tags.security, deploy=True)
def own_headers(app_configs, **kwargs) -> list[CheckMessage]:
    """That what goes out has them: the middleware stands there, and it says what it must."""
    said = "Answers of the private room lack their own headers."
    hint = f"MIDDLEWARE must hold {MIDDLEWARE} above whatever makes answers."
    if MIDDLEWARE not in settings.MIDDLEWARE or not _are_complete(_headers_now()):
        return [Error(said, hint=hint, id="wellbeing.E005")]
    return []


def _headers_now() -> dict[str, str]:
    from django.http import HttpResponse  # noqa: PLC0415  only this check makes an answer

    host = settings.WELLBEING_HOST or "localhost"
    request = RequestFactory().get("/en/notes/", headers={"Host": host})
    return dict(headers.RoomHeaders(lambda asked: HttpResponse())(request).headers)


def _are_complete(found: dict[str, str]) -> bool:
    opener = found.get("Cross-Origin-Opener-Policy")
    policy = found.get("Content-Security-Policy", "")
    return opener == "noopener-allow-popups" and "default-src 'none'" in policy


@register(Tags.security, deploy=True)
def nothing_reports_bodies(app_configs, **kwargs) -> list[CheckMessage]:
    """Sentry, where an operator added it, and loggers that write requests or statements."""
    found: list[CheckMessage] = []
    options = _options_of_sentry()
    if options.get("send_default_pii") or options.get("max_request_body_size", "never") != "never":
        said = "Error reports would hold bodies of requests, or who made them."
        hint = 'Use send_default_pii=False and max_request_body_size="never".'
        found.append(Error(said, hint=hint, id="wellbeing.E006"))
    loggers = settings.LOGGING.get("loggers", {})
    if loggers.get("django.db.backends", {}).get("level") == "DEBUG" or settings.DEBUG:
        said = "Statements are logged, with what is kept in them."
        found.append(Error(said, hint="No DEBUG, also not for one logger.", id="wellbeing.E007"))
    if any("request_logging" in name.lower() for name in settings.MIDDLEWARE):
        said = "A middleware logs requests; bodies of the private room must not be logged."
        found.append(Error(said, id="wellbeing.E008"))
    return found


def _options_of_sentry() -> dict:
    """Of the client that was set up, if there is one. It is no part of ours."""
    try:
        import sentry_sdk  # type: ignore[import-not-found]  # noqa: PLC0415
    except ImportError:
        return {}
    return getattr(sentry_sdk.get_client(), "options", None) or {}


@register(Tags.security, deploy=True)
def what_is_weaker(app_configs, **kwargs) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not settings.WELLBEING_HOST:
        said = "The private room shares its host with the site: a script smuggled into the site"
        said += " could read an open room in browsers that do not set windows apart (Firefox)."
        hint = "Set WELLBEING_HOST to a name of its own that leads to the same server."
        found.append(Warning(said, hint=hint, id="wellbeing.W002"))
    if settings.CACHES[CACHE]["BACKEND"].endswith(".LocMemCache"):
        said = "Each web process counts requests to the private room for itself."
        hint = "With more than one web process, set REDIS_URL."
        found.append(Warning(said, hint=hint, id="wellbeing.W003"))
    if serving.ENTRY not in serving.files():
        said = "The private room's program is not there."
        found.append(Error(said, hint="Run `make run` or `npm run build`.", id="wellbeing.E009"))
    if not lists.current().is_open:
        said = "The private room is shut: its list of people and places to turn to is not complete."
        hint = "Keep the list in the editor; the sweep publishes it."
        found.append(Warning(said, hint=hint, id="wellbeing.W004"))
    return found
