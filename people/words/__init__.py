"""Words to copy from paper: 256 short, calm ones for each language, written for this site.

Eight of them, none twice, stand for 63.8 bits: as hard to guess as twelve letters by chance, and
possible to read aloud, to remember for a minute, and to type on an old telephone. In one list no
two words are one slip of the finger apart, and the first four letters tell them all apart.
"""

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ("en", "es", "fr", "ar")
FALLBACK = "en"
# Hamza on its seat is a mark and goes with the other marks; these are letters of their own.
ONE_SPELLING = str.maketrans(
    {"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه", "ء": None, "ـ": None}
    | {"œ": "oe", "æ": "ae", "ı": "i"}
)
NOT_TYPED = {"Mn", "Cf"}  # marks, and what directs or joins letters unseen


def make(language: str, count: int = 8) -> list[str]:
    """Words by chance, in this language or, where it has no list, in English."""
    return secrets.SystemRandom().sample(words_in(language), count)


def fold(text: str) -> str:
    """What counts of words as they were typed, with one space between.

    Not case, accents, hamza or the two ways to end a word in Arabic; nor numbers, commas, lines.
    """
    spelt = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    seen = "".join(sign for sign in spelt if unicodedata.category(sign) not in NOT_TYPED)
    letters = (sign if sign.isalpha() else " " for sign in seen.translate(ONE_SPELLING))
    return " ".join("".join(letters).split())


def unknown(text: str) -> list[str]:
    """The words, as typed, that stand in no list of ours: those to look at again."""
    return [word for word in re.split(r"[\s,;،؛]+", text) if set(fold(word).split()) - _known()]


@cache
def words_in(language: str) -> tuple[str, ...]:
    short = language.split("-", maxsplit=1)[0]
    file = HERE / f"{short if short in LANGUAGES else FALLBACK}.txt"
    return tuple(file.read_text(encoding="utf-8").split())


@cache
def _known() -> frozenset[str]:
    return frozenset(fold(word) for language in LANGUAGES for word in words_in(language))
