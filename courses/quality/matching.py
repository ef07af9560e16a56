"""Finding a term in a text as a reader would: whole words, plurals, and what Arabic writes on.

A term is one or more words. `|` parts ways to say it, `*` at the end of a word stands for any
ending, and every word matches whatever its accents, vowel signs and capitals are.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from courses.quality.words import WORD, fold

AND_PREPOSITION_ARTICLE = r"(?:[وف])?(?:[بكل])?(?:ال|ل)?"
ENDINGS_AR = r"(?:ات|ون|ين|وا|ان|تان|تين|تها|تهم|ها|هم|هن|ه|نا|كم|كن|ك|ي)?"
PLURALS = {"en": "(?:s|es)?", "es": "(?:s|es)?", "fr": "(?:e?s|x)?"}


def found(term: str, text: str, language: str) -> Iterator[str]:
    """Where the term stands in the text, as it is written there."""
    folded, spans = _folded(text)
    for pattern in patterns(term, language):
        for start in (n for n, word in enumerate(folded) if pattern[0].fullmatch(word)):
            window = folded[start : start + len(pattern)]
            if len(window) == len(pattern) and all(map(_fits, pattern, window)):
                yield text[spans[start][0] : spans[start + len(pattern) - 1][1]]


def _fits(pattern: re.Pattern, word: str) -> bool:
    return bool(pattern.fullmatch(word))


@lru_cache(maxsize=1024)
def _folded(text: str) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """The words, folded, and where each stands: asked for every term of a list."""
    hits = list(WORD.finditer(text))
    return tuple(fold(hit[0]) for hit in hits), tuple(hit.span() for hit in hits)


@lru_cache(maxsize=4096)
def patterns(term: str, language: str) -> tuple[tuple[re.Pattern, ...], ...]:
    """For each way to say the term, what each of its words has to be."""
    ways = (re.findall(r"[^\W\d_]+\*?", fold(way)) for way in term.split("|"))
    return tuple(tuple(_word(word, language) for word in way) for way in ways if way)


def _word(word: str, language: str) -> re.Pattern:
    stem, star = word.removesuffix("*"), word.endswith("*")
    ending = r"\w*" if star else PLURALS.get(language, "")
    if language == "ar":
        stem = stem.removeprefix("ال") if len(stem) > 4 else stem
        opened = f"(?:{stem[:-1]}[هت])" if stem.endswith("ه") else stem
        before = AND_PREPOSITION_ARTICLE if len(stem) > 2 else ""
        return re.compile(f"{before}{opened}{ending if star else ENDINGS_AR}")
    return re.compile(re.escape(stem) + ending)
