"""Values from the environment: typed, also from files, and never quietly wrong.

`NAME_FILE` names a file that holds the value of `NAME`. A missing or absurd value raises
`BadSetting`, which `stop_in_one_sentence` turns into one line on stderr and exit code 1.
"""

import base64
import ipaddress
import os
import re
import secrets
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

WEB = ("http", "https")
REDIS = ("redis", "rediss", "unix")
BROKERS = ("filesystem", "redis", "rediss", "amqp", "amqps", "memory")
MAIL = ("smtp", "smtps", "smtp+tls", "smtp+ssl", "submission", "console", "file", "dummy")
PLACE = ("ENGINE", "HOST", "PORT", "NAME")  # what makes a database another one
HOST_NAME = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.I
)
KEY_BYTES = 32
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
ROOT = Path(__file__).resolve().parent.parent
keys_are_made_here = True  # settings/production.py says no: there a missing key stops the start


class BadSetting(Exception):
    """A value of the environment that the site can't start with; its text is for the operator."""


@contextmanager
def stop_in_one_sentence() -> Iterator[None]:
    try:
        yield
    except BadSetting as problem:
        sys.stderr.write(f"{problem}\n")
        raise SystemExit(1) from None


def text(name: str, default: str | None = None) -> str:
    """The value of NAME, or of the file that NAME_FILE names, else the default."""
    given, file = os.environ.get(name, "").strip(), os.environ.get(f"{name}_FILE")
    if given and file:
        raise BadSetting(f"Set {name} or {name}_FILE, not both.")
    value = (_read(name, Path(file)) if file else given) or default
    if value is None:
        raise BadSetting(f"{name} is missing: set it, or {name}_FILE, in the environment.")
    return value


def _read(name: str, file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise BadSetting(f"{name}_FILE can't be read: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSetting(f"{name}_FILE can't be read: it is not text.") from None


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in TRUE | FALSE:
        raise BadSetting(f"{name} must be 1 or 0, not “{value}”.")
    return value in TRUE


def number(name: str, default: int, *, low: int = 0, high: int = 65535) -> int:
    value = text(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
        raise BadSetting(f"{name} must be a whole number from {low} to {high}, not “{value}”.")
    return int(value)


def address(name: str, default: str) -> str:
    """The address of this machine to listen on."""
    value = text(name, default)
    try:
        return value if value == "localhost" else str(ipaddress.ip_address(value.strip("[]")))
    except ValueError:
        raise BadSetting(f"{name} must be an IP address to listen on, not “{value}”.") from None


def state_dir() -> Path:
    """Where the embedded form keeps what it makes: database, files, keys, queue."""
    return folder("STATE_DIR", str(ROOT / "var"))


def folder(name: str, default: str) -> Path:
    """A folder that is there, or can be made."""
    place = Path(text(name, default)).resolve()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise BadSetting(f"{name} can't be made: {problem.strerror}.") from None
    return place


def words(name: str, default: str) -> list[str]:
    """A list, separated by commas or spaces."""
    return text(name, default).replace(",", " ").split()


def hosts(name: str, default: str) -> list[str]:
    """The names that the site answers to; with * anybody's `next` would be followed."""
    values = words(name, default)
    if not values or not all(HOST_NAME.fullmatch(value.lstrip(".")) for value in values):
        raise BadSetting(f"{name} must list host names, such as learn.example.org, and not *.")
    return values


def other_host(name: str, *, not_: str) -> str:
    """A host for what must not share an origin with the site; empty where there is none."""
    value = text(name, "")
    if value and (not HOST_NAME.fullmatch(value) or value.partition(":")[0] == not_):
        raise BadSetting(f"{name} must be a host name other than the site's own, {not_}.")
    return value


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise BadSetting(f"{name} must be one of {', '.join(allowed)}, not “{value}”.")
    return value


def url(name: str, default: str, schemes: tuple[str, ...]) -> str:
    """An address that begins with one of these schemes; empty where that is the default."""
    value = text(name, default)
    if value and not _is_address(value, schemes):
        raise BadSetting(f"{name} must begin with {' or '.join(f'{s}://' for s in schemes)}.")
    return value


def site_url(name: str, default: str) -> str:
    """An http(s) address of a host without a path, e.g. https://learn.example.org."""
    value = text(name, default).rstrip("/")
    bare = value.partition("://")[2]
    if not _is_address(value, WEB) or not HOST_NAME.fullmatch(bare):
        raise BadSetting(f"{name} must look like https://learn.example.org, not “{value}”.")
    return value


def exit_url(name: str, default: str) -> str:
    """Where quick exit leads: an http(s) page of somebody else."""
    value = text(name, default)
    if not _is_address(value, WEB) or "@" in value:
        raise BadSetting(f"{name} must be the address of a web page, not “{value}”.")
    return value


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return False
    needs_host = parts.scheme in WEB
    return (
        parts.scheme in schemes and bool(parts.hostname or not needs_host) and value.isprintable()
    )


def database(name: str, default: str, *, parse: Callable) -> dict:
    try:
        values = parse(text(name, default))
    except (ValueError, KeyError):
        values = {}
    is_known = values.get("ENGINE", "").endswith(("sqlite3", "postgresql"))
    if not is_known or values["NAME"] in ("", ":memory:"):
        raise BadSetting(f"{name} must look like postgres://user:password@host/name.")
    return values


def must_differ(first: str, second: str, *, databases: list[dict]) -> None:
    """The private room's rows never lie beside anybody else's."""
    places = {tuple(str(values.get(part)) for part in PLACE) for values in databases}
    if len(places) < len(databases):
        raise BadSetting(f"{second} must name another database than {first}.")


def mail(name: str, default: str, *, parse: Callable) -> dict:
    value = text(name, default)
    try:
        values = parse(value) if _is_address(value, MAIL) else {}
    except (ValueError, KeyError):
        values = {}
    if not values.get("EMAIL_BACKEND"):
        raise BadSetting(f"{name} must look like smtp+tls://user:password@host:587.")
    return {key: value for key, value in values.items() if key.startswith("EMAIL_")}


def mail_address(name: str, default: str) -> str:
    value = text(name, default)
    if not re.fullmatch(r"[^\s<>]+@[^\s<>@]+", parseaddr(value)[1]) or not value.isprintable():
        raise BadSetting(f"{name} must be a mail address, not “{value}”.")
    return value


def not_yet(name: str, *, instead: str) -> None:
    """A name that is reserved: to ignore it would lose what somebody counts on."""
    if os.environ.get(name) or os.environ.get(f"{name}_FILE"):
        raise BadSetting(f"{name} can't be used yet: {instead}.")


def languages(
    name: str, known: dict[str, str], *, added: Collection[str] = (), others: dict[str, str]
) -> list[tuple[str, str]]:
    """What the site speaks, the first one is its own; where nothing is said, all that ships and
    what was `added` here."""
    every, codes = others | known, words(name, " ".join(dict.fromkeys([*known, *added])))
    if not codes or set(codes) - set(every) or len(set(codes)) != len(codes):
        more = "So may others that Django speaks, such as uk."
        raise BadSetting(f"{name} may name each of {', '.join(known)} once. {more}")
    return [(code, every[code]) for code in codes]


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    if value not in available_timezones():
        raise BadSetting(f"{name} must be a zone such as Europe/Madrid, not “{value}”.")
    return value


def secret(name: str, *, make: Callable[[], str] | None = None) -> str:
    """A secret from the environment; in the embedded form it is made once and kept in a file."""
    if os.environ.get(name) or os.environ.get(f"{name}_FILE") or not keys_are_made_here:
        return text(name)
    file = state_dir() / "keys" / name.lower()
    if not file.exists():
        _write_once(file, (make or (lambda: secrets.token_urlsafe(50)))())
    return file.read_text(encoding="utf-8").strip()


def long_secret(name: str) -> str:
    value = secret(name)
    if len(value) < 50 or len(set(value)) < 5:
        raise BadSetting(f"{name} must be at least 50 characters that nobody can guess.")
    return value


def keys(name: str, value: str) -> list[str]:
    """Keys of 32 bytes each, the first one in use and the others for what is older."""
    found = value.replace(",", " ").split()
    if not all(_is_key(key) for key in found):
        raise BadSetting(f"{name} must hold keys of 32 bytes in URL-safe base64.")
    return found


def signing_keys(name: str, value: str, *, purposes: Collection[str]) -> list[str]:
    """The same, each perhaps with what it is for before it: `badges:…`. Each purpose needs one."""
    found = value.replace(",", " ").split()
    pairs = [entry.rpartition(":")[::2] for entry in found]
    if not all(_is_key(key) and own in ("", *purposes) for own, key in pairs):
        words = " or ".join(f"{each}:" for each in purposes)
        raise BadSetting(
            f"{name} must hold keys of 32 bytes in URL-safe base64, perhaps with {words} before."
        )
    missing = [each for each in purposes if not any(own in ("", each) for own, _ in pairs)]
    if missing:
        raise BadSetting(f"{name} holds no key for {missing[0]}.")
    return found


def _is_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, altchars=b"-_", validate=True)) == KEY_BYTES
    except ValueError:
        return False


def new_key() -> str:
    """32 random bytes, as `cryptography.fernet` wants them."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _write_once(file: Path, value: str) -> None:
    """Two processes that start together must end up with one key: link() fails if it exists."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(value)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
