"""Names of files in an archive: which are safe, and which folder each belongs to.

No name ever becomes a path of ours (the store names files by their content); it is judged all the
same, because it becomes part of an address, a line in a list and a file in somebody's export.
"""

import re
import unicodedata

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, bidi marks, unpaired halves
CONTENT = "content/"
# docs/decisions/0033; the lists are H5P's own.
IN_CONTENT = frozenset(
    {
        *("json", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "gltf", "glb", "swf"),
        *("webm", "mp4", "ogg", "mp3", "m4a", "wav", "vtt", "webvtt"),
        *("eot", "ttf", "woff", "woff2", "otf"),
        *("txt", "pdf", "rtf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp"),
        *("csv", "diff", "patch", "md", "textile"),
    }
)
IN_LIBRARIES = IN_CONTENT | {"js", "css", "svg", "xml"}
FOLDER = re.compile(r"[\w\-.]{1,255}", re.ASCII)


def is_safe(name: str, longest: int) -> bool:
    """A plain relative path, before and after look-alikes are resolved."""
    if not name or any(unicodedata.category(char) in UNSEEN for char in name):
        return False
    if len(name.encode()) > longest:
        return False
    plain = unicodedata.normalize("NFKC", name)
    if plain.count("/") != name.count("/") or re.search(r"[\\:]", name + plain):
        return False
    both = f"{name.removesuffix('/')}/{plain.removesuffix('/')}"
    return all(part not in ("", ".", "..") for part in both.split("/"))


def is_passed_over(name: str) -> bool:
    """H5P skips every path with a part that begins with a dot or an underscore (__MACOSX)."""
    return any(part[0] in "._" for part in name.split("/") if part)


def is_loose(name: str) -> bool:
    """A file at the top that is not h5p.json: H5P leaves it alone, and so do we."""
    return "/" not in name and name != "h5p.json"


def is_allowed_kind(name: str) -> bool:
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    allowed = IN_CONTENT if name.startswith(CONTENT) or "/" not in name else IN_LIBRARIES
    return bool(stem and dot) and ending.lower() in allowed


def library_folder(name: str) -> str:
    """The library that a file belongs to, by its folder; none for content and h5p.json."""
    folder, slash, _ = name.partition("/")
    return folder if slash and folder != "content" else ""


def same_to_the_eye(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
