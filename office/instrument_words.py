"""Words that would make a look at oneself into medicine, on the labels of what is loaded.

A site that says "depression" of an answer may be a medical device in the law of the European Union
(Regulation 2017/745, article 2: the purpose that its maker claims). Nothing is refused for it: who
publishes must have seen it and say so.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Folded: small letters without accents, in Arabic without vowel signs and hamza, with one alif.
ANYWHERE = ("diagnos", "disorder", "depress", "depres", "deprim", "trastorn")
AT_THE_START = ("treat", "tratamient", "tratar", "traitement", "traiter", "soign", "trouble")
IN_ARABIC = ("تشخيص", "اضطراب", "علاج", "معالج", "اكتياب", "مكتيب")
ALIF = str.maketrans("أإآٱى", "ااااي")


class Telling(NamedTuple):
    """A label with such a word, in the language and at the place where it stands."""

    path: str
    language: str
    label: str


def medical_labels_in(definition: dict) -> list[Telling]:
    """In the title, the names of groups and the labels of bands: what is said of an answer."""
    return [
        Telling(path, language, label)
        for path, text in _labels(definition)
        for language, label in text.items()
        if _is_medical(label)
    ]


def _labels(definition: dict) -> Iterator[tuple[str, dict[str, str]]]:
    yield "title", definition["title"]
    for g, group in enumerate(definition["subscales"]):
        yield f"subscales[{g}].label", group["label"]
        for at, band in enumerate(group.get("bands", [])):
            yield f"subscales[{g}].bands[{at}].label", band["label"]


def _is_medical(label: str) -> bool:
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", _bare(label))]
    starts = any(word.startswith(AT_THE_START) for word in words)
    return starts or any(part in word for part in (*ANYWHERE, *IN_ARABIC) for word in words)


def _bare(text: str) -> str:
    """Without accents, vowel signs and what is invisible, so that a word stays one word."""
    parts = unicodedata.normalize("NFKD", text.translate(ALIF))
    return "".join(c for c in parts if unicodedata.category(c) not in ("Mn", "Cf") and c != "ـ")
