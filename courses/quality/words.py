"""Words, sentences and plain text, in any script."""

import re
import unicodedata
from html import unescape

ENDS_A_LINE = re.compile(r"</(?:p|li|h[1-6]|ul|ol)>|<br\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
HEADINGS = re.compile(r"<h[1-6]\b.*?</h[1-6]>", re.IGNORECASE | re.DOTALL)
SENTENCE_END = re.compile(r"(?<![.!?:;؟۔؛…])[.!?:;؟۔؛…]+(?=[\s\"'”’»)\]]|\Z)|\n+")
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0670\u0640\u200c\u200d\u00ad])*")
ALIF = str.maketrans("أإآٱىةؤئ", "اااايهوي")


def plain(rich: str) -> str:
    """The text of rich text, a line for each paragraph, heading and item."""
    return unescape(TAG.sub("", ENDS_A_LINE.sub("\n", rich))).strip()


def without_headings(rich: str) -> str:
    return HEADINGS.sub("", rich)


def sentences(text: str) -> list[str]:
    """What stands between stops, or on a line of its own, and holds a word.

    A colon and a semicolon part sentences, as Flesch counted them (1949, The Art of Readable
    Writing): what follows is a thought of its own.
    """
    found = (part.strip() for part in SENTENCE_END.split(text))
    return [part for part in found if WORD.search(part)]


def words(text: str) -> list[str]:
    """Runs of letters; an apostrophe parts them, so that l’ami is two."""
    return [found[0] for found in WORD.finditer(text)]


def fold(word: str) -> str:
    """Small letters without accents, vowel signs and what is invisible; one alif in Arabic."""
    parts = unicodedata.normalize("NFKD", word.casefold().translate(ALIF))
    return "".join(c for c in parts if unicodedata.category(c) not in ("Mn", "Cf") and c != "ـ")
