"""YAML 1.2 as schemes and evidence are written in: safe, and without the surprises of 1.1.

`no` is a language and not a refusal, `12:30` is no number of seconds; only `true` and `false` are
truths. A key that stands twice is refused.
"""

import re
from collections.abc import Iterator

import yaml

from certification.rules.taking import Refused

BOOL = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
INT = re.compile(r"^[-+]?[0-9]+$")
DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
DEEPEST = 60
LONGEST = 2_000_000  # characters


class Loader(yaml.SafeLoader):
    """Reads the core schema of YAML 1.2, and days."""

    yaml_implicit_resolvers = {
        letter: [pair for pair in pairs if pair[0].endswith((":null", ":float", ":merge"))]
        for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node, deep=False):
        keys = [each.value for each, _ in node.value if isinstance(each, yaml.ScalarNode)]
        twice = next((key for key in keys if key != "<<" and keys.count(key) > 1), None)
        if twice is not None:
            raise Refused("", f"“{twice}” stands twice in line {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep=deep)


def _decimal(loader: Loader, node: yaml.ScalarNode) -> int:
    return int(node.value)  # PyYAML reads 010 as eight


Loader.add_constructor("tag:yaml.org,2002:int", _decimal)
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", BOOL, list("tTfF"))
Loader.add_implicit_resolver("tag:yaml.org,2002:int", INT, list("-+0123456789"))
Loader.add_implicit_resolver("tag:yaml.org,2002:timestamp", DATE, list("0123456789"))


def documents(text: str) -> Iterator[object]:
    """The documents of a file, in order. Raises Refused, with the line where it stops being YAML.

    Text that repeats itself through anchors over and over is refused.
    """
    if len(text) > LONGEST:
        raise Refused("", "the file is too long")
    try:
        for node in yaml.compose_all(text, Loader=Loader):
            _not_too_deep(node)
        yield from (each for each in yaml.load_all(text, Loader=Loader) if each is not None)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise Refused("", f"line {line} is not YAML: {problem.problem}") from None
    except (yaml.YAMLError, ValueError) as problem:
        raise Refused("", f"this is not YAML: {problem}") from None


def _not_too_deep(node: object, depth: int = 0, budget: list[int] | None = None) -> None:
    budget = [200_000] if budget is None else budget
    budget[0] -= 1
    if depth > DEEPEST or budget[0] < 0:
        raise Refused("", "the file is nested too deeply")
    for child in _children(node):
        _not_too_deep(child, depth + 1, budget)


def _children(node: object) -> Iterator[object]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield value
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value
