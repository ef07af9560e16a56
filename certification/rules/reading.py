"""YAML 1.2 as schemes and evidence are written in: safe, and without the surprises of 1.1.

`no` is a language and not a refusal, `12:30` is no number of seconds; only `true` and `false` are
truths. A key that stands twice is refused. So is what is nested or repeated beyond reason: it is
counted while it is read, so that no file can exhaust whoever reads it.
"""

import re
from collections.abc import Iterator
from datetime import date

import yaml

from certification.rules.taking import Refused

BOOL = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
INT = re.compile(r"^[-+]?[0-9]+$")
DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
DEEPEST = 60
LONGEST = 2_000_000  # characters
MOST = 200_000  # values, those that an anchor repeats counted each time
DIGITS = 18  # of a number
AS_SAID = 80  # characters of what somebody wrote, in an answer
TOO_DEEP = "the file is nested too deeply"
KNOWN = ("null", "bool", "int", "float", "str", "seq", "map")


class Loader(yaml.SafeLoader):
    """Reads the core schema of YAML 1.2, and days. Raises Refused, beside what YAML raises."""

    yaml_implicit_resolvers = {
        letter: [pair for pair in pairs if pair[0].endswith((":null", ":float", ":merge"))]
        for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    yaml_constructors = {
        tag: make
        for tag, make in yaml.SafeLoader.yaml_constructors.items()
        if tag and tag.rpartition(":")[2] in KNOWN
    }
    depth = values = 0

    def compose_node(self, parent, index):
        self.depth += 1
        self.values += 1
        if self.depth > DEEPEST:
            raise Refused("", TOO_DEEP)
        if self.values > MOST:
            raise Refused("", "the file holds too much")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node, deep=False):
        if isinstance(node, yaml.MappingNode):
            _keys_stand_once(node)
        return super().construct_mapping(node, deep=deep)


def _keys_stand_once(node: yaml.MappingNode) -> None:
    seen = set()
    for key, _value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value == "<<":
            continue
        if key.value in seen:
            raise Refused("", f"“{key.value[:AS_SAID]}” stands twice in line {_line(node)}")
        seen.add(key.value)


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1


# --- single values
def _decimal(loader: Loader, node: yaml.ScalarNode) -> int:
    said = str(loader.construct_scalar(node))
    if not INT.match(said) or len(said) > DIGITS:
        raise Refused("", f"line {_line(node)}: this number can’t be read")
    return int(said)  # PyYAML reads 010 as eight


def _truth(loader: Loader, node: yaml.ScalarNode) -> bool:
    said = str(loader.construct_scalar(node))
    if not BOOL.match(said):
        raise Refused("", f"line {_line(node)}: true or false is expected here")
    return said.lower() == "true"


def _day(loader: Loader, node: yaml.ScalarNode) -> date:
    said = str(loader.construct_scalar(node))
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refused("", f"line {_line(node)}: there is no day {said[:AS_SAID]}") from None


def _words(loader: Loader, node: yaml.ScalarNode) -> str:
    said = str(loader.construct_scalar(node))
    if NO_TEXT.search(said):
        raise Refused("", f"line {_line(node)} holds a sign that is no text")
    return said


def _no_tag(loader: Loader, node: yaml.Node) -> None:
    tag = node.tag.rpartition(":")[2][:AS_SAID]
    raise Refused("", f"line {_line(node)}: the tag !!{tag} is not known")


for _name, _make in (("int", _decimal), ("bool", _truth), ("timestamp", _day), ("str", _words)):
    Loader.add_constructor(f"tag:yaml.org,2002:{_name}", _make)
Loader.add_constructor(None, _no_tag)
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", BOOL, list("tTfF"))
Loader.add_implicit_resolver("tag:yaml.org,2002:int", INT, list("-+0123456789"))
Loader.add_implicit_resolver("tag:yaml.org,2002:timestamp", DATE, list("0123456789"))


# --- whole files
def documents(text: str) -> Iterator[object]:
    """The documents of a file, in order. Raises Refused, with the line where it stops being YAML.

    Text that repeats itself through anchors over and over is refused.
    """
    if len(text) > LONGEST:
        raise Refused("", "the file is too long")
    try:
        yield from list(_documents(text))
    except yaml.reader.ReaderError as problem:
        line = text.count("\n", 0, problem.position) + 1
        raise Refused("", f"line {line} holds a sign that is no text") from None
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 1
        raise Refused("", f"line {line} is not YAML: {_short(problem.problem)}") from None
    except (yaml.YAMLError, ValueError) as problem:
        raise Refused("", f"this is not YAML: {_short(problem)}") from None


def _short(problem: object) -> str:
    return str(problem)[:AS_SAID]


def _documents(text: str) -> Iterator[object]:
    loader = Loader(text)
    try:
        while loader.check_node():
            node = loader.get_node()
            _not_too_much(node)
            value = loader.construct_document(node)
            if value is not None:
                yield value
    finally:
        loader.dispose()


def _not_too_much(node: object, depth: int = 0, budget: list[int] | None = None) -> None:
    """Anchors counted in: what they repeat may be deeper, or more, than what is written."""
    budget = [MOST] if budget is None else budget
    budget[0] -= 1
    if depth > DEEPEST or budget[0] < 0:
        raise Refused("", TOO_DEEP)
    for child in _children(node):
        _not_too_much(child, depth + 1, budget)


def _children(node: object) -> Iterator[object]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield value
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value
