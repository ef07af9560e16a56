"""Names as people write them, in every script, without what is invisible and plays tricks."""

import unicodedata

JOINERS = "\u200c\u200d"  # between letters of Persian, Hindi and others: part of how one writes
INVISIBLE = {"Cc", "Cf", "Cs", "Co"}
SEEN = "LNPS"  # letters, numbers, punctuation, symbols: without any of it, nobody sees a name


def clean_name(text: str) -> str:
    """One line without control characters, in one spelling; empty where nothing would be seen.

    What turns the direction of a text round is taken out, not refused: it comes along unseen when a
    name is copied, and its person could not find it.
    """
    kept = "".join(letter for letter in text if _stays(letter))
    name = unicodedata.normalize("NFC", " ".join(kept.split()))
    return name if any(unicodedata.category(letter)[0] in SEEN for letter in name) else ""


def _stays(letter: str) -> bool:
    is_plain = unicodedata.category(letter) not in INVISIBLE
    return is_plain or letter.isspace() or letter in JOINERS
