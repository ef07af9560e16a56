"""Front matter: the few lines of YAML that open each file."""

import re
from collections.abc import Callable
from uuid import UUID

import yaml

from courses.models import Audience
from courses.models.pages import OLDEST, YOUNGEST
from courses.noted_block import LONGEST_NOTE
from courses.packs.problems import Margin

FORMAT = "mainstay-pack/1"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*\Z")
LONGEST_LESSON = 600

Check = Callable[[object], str]  # what is wrong with a value, or nothing


def is_slug(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 80 and bool(SLUG.match(value))


def _words(longest: int) -> Check:
    def check(value):
        if not isinstance(value, str) or not value.strip():
            return "must be text"
        return f"is longer than {longest} characters" if len(value) > longest else ""

    return check


def _one_of(*allowed: str) -> Check:
    return lambda value: "" if value in allowed else f"must be {' or '.join(allowed)}"


def _slug(value):
    return "" if is_slug(value) else "must be small letters, digits and single hyphens"


def _slugs(value):
    if not isinstance(value, list) or not value or not all(is_slug(item) for item in value):
        return "must be a list of names in small letters, digits and hyphens, as in [one, two]"
    return "names something twice" if len(set(value)) < len(value) else ""


def _key(value):
    try:
        is_good = isinstance(value, str) and str(UUID(value)) == value and UUID(value).version == 4
    except ValueError:
        is_good = False
    return "" if is_good else "must be a random UUID (version 4) in small letters"


def _language(value):
    is_good = isinstance(value, str) and LANGUAGE.match(value)
    return "" if is_good else "must be a language code such as en"


def _path(value):
    is_good = isinstance(value, str) and all(is_slug(name) for name in value.split("/"))
    is_good = is_good and value.count("/") < 2
    return "" if is_good else "must be the name of a lesson, or module/lesson"


def _file(value):
    is_good = isinstance(value, str) and value.endswith(".svg") and "/" not in value
    return "" if is_good else "must be a drawing in media/, such as door.svg"


def _yes(value):
    return "" if value is True else "must be true, or left out"


def _minutes(value):
    is_good = type(value) is int and 0 < value <= LONGEST_LESSON
    return "" if is_good else f"must be a whole number from 1 to {LONGEST_LESSON}"


def _age(value):
    is_good = type(value) is int and YOUNGEST <= value <= OLDEST
    return "" if is_good else f"must be an age from {YOUNGEST} to {OLDEST}, as in 12"


def _yes_or_no(value):
    return "" if isinstance(value, bool) else "must be true or false"


def _how_many(value):
    is_good = isinstance(value, dict) and all(
        group in GROUPS and type(many) is int and many > 0 for group, many in value.items()
    )
    return "" if is_good else "must say how many of a group, as in {a: 2}"


def _word_list(value):
    is_good = isinstance(value, list) and value
    is_good = is_good and all(isinstance(each, str) and 0 < len(each) <= 200 for each in value)
    return "" if is_good else "must be a list of short texts"


def _topics(value):
    is_good = isinstance(value, dict) and all(
        is_slug(code) and not _minutes(many) for code, many in value.items()
    )
    return "" if is_good else "must give minutes to names of topics, as in {ethics: 5}"


GROUPS = ("a", "b", "c")
TITLE, SUMMARY = _words(255), _words(300)
COURSE: dict[str, Check] = {
    "format": _one_of(FORMAT),
    "key": _key,
    "slug": _slug,
    "source": _language,
    "audience": _one_of(*Audience.values),
    "licence": _words(60),
    "title": TITLE,
    "summary": SUMMARY,
    "modules": _slugs,
}
COURSE_MAY: dict[str, Check] = {
    "in_order": _yes_or_no,
    "credits_parts": _yes_or_no,
    "comes_first": _slugs,
    "needed": _how_many,
    "what_changed": SUMMARY,
    "plain": _yes_or_no,
    "level": _age,
    "credits": _word_list,
    "suggests": _slugs,
}
MODULE: dict[str, Check] = {"title": TITLE, "summary": SUMMARY, "lessons": _slugs}
MODULE_MAY: dict[str, Check] = {
    "slug": _slug,
    "optional": _yes_or_no,
    "group": _one_of(*GROUPS),
}
LESSON: dict[str, Check] = {"title": TITLE, "minutes": _minutes}
LESSON_MAY: dict[str, Check] = {
    "slug": _slug,
    "topics": _topics,
    "what_changed": SUMMARY,
    "note": _words(LONGEST_NOTE),
    "way_round": _path,
    "only_way_round": _yes,
    "short": _words(600),
    "short_picture": _file,
    "short_alt": _words(300),
}
NOTHING: dict[str, Check] = {}


def read(
    text: str, *, wanted: dict[str, Check], may: dict[str, Check] = NOTHING, margin: Margin
) -> tuple[dict | None, str, int]:
    """The values, the body below them, and how many lines stand above it; None if any is bad.

    What is `wanted` must stand there, and what is in `may` can be left out.
    """
    lines = text.split("\n")
    end = lines.index("---", 1) if lines[0] == "---" and "---" in lines[1:] else 0
    if not end:
        margin.at(1).note("The file must open with front matter between two lines of “---”.")
        return None, "", 0
    values = _values("\n".join(lines[1:end]), wanted, may, margin)
    return values, "\n".join(lines[end + 1 :]), end + 1


def _values(text: str, wanted: dict[str, Check], may, margin: Margin) -> dict | None:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        margin.at(mark.line + 2 if mark else 1).note(
            "The front matter is not YAML; put a text with a colon between quotation marks."
        )
        return None
    if not isinstance(node, yaml.MappingNode):
        margin.at(1).note("The front matter must be lines of “key: value”.")
        return None
    return values if _is_good(node, values, wanted, may, margin) else None


def _is_good(node, values, wanted: dict[str, Check], may: dict[str, Check], margin) -> bool:
    known = wanted | may
    wrong = [(1, f"“{key}” is missing.") for key in wanted if key not in values]
    seen = set()
    for key_node, _ in node.value:
        key, line = key_node.value, key_node.start_mark.line + 2
        if key in seen:
            wrong.append((line, f"“{key}” stands here twice."))
        elif key not in known:
            wrong.append((line, f"“{key}” is not known; known are {', '.join(known)}."))
        elif trouble := known[key](values.get(key)):
            wrong.append((line, f"“{key}” {trouble}."))
        seen.add(key)
    for line, words in wrong:
        margin.at(line).note(words)
    return not wrong
