"""Values from the environment: typed, also from files, and never quietly wrong.

`NAME_FILE` names a file that holds the value of `NAME`. A missing or absurd value raises
`BadSetting`, which `stop_in_one_sentence` turns into one line on stderr and exit code 1.
"""

import base64
import ipaddress
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

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
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise BadSetting(f"{name}_FILE can't be read: {problem.strerror}.") from None
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise BadSetting(f"{name} is missing: set it, or {name}_FILE, in the environment.")
    return value


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in TRUE | FALSE:
        raise BadSetting(f"{name} must be 1 or 0, not “{value}”.")
    return value in TRUE


def number(name: str, default: int, *, low: int = 0, high: int = 65535) -> int:
    value = text(name, str(default))
    if not value.isdigit() or not low <= int(value) <= high:
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
    return Path(text("STATE_DIR", str(ROOT / "var"))).resolve()


def words(name: str, default: str) -> list[str]:
    """A list, separated by commas or spaces."""
    return text(name, default).replace(",", " ").split()


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise BadSetting(f"{name} must be one of {', '.join(allowed)}, not “{value}”.")
    return value


def site_url(name: str, default: str) -> str:
    """An http(s) address of a host without a path, e.g. https://learn.example.org."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise BadSetting(f"{name} must look like https://learn.example.org, not “{value}”.")
    return value


def exit_url(name: str, default: str) -> str:
    """Where quick exit leads: an http(s) page of somebody else."""
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting(f"{name} must be the address of a web page, not “{value}”.")
    return value


def database(name: str, default: str, *, parse: Callable) -> dict:
    try:
        values = parse(text(name, default))
    except (ValueError, KeyError):
        values = {}
    if not values.get("ENGINE", "").endswith(("sqlite3", "postgresql")):
        raise BadSetting(f"{name} must look like postgres://user:password@host/name.")
    return values


def mail(name: str, default: str, *, parse: Callable) -> dict:
    try:
        values = parse(text(name, default))
    except (ValueError, KeyError):
        raise BadSetting(f"{name} must look like smtp+tls://user:password@host:587.") from None
    return {key: value for key, value in values.items() if key.startswith("EMAIL_")}


def languages(name: str, known: dict[str, str]) -> list[tuple[str, str]]:
    """The languages of the interface, the first one is the site's own."""
    codes = words(name, " ".join(known))
    unknown = [code for code in codes if code not in known]
    if unknown or len(set(codes)) != len(codes):
        raise BadSetting(f"{name} may name each of {', '.join(known)} once.")
    return [(code, known[code]) for code in codes]


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


def fernet_key() -> str:
    """32 random bytes, as `cryptography.fernet` wants them."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


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
