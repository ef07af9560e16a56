"""Words that tell what a site is about, so that they stand in no label that others may read."""

import re
import unicodedata

# Folded: small letters without accents; in Arabic without vowel signs and with one alif.
TELLING = (
    # English
    "surviv", "victim", "traffick", "abus", "trauma", "exploit", "enslav", "slave", "rescue",
    "rape", "prostitut", "refuge", "shelter",
    # Spanish and French (where they differ from the English beginnings)
    "superviv", "sobreviv", "trafic", "maltrat", "explot", "esclav", "rescat", "violenc",
    "violad", "prostituc", "refugi", "rescape", "viol", "traite",
    # Arabic
    "ضحي", "ضحاي", "اتجار", "استغلال", "اعتداء", "اساءه", "صدمه", "صدمات", "عنف", "مغتصب", "اغتصاب",
    "عبوديه", "دعاره",
)  # fmt: skip
WHOLE = {"trata", "ناج", "ناجي", "ناجيه", "ناجيات", "ناجون", "ناجين"}
HARMLESS = ("violon", "violet", "violin", "viola", "traitem", "traiteu")  # begin alike
ALIF = str.maketrans("أإآٱىة", "اااايه")
ARTICLES = re.compile(r"^(?:[وفبكل]?ال|لل|[وفبكل](?=\w{4}))")


def telling_word_in(text: str) -> str:
    """The first word of it, as it was written, that tells; empty where none does."""
    return next((word for word in re.findall(r"[^\W\d_]+", _bare(text)) if _tells(word)), "")


def _tells(word: str) -> bool:
    forms = {_fold(word), ARTICLES.sub("", _fold(word))}
    return any(
        form in WHOLE or (form.startswith(TELLING) and not form.startswith(HARMLESS))
        for form in forms
    )


def _bare(text: str) -> str:
    """Without accents, vowel signs and what is invisible, so that a word stays one word."""
    parts = unicodedata.normalize("NFKD", text.translate(ALIF))
    return "".join(c for c in parts if unicodedata.category(c) not in ("Mn", "Cf") and c != "ـ")


def _fold(word: str) -> str:
    return word.casefold().translate(ALIF)
