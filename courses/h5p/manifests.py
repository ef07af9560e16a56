"""What we keep in mind of h5p.json and of each library.json: small, and already judged."""

from dataclasses import dataclass
from typing import NamedTuple

from courses.h5p import schema

CORE_API = (1, 28)  # of the player that we ship


class Version(NamedTuple):
    """What a dependency names; the patch is the host's to choose."""

    name: str
    major: int
    minor: int

    def __str__(self):
        return f"{self.name} {self.major}.{self.minor}"

    @classmethod
    def of(cls, said: dict) -> "Version":
        return cls(str(said["machineName"]), int(said["majorVersion"]), int(said["minorVersion"]))


@dataclass(frozen=True)
class Head:
    """The package as h5p.json tells it."""

    title: str
    language: str
    main: str
    needs: tuple[Version, ...]
    may_need: tuple[Version, ...]


@dataclass(frozen=True)
class Manifest:
    """A library as its library.json tells it."""

    version: Version
    patch: int
    title: str
    needs: tuple[Version, ...]
    may_need: tuple[Version, ...]
    files: tuple[str, ...]
    core_api: tuple[int, int]


def wrong_in_head(said) -> list[str]:
    if not isinstance(said, dict):
        return ["{}"]
    return list(schema.wrong(said, schema.PACKAGE, schema.PACKAGE_TOO))


def head(said: dict) -> Head:
    return Head(
        title=str(said["title"]),
        language=str(said["language"]),
        main=str(said["mainLibrary"]),
        needs=_named(said, "preloadedDependencies"),
        may_need=_named(said, "dynamicDependencies"),
    )


def wrong_in_manifest(said) -> list[str]:
    if not isinstance(said, dict):
        return ["{}"]
    return list(schema.wrong(said, schema.LIBRARY, schema.LIBRARY_TOO))


def manifest(said: dict) -> Manifest:
    api = said.get("coreApi") or {"majorVersion": 0, "minorVersion": 0}
    files = [*(said.get("preloadedJs") or []), *(said.get("preloadedCss") or [])]
    return Manifest(
        version=Version.of(said),
        patch=int(said["patchVersion"]),
        title=str(said["title"]),
        needs=_named(said, "preloadedDependencies"),
        may_need=_named(said, "dynamicDependencies"),
        files=tuple(str(file["path"]).removeprefix("./") for file in files),
        core_api=(int(api["majorVersion"]), int(api["minorVersion"])),
    )


def _named(said: dict, field: str) -> tuple[Version, ...]:
    return tuple(map(Version.of, said.get(field) or []))
