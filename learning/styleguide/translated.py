"""What is told of a translation: that a part is older or newer, or not there yet."""

from django.utils.html import mark_safe

WORDS = mark_safe("<p>Call the night number first.</p>")
OLDER = {"lang": "en", "direction": "ltr", "html": WORDS, "is_safety": False}
NEWER = OLDER | {"html": "", "is_safety": True}


def samples() -> dict:
    return {
        "changed": [
            ("another meaning", {"part": OLDER}),
            ("a matter of safety", {"part": NEWER}),
            ("a title", {"part": OLDER, "is_title": True}),
            ("a title that matters for safety", {"part": NEWER, "is_title": True}),
        ],
        "changed_words": [("closed", {"part": OLDER})],
        "not_translated": [
            ("nothing of it", {"lang": "en", "is_whole": True}),
            ("some of it", {"lang": "en", "is_whole": False}),
        ],
    }
