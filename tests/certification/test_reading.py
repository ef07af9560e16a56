"""A rule in plain words: nothing of it is left unread, in any language."""

import copy
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.utils.translation import override

from certification import rules
from certification.in_words.reading import read

SCHEMES = sorted((settings.ROOT / "content" / "schemes").glob("*.yaml"))
HERE = Path(__file__).parent
WORKED = [*sorted((HERE / "worked").glob("*.yaml")), HERE / "every-primitive.yaml"]
FIGURES = {"n", "min", "max", "last", "from", "to", "over", "need", "each", "gives", "days",
           "months", "years", "missed_allowed", "times", "rank", "at_least", "unit"}  # fmt: skip


def versions(path):
    """Of a file, each version as data."""
    for value in rules.documents(path.read_text(encoding="utf-8")):
        if "scheme" in value:
            yield value


def words_of(scheme, language="en"):
    with override(language):
        chapters = read(yaml.safe_dump(scheme, sort_keys=False, allow_unicode=True), language)
    return [words for chapter in chapters for line in chapter.lines for words in flat(line)]


def flat(line):
    yield line.words
    for each in line.lines:
        yield from flat(each)


def figures_in(value, path=()):
    """Where whole numbers stand that a rule is made of."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key in FIGURES and type(each) is int:
                yield (*path, key)
            elif key not in ("scheme", "version", "title", "source", "reminders"):
                yield from figures_in(each, (*path, key))
    elif isinstance(value, list):
        for n, each in enumerate(value):
            yield from figures_in(each, (*path, n))


def changed(scheme, path):
    other = copy.deepcopy(scheme)
    *way, last = path
    at = other
    for step in way:
        at = at[step]
    at[last] += 7
    return other


@pytest.mark.parametrize("path", [*SCHEMES, *WORKED], ids=lambda path: path.stem)
def test_every_figure_of_a_rule_is_in_its_words(path):
    for scheme in versions(path):
        before = words_of(scheme)
        silent = [
            where for where in figures_in(scheme) if words_of(changed(scheme, where)) == before
        ]
        assert silent == []


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_it_reads_in_every_language(path, language):
    for scheme in versions(path):
        words = words_of(scheme, language)
        assert len(words) > 5
        assert not [each for each in words if "%(" in each or not each.strip()]


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_its_sentences_are_short(path):
    for scheme in versions(path):
        assert not [each for each in words_of(scheme) if len(each.split()) > 22]


def test_a_rule_reads_like_this():
    scheme = yaml.safe_load("""
        scheme: x
        version: 1
        title: {en: X}
        effective: {from: 2026-01-01, until: null}
        credit: [{kind: group, heads: {of: supervisees, from: 2, to: 4}, share: "1/2"}]
        requires:
          id: m
          each: {period: month, count: {supervision: {}}, min: 90, over: {last: 12}}
        validity: {lasts: {years: 2}}
    """)
    words = words_of(scheme)
    assert words[0] == "Every month at least 90 minutes of supervision."
    assert "Group supervision: half of the time counts." in words
    assert "With 2 to 4 people supervised." in words
    assert "It holds for 2 years." in words
