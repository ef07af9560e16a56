"""The ways to spoil the good package, each with the code by which it must be refused."""

import json
import stat
import struct
import zipfile

from tests.courses.h5p import parcel
from tests.courses.h5p.parcel import LIBRARY, adding, also, entry, with_, with_library

LINK, DEVICE = stat.S_IFLNK | 0o777, stat.S_IFCHR | 0o644
MANIFEST = f"{LIBRARY}/library.json"


def named(name):
    return also(entry(name))


def head(text):
    return adding({"h5p.json": text})


def flagged(flag, package=None):
    """The bit set in both headers of every member."""
    data = bytearray(package or parcel.good())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= flag
            start = data.find(mark, start + 1)
    return bytes(data)


def lying(size):
    """A member whose declared length is not the length of what comes out."""
    package = also(entry("content/lie.txt", b"y" * 1234))
    return parcel.overwritten(package, struct.pack("<I", 1234), struct.pack("<I", size))


def bad_crc():
    package = bytearray(also(entry("content/x.txt", b"plain words", compress=zipfile.ZIP_STORED)))
    package[package.find(b"plain words")] ^= 1
    return bytes(package)


def cut():
    return parcel.good()[:-200]


def of_larger_kind():
    """With the sign that the real table of contents is described elsewhere."""
    package = parcel.good()
    end = package.rfind(b"PK\x05\x06")
    return package[:end] + b"PK\x06\x07" + bytes(16) + package[end:]


def with_a_vast_table():
    """Python would read all of it at once, before any file is looked at."""

    def write(archive, _):
        info = zipfile.ZipInfo("content/a.txt")
        info.comment = b"words " * 5_000
        archive.writestr(info, b"x")

    return also(write)


def renamed(old, new):
    return parcel.overwritten(also(entry(f"content/{old}")), old.encode(), new)


def without(name):
    return adding(without=(name,))


def text_of(value):
    return json.dumps(value).encode()


DEEP = b"[" * 500 + b"]" * 500
HEAD = text_of(parcel.files()["h5p.json"])
SECOND = parcel.library("Mainstay.Shared", 1, 2, 9)
PICTURE = {"mime": "image/png"}


def as_stored(text):
    """Not squeezed, so that its ratio raises no question."""

    def write(archive, name):
        archive.writestr(name, text_of({"text": text}), zipfile.ZIP_STORED)

    return write


def content(**picture):
    return adding({"content/content.json": {"picture": PICTURE | picture}})


REFUSED = {
    "nothing": (lambda: b"", "unable-to-unzip"),
    "no archive": (lambda: b"%PDF-1.7 and so on" * 50, "unable-to-unzip"),
    "cut off": (cut, "unable-to-unzip"),
    "a page before it": (lambda: b"<html>" + parcel.good(), "data-around-archive"),
    "something after it": (lambda: parcel.good() + b"<html>", "data-around-archive"),
    "a larger kind of archive": (of_larger_kind, "archive-too-new"),
    "wrong checksum": (bad_crc, "damaged-file"),
    "longer than announced": (lambda: lying(1000), "damaged-file"),
    "shorter than announced": (lambda: lying(2000), "damaged-file"),
    "locked": (lambda: flagged(0x1), "encrypted-file"),
    "packed with bzip2": (
        lambda: also(entry("content/a.txt", compress=zipfile.ZIP_BZIP2)),
        "unsupported-compression",
    ),
    "packed with lzma": (
        lambda: also(entry("content/a.txt", compress=zipfile.ZIP_LZMA)),
        "unsupported-compression",
    ),
    "link": (lambda: also(entry("content/l.png", b"/etc/passwd", mode=LINK)), "special-file"),
    "device": (lambda: also(entry("content/d.png", mode=DEVICE)), "special-file"),
    "absolute name": (lambda: named("/etc/a.txt"), "unsafe-name"),
    "name going up": (lambda: named("content/../../a.txt"), "unsafe-name"),
    "name with backslashes": (lambda: named("content\\..\\a.txt"), "unsafe-name"),
    "name with a drive": (lambda: named("C:/a.txt"), "unsafe-name"),
    "name with an empty part": (lambda: named("content//a.txt"), "unsafe-name"),
    "name with a dot part": (lambda: named("content/./a.txt"), "unsafe-name"),
    "name with a zero": (lambda: renamed("a0.txt", b"a\0.txt"), "unsafe-name"),
    "name with a new line": (lambda: named("content/a\nb.txt"), "unsafe-name"),
    "name turned round": (lambda: named("content/a\u202egpj.txt"), "unsafe-name"),
    "name with wide dots": (lambda: named("content/．．/a.txt"), "unsafe-name"),
    "name with a wide slash": (lambda: named("content/a／b.txt"), "unsafe-name"),
    "name too long": (lambda: named("content/" + "a" * 300 + ".txt"), "unsafe-name"),
    "names alike": (
        lambda: also(entry("content/A.txt"), entry("content/a.txt")),
        "names-too-alike",
    ),
    "two h5p.json": (lambda: also(entry("h5p.json", HEAD)), "duplicate-file"),
    "two content.json": (lambda: also(entry("content/content.json", b"{}")), "duplicate-file"),
    "two of a library's file": (lambda: also(entry(f"{LIBRARY}/steps.js")), "duplicate-file"),
    "too many files": (
        lambda: also(*(entry(f"content/{n}.txt") for n in range(40))),
        "too-many-files",
    ),
    "too many libraries": (
        lambda: also(*(entry(f"L{n}-1.0/library.json") for n in range(4))),
        "too-many-libraries",
    ),
    "a vast table of contents": (with_a_vast_table, "too-many-files"),
    "one large file": (
        lambda: also(entry("content/a.txt", b"a" * 3_000_001)),
        "file-size-too-large",
    ),
    "much in all": (
        lambda: also(
            *(entry(f"content/{n}.txt", b"a" * 900_000) for n in range(6)),
        ),
        "total-size-too-large",
    ),
    "bomb": (lambda: also(entry("content/a.txt", bytes(2_500_000))), "ratio-too-high"),
    "other ending": (None, "missing-h5p-extension"),
    "no h5p.json": (lambda: without("h5p.json"), "invalid-h5p-json-file"),
    "H5P.JSON": (
        lambda: adding({"H5P.JSON": HEAD}, without=("h5p.json",)),
        "invalid-h5p-json-file",
    ),
    "byte order mark": (lambda: head(b"\xef\xbb\xbf" + HEAD), "invalid-h5p-json-file"),
    "not UTF-8": (lambda: head(b'{"title": "\xff"}'), "invalid-h5p-json-file"),
    "NaN": (lambda: head(b'{"w": NaN,' + HEAD[1:]), "invalid-h5p-json-file"),
    "two values for a key": (lambda: head(b'{"title": "A",' + HEAD[1:]), "invalid-h5p-json-file"),
    "deep": (lambda: head(b'{"deep":' + DEEP + b"," + HEAD[1:]), "invalid-h5p-json-file"),
    "deep beyond reason": (lambda: head(b"[" * 100_000), "invalid-h5p-json-file"),
    "long": (lambda: with_(more=["words "] * 40_000), "invalid-h5p-json-file"),
    "long for its spaces": (lambda: head(HEAD + b" " * 400_000), "invalid-h5p-json-file"),
    "endless number": (lambda: head(b'{"w": ' + b"9" * 9000 + b"}"), "invalid-h5p-json-file"),
    "a zero in the title": (lambda: with_(title="a\0b"), "invalid-h5p-json-file"),
    "half a character": (lambda: with_(title="\ud800"), "invalid-h5p-json-file"),
    "a list": (lambda: head(b"[]"), "invalid-h5p-json-file-2"),
    "no title": (lambda: with_(title=None), "invalid-h5p-json-file-2"),
    "title too long": (lambda: with_(title="a" * 256), "invalid-h5p-json-file-2"),
    "title of a list": (lambda: with_(title=["a"]), "invalid-h5p-json-file-2"),
    "language": (lambda: with_(language="../en"), "invalid-h5p-json-file-2"),
    "language with a new line": (lambda: with_(language="en\n"), "invalid-h5p-json-file-2"),
    "main library": (lambda: with_(mainLibrary="../X"), "invalid-h5p-json-file-2"),
    "embed type": (lambda: with_(embedTypes=["external"]), "invalid-h5p-json-file-2"),
    "licence": (lambda: with_(license="MIT"), "invalid-h5p-json-file-2"),
    "licence version": (lambda: with_(licenseVersion="9.9"), "invalid-h5p-json-file-2"),
    "source": (lambda: with_(source="javascript:alert(1)"), "invalid-h5p-json-file-2"),
    "author's role": (
        lambda: with_(authors=[{"name": "A", "role": "<b>"}]),
        "invalid-h5p-json-file-2",
    ),
    "dependency's name": (
        lambda: with_(preloadedDependencies=[parcel.needs("../X", 1, 0)]),
        "invalid-h5p-json-file-2",
    ),
    "dependency's name with an accent": (
        lambda: with_(dynamicDependencies=[parcel.needs("Mainstay.Pás", 1, 0)]),
        "invalid-h5p-json-file-2",
    ),
    "dependency's version": (
        lambda: with_(preloadedDependencies=[parcel.needs("X", True, -1)]),
        "invalid-h5p-json-file-2",
    ),
    "main library not named": (lambda: with_(mainLibrary="Other.Main"), "missing-main-library"),
    "missing library": (
        lambda: with_library(preloadedDependencies=[parcel.needs("Gone", 1, 0)]),
        "missing-required-library",
    ),
    "no libraries at all": (parcel.content_only, "missing-required-library"),
    "no content.json": (lambda: without("content/content.json"), "invalid-content-folder"),
    "broken content.json": (
        lambda: adding({"content/content.json": b"{"}),
        "unable-to-parse-package",
    ),
    "content.json of many small things": (
        lambda: adding({"content/content.json": as_stored([[]] * 310_000)}),
        "unable-to-parse-package",
    ),
    "path going up": (lambda: content(path="../../h5p.json"), "path-outside-content"),
    "path from the top": (lambda: content(path="/etc/passwd"), "path-outside-content"),
    "path to a local file": (lambda: content(path="file:///etc/passwd"), "path-outside-content"),
    "path that acts": (lambda: content(path="javascript:alert(1)"), "path-outside-content"),
    "path to nowhere": (lambda: content(path="images/gone.png"), "content-file-missing"),
    "page in content": (lambda: named("content/a.html"), "not-in-whitelist"),
    "page in content, short": (lambda: named("content/a.htm"), "not-in-whitelist"),
    "script in content": (lambda: named("content/a.js"), "not-in-whitelist"),
    "drawing in content": (lambda: named("content/a.SVG"), "not-in-whitelist"),
    "no ending": (lambda: named("content/README"), "not-in-whitelist"),
    "page in a library": (lambda: named(f"{LIBRARY}/a.html"), "not-in-whitelist"),
    "folder's name": (lambda: named("Mainstay Steps/a.js"), "invalid-library-name"),
    "folder without a manifest": (lambda: named("Other-1.0/a.js"), "invalid-library-json-file"),
    "broken manifest": (lambda: adding({MANIFEST: b"{"}), "invalid-library-json-file"),
    "no version": (lambda: with_library(patchVersion=None), "invalid-schema-library-json-file"),
    "library's name going up": (
        lambda: with_library(machineName="../X"),
        "invalid-schema-library-json-file",
    ),
    "name of dots": (lambda: with_library(machineName=".."), "invalid-schema-library-json-file"),
    "runnable": (lambda: with_library(runnable=2), "invalid-schema-library-json-file"),
    "library's licence": (lambda: with_library(license="X"), "invalid-schema-library-json-file"),
    "script's path": (
        lambda: with_library(preloadedJs=[{"path": "https://x.example/a.js"}]),
        "invalid-schema-library-json-file",
    ),
    "script's path going up": (
        lambda: with_library(preloadedJs=[{"path": "../a.js"}]),
        "library-file-missing",
    ),
    "script missing": (lambda: without(f"{LIBRARY}/steps.js"), "library-file-missing"),
    "style missing": (lambda: without(f"{LIBRARY}/steps.css"), "library-file-missing"),
    "other folder": (
        lambda: with_library(minorVersion=2),
        "library-directory-name-mismatch",
    ),
    "library twice": (
        lambda: adding({"Mainstay.Shared/library.json": SECOND}),
        "two-of-one-library",
    ),
    "newer H5P": (
        lambda: with_library(coreApi={"majorVersion": 1, "minorVersion": 29}),
        "api-version-unsupported",
    ),
    "semantics": (
        lambda: adding({f"{LIBRARY}/semantics.json": b"[{]"}),
        "invalid-semantics-json-file",
    ),
    "language file": (
        lambda: adding({f"{LIBRARY}/language/fr.json": b"{"}),
        "invalid-language-file-json",
    ),
    "language file's name of many letters": (
        lambda: adding({f"{LIBRARY}/language/{'a' * 200}1.json": b"{}"}),
        "invalid-language-file",
    ),
    "language file's name": (
        lambda: adding({f"{LIBRARY}/language/f1.json": b"{}"}),
        "invalid-language-file",
    ),
}  # fmt: skip
REFUSED["other ending"] = (parcel.good, "missing-h5p-extension")
