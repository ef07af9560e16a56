"""A good package of our own, written here, and the ways to spoil it."""

import io
import json
import zipfile

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
LIBRARY = "Mainstay.Steps-1.1"
SHARED = "Mainstay.Shared-1.2"


def files():
    """Everything in the package, by name, in the order in which it is packed."""
    return {
        "h5p.json": {
            "title": "Small steps",
            "language": "en",
            "mainLibrary": "Mainstay.Steps",
            "embedTypes": ["div"],
            "license": "U",
            "preloadedDependencies": [
                needs("Mainstay.Steps", 1, 1),
                needs("Mainstay.Shared", 1, 2),
            ],
        },
        "content/content.json": {
            "picture": {"path": "images/door.png", "mime": "image/png"},
            "steps": ["Open the door", "Take a breath"],
        },
        "content/images/door.png": PNG,
        f"{LIBRARY}/library.json": library("Mainstay.Steps", 1, 1, 3)
        | {
            "preloadedJs": [{"path": "steps.js"}],
            "preloadedCss": [{"path": "steps.css"}],
            "preloadedDependencies": [needs("Mainstay.Shared", 1, 2)],
            "coreApi": {"majorVersion": 1, "minorVersion": 24},
        },
        f"{LIBRARY}/semantics.json": [{"name": "steps", "type": "list"}],
        f"{LIBRARY}/language/ar.json": {"semantics": []},
        f"{LIBRARY}/steps.js": b"H5P.Steps = function () {};",
        f"{LIBRARY}/steps.css": b".steps { color: inherit; }",
        f"{SHARED}/library.json": library("Mainstay.Shared", 1, 2, 0),
    }


def needs(name, major, minor):
    return {"machineName": name, "majorVersion": major, "minorVersion": minor}


def library(name, major, minor, patch):
    version = needs(name, major, minor)
    return version | {"title": name, "patchVersion": patch, "runnable": 1}


def packed(contents, *, comment=b""):
    """A zip of these; a value may be bytes, something for JSON, or a function of (zip, name)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, value in contents.items():
            if callable(value):
                value(archive, name)
            else:
                archive.writestr(name, as_bytes(value))
    return out.getvalue()


def as_bytes(value):
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def good():
    return packed(files())


def with_(**changes):
    """The good package with values of h5p.json changed; None takes one away."""
    contents = files()
    contents["h5p.json"] = changed(contents["h5p.json"], changes)
    return packed(contents)


def with_library(**changes):
    contents = files()
    name = f"{LIBRARY}/library.json"
    contents[name] = changed(contents[name], changes)
    return packed(contents)


def changed(said, changes):
    return {key: value for key, value in (said | changes).items() if value is not None}


def adding(more=None, /, *, without=()):
    contents = {name: value for name, value in files().items() if name not in without}
    return packed(contents | (more or {}))


def content_only():
    return packed({n: v for n, v in files().items() if not n.startswith("Mainstay.")})


def entry(name, content=b"x", *, mode=0, compress=zipfile.ZIP_DEFLATED, times=1):
    """A member with something special about it, under a name of its own."""

    def write(archive, _):
        for _ in range(times):
            info = zipfile.ZipInfo(name)
            info.external_attr, info.compress_type = mode << 16, compress
            archive.writestr(info, content)

    return write


def also(*writers):
    return adding({f"content/extra{n}": writer for n, writer in enumerate(writers)})


def overwritten(package, old, new, *, times=-1):
    """Bytes of the finished archive exchanged for others of the same length."""
    assert len(old) == len(new) and old in package
    return package.replace(old, new, times)
