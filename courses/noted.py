"""Content notes: what a lesson says of itself first, and which other lesson counts the same.

No database, no request. What a learner chooses is kept nowhere (docs/decisions/0040).
"""

from dataclasses import dataclass
from uuid import UUID

from courses.questions.stored import questions, sets

NOTED = "noted"  # the kind of a block with a note of its own
SIDES = ("parts", "instead")  # what it holds: the part itself, and the other way


@dataclass(frozen=True)
class Note:
    """What a lesson contains in plain words, or nothing; `lang` is the language of the words.

    `round` is the key of the lesson that the editor named as an equal way round. One that is
    `is_only_round` is no lesson of its own.
    """

    words: str = ""
    lang: str = ""
    has_noted_parts: bool = False
    round: UUID | None = None
    is_only_round: bool = False

    @property
    def is_there(self) -> bool:
        return bool(self.words) or self.has_noted_parts


NO_NOTE = Note()


def note_of(source, shown) -> Note:
    """Of the page that is shown; words that nobody translated are in the source's language.

    `source` brings `round_key`, so that the other lesson costs no query.
    """
    return Note(
        words=shown.note,
        lang=source.language if shown.note == source.note else shown.language,
        has_noted_parts=any(block["type"] == NOTED for block in source.body.raw_data),
        round=source.round_key,
        is_only_round=source.is_way_round_only,
    )


def is_marked(raw_body, raw_bank) -> bool:
    """Whether we mark anything in a lesson with this body, as pages keep it."""
    has_set = next(sets(raw_body), None) and next(questions(raw_bank), None)
    return bool(has_set) or any(question.is_scored for question in questions(raw_body))
