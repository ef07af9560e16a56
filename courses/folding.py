"""Words as they are looked for: without capitals, accents and vowel marks, in any script."""

import unicodedata
from functools import lru_cache

# Letters that people write in place of one another, and the stroke that only stretches a word.
ALIKE = str.maketrans({"ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None, "ı": "i", "ø": "o", "ł": "l"})


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """`Éléments` and `elements` are one, and so are `الإصغاء` and `الاصغاء`, `٣` and `3`."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    signs = (_plain(sign) for sign in plain if unicodedata.category(sign) not in ("Mn", "Cf"))
    return "".join(signs).translate(ALIKE)


def _plain(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)


def words_of(text: str) -> list[str]:
    return folded(text).split()
