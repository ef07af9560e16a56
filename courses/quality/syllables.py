"""How many syllables a word has, as far as a measure of reading needs it.

Spanish is counted by rule, because its spelling tells. English and French are counted by the runs
of vowels and what is known to be silent; over a text the mistakes even out.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

# --- English
SILENT_E = re.compile(r"(?<=[^aeiouy])(?:e|es|ed)$")
SPOKEN_END = re.compile(r"(?:[^aeiouy]le|[td]ed|(?:[sxz]|ch|sh|[cg])es)$")
SPOKEN_L = re.compile(r"[^aeiouyl]l(?:ed|es)$")  # handled, tables
JOINED = re.compile(r"[aeiouy]+")
APART = re.compile(
    r"i[ao]|eo(?!u)|(?<![gq])ua(?!r|$)|eate|ying|iality|ism$"
)  # two vowels, two syllables
TOGETHER = re.compile(r"[tcs]i(?:on|an|al(?!ity)|ous)|gi(?:on|ous)|people|eous")
KNOWN = {
    "area": 3, "being": 2, "business": 2, "create": 2, "every": 2, "everything": 3, "evening": 2,
    "everybody": 4, "hour": 1, "idea": 3, "interest": 3, "leave": 1, "maybe": 2, "one": 1,
    "quiet": 2, "real": 1, "science": 2, "someone": 2, "something": 2, "somebody": 3,
    "somewhere": 2, "sometimes": 2, "the": 1, "usual": 3, "usually": 4, "wednesday": 2, "you": 1,
}  # fmt: skip


def english(word: str) -> int:
    if word in KNOWN:
        return KNOWN[word]
    ends_aloud = SPOKEN_END.search(word) or SPOKEN_L.search(word)
    spoken = word if ends_aloud else SILENT_E.sub("", word)
    n = len(JOINED.findall(spoken)) + len(APART.findall(word)) - len(TOGETHER.findall(word))
    return max(n, 1)


# --- Spanish
STRONG, WEAK, STRESSED_WEAK = "aeoáéó", "iuü", "íú"


def spanish(word: str) -> int:
    """Strong vowels part, a weak one joins its neighbour unless its accent says otherwise."""
    word = re.sub(r"(?<=[gq])u(?=[eiéí])", "", word)
    word = re.sub(r"y$", "i", word)
    n, before = 0, ""
    for letter in re.sub(r"(?<=[aeoáéóíúiuü])h(?=[aeoáéóíúiuü])", "", word):
        is_vowel = letter in STRONG + WEAK + STRESSED_WEAK
        if is_vowel and not _joins(before, letter):
            n += 1
        before = letter if is_vowel else ""
    return max(n, 1)


def _joins(before: str, letter: str) -> bool:
    if not before or before in STRESSED_WEAK or letter in STRESSED_WEAK:
        return False
    return before in WEAK or letter in WEAK


# --- French
SILENT_FR = re.compile(r"(?<=[^aeiouyàâéèêëîïôùûœ])(?:e|es|ent)$|(?<=[iuéy])es?$")
SPOKEN_ENT = re.compile(
    r"(?:m|sc)ents?$|^(?:.*[cdg]|.*ti|cli|souv|v|l|par|prés|abs|diff?ér|excel|sil|tal|aut)ents?$"
)
VOWELS_FR = re.compile(r"[aeiouyàâéèêëîïôùûüœæ]+")
APART_FR = re.compile(
    r"[éè][aâoôiu]|[aou][ïë]|[aeiou]é(?!$)|[aeou]é$|éer|[ouiy]éa|ia(?!i)|io(?!n)|[bcdfgptv][rl]i[eo]"
)
LES = {"les", "des", "mes", "tes", "ses", "ces", "est", "et", "je", "le", "de", "me", "te", "se"}


def french(word: str) -> int:
    """As read aloud in prose: an e at the end is silent."""
    if word in LES or len(word) <= 2:
        return 1
    word = re.sub(r"(?<=q)u|(?<=g)u(?=[eiéèê])", "", word)
    spoken = word if SPOKEN_ENT.search(word) else SILENT_FR.sub("", word)
    return max(len(VOWELS_FR.findall(spoken)) + len(APART_FR.findall(spoken)), 1)


COUNTERS: dict[str, Callable[[str], int]] = {"en": english, "es": spanish, "fr": french}


@lru_cache(maxsize=16384)
def count(word: str, language: str) -> int:
    """Syllables of a word in one of these languages."""
    return COUNTERS[language](unicodedata.normalize("NFC", word.casefold()))
