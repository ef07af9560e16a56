"""What h5p.json and library.json must say, as tables: field, whether it must be there, the rule.

A value that is null counts as not there; numbers may be written as text, as H5P's own exports do.
"""

import re
from collections.abc import Callable, Iterator

Rule = Callable[[object], bool]


def text(pattern: str, flags: int = 0) -> Rule:
    """Whole text of that form; H5P's host language reads a number as text, so we do."""
    rule = re.compile(pattern, re.ASCII | re.DOTALL | flags)
    return lambda value: is_scalar(value) and bool(rule.fullmatch(str(value)))


def is_scalar(value) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def one_of(*values: str) -> Rule:
    return lambda value: value in values


def each(rule: Rule) -> Rule:
    return lambda value: isinstance(value, list) and all(map(rule, value))


def fields(required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    return lambda value: isinstance(value, dict) and not list(wrong(value, required, optional))


def wrong(value: dict, required: dict[str, Rule], optional=None) -> Iterator[str]:
    """The names of the fields that are missing or not as they should be."""
    for name, rule in required.items():
        if value.get(name) is None or not rule(value[name]):
            yield name
    for name, rule in (optional or {}).items():
        if value.get(name) is not None and not rule(value[name]):
            yield name


def is_flag(value) -> bool:
    return value in (0, 1, "0", "1", True, False)


def is_machine_name(value) -> bool:
    return _machine_name(value) and ".." not in str(value) and str(value)[0] != "."


_machine_name = text(r"[\w\-.]{1,255}")
number, size, long = text(r"[0-9]{1,5}"), text(r"[0-9]{1,4}"), text(r".{1,5000}")
line = text(r".{1,255}")
dependency = fields(
    {"machineName": is_machine_name, "majorVersion": number, "minorVersion": number}
)
dependencies = each(dependency)
embed_types = each(one_of("iframe", "div"))
LICENCES = (
    "CC BY", "CC BY-SA", "CC BY-ND", "CC BY-NC", "CC BY-NC-SA", "CC BY-NC-ND", "CC0 1.0",
    "GNU GPL", "PD", "ODC PDDL", "CC PDM", "U", "C",
)  # fmt: skip
LIBRARY_LICENCES = (
    "cc-by", "cc-by-sa", "cc-by-nd", "cc-by-nc", "cc-by-nc-sa", "cc-by-nc-nd", "pd", "cr", "MIT",
    "GPL1", "GPL2", "GPL3", "MPL", "MPL2",
)  # fmt: skip
PACKAGE = {
    "title": line,
    "language": text(r"[-a-zA-Z]{1,10}"),
    "preloadedDependencies": dependencies,
    "mainLibrary": text(r"[$a-z_][0-9a-z_.$]{1,254}", re.IGNORECASE),
    "embedTypes": embed_types,
}
PACKAGE_TOO = {
    "contentType": line,
    "author": line,
    "dynamicDependencies": dependencies,
    "editorDependencies": dependencies,
    "authors": each(fields({"name": line}, {"role": text(r"\w+")})),
    "source": text(r"https?://.+"),
    "license": one_of(*LICENCES),
    "licenseVersion": one_of("1.0", "2.0", "2.5", "3.0", "4.0"),
    "licenseExtras": long,
    "authorComments": long,
    "yearsFrom": size,
    "yearsTo": size,
    "yearFrom": size,
    "yearTo": size,
    "changes": each(
        fields(
            {
                "date": text(r"\d{2}-\d{2}-\d{2} \d{1,2}:\d{2}:\d{2}"),
                "log": long,
            },
            {"author": line},
        )
    ),
    "w": size,
    "h": size,
    "a11yTitle": line,
}
LIBRARY = {
    "title": line,
    "majorVersion": number,
    "minorVersion": number,
    "patchVersion": number,
    "machineName": is_machine_name,
    "runnable": is_flag,
}
LIBRARY_TOO = {
    "author": line,
    "license": one_of(*LIBRARY_LICENCES),
    "description": long,
    "metadataSettings": lambda value: isinstance(value, dict),
    "preloadedDependencies": dependencies,
    "dynamicDependencies": dependencies,
    "editorDependencies": dependencies,
    "preloadedJs": each(fields({"path": text(r"[\w\-\s./]+\.js", re.IGNORECASE)})),
    "preloadedCss": each(fields({"path": text(r"[\w\-\s./]+\.css", re.IGNORECASE)})),
    "dropLibraryCss": each(fields({"machineName": is_machine_name})),
    "w": size,
    "h": size,
    "embedTypes": embed_types,
    "fullscreen": is_flag,
    "coreApi": fields({"majorVersion": number, "minorVersion": number}),
}
