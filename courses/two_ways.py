"""A lesson with a content note as one learner sees it: both ways closed, side by side, one address.

Plain dictionaries for the templates. Both ways stand in the page, so that no request tells which
one was opened; what is answered in them is shown back, and kept nowhere.
"""

import uuid

from django.urls import reverse
from django.utils import timezone

from courses import asking, either_way, played
from courses.doings.shown import SURVEY, Doing
from courses.either_way import Tried
from courses.languages.shown import Changed
from courses.outline import Way
from courses.place import Place
from courses.prose import Noted, Play, Prose, Sitting, bank_of, parts_of
from courses.questions.asked import Ask
from courses.questions.given import Given
from courses.questions.shown import said
from courses.sitting import given_to
from courses.ways import offered

NOTHING: Given = frozenset()


def note(place: Place) -> dict | None:
    note, told = place.lesson.note, place.lesson.told.get("note")
    return {"words": note.words, "lang": note.lang, "told": told} if note.words else None


def talk(place: Place) -> dict | None:
    """The way that any lesson with a note has: a person. Offered whichever other way is taken."""
    lesson = place.lesson
    if not lesson.note.is_there or not place.is_enrolled or place.is_done(lesson):
        return None
    args = [place.course.slug, place.module.slug, lesson.slug, lesson.key]
    asked = place.talks.get(lesson.key)
    return {"id": lesson.key, "asked": asked, "url": reverse("courses:talk", args=args)}


def alone(place: Place, parts: list, *, is_open: bool) -> list[dict]:
    """The lesson's own parts, where no other lesson was named: the other way is a talk."""
    return [{"n": 0, "is_open": is_open, "parts": at_once(parts), **_sound(place, place.lesson)}]


def both(place: Place, tried: Tried | None = None) -> list[dict]:
    is_passed = place.summary(place.lesson).has_passed(place.lesson)
    return [
        _way(place, n, way, tried if tried and tried.way == n else None, is_passed)
        for n, way in enumerate(place.lesson.ways)
    ]


def _way(place: Place, n: int, way: Way, tried: Tried | None, is_passed: bool) -> dict:
    counts = place.lesson.is_marked
    asks = bool(way.lesson.questions or way.lesson.sets)
    takes = asks and place.is_enrolled and not (counts and is_passed)
    args = [place.course.slug, place.module.slug, place.lesson.slug]
    return {
        "n": n,
        "title": way.lesson.title,
        "lang": way.lesson.lang,
        "is_open": tried is not None,
        "asks": asks,
        "takes": takes,
        "counts": counts,
        "is_passed": is_passed,
        "has_all_right": bool(tried and tried.is_passed),
        "url": reverse("courses:check", args=args),
        "attempt": uuid.uuid4(),
        "parts": at_once(_Parts(place, way, tried, takes).all()),
        **_sound(place, way.lesson),
    }


def _sound(place: Place, lesson) -> dict:
    address = offered.sound_of(place, lesson)
    return {"recording": address, "recording_type": lesson.known.recording_type}


def at_once(parts: list) -> list:
    """Pictures of both ways are fetched alike, opened or not: else a log would tell."""
    return [each.fetched_at_once if isinstance(each, Prose | Changed) else each for each in parts]


class _Parts:
    """The parts of one way, with what was tried in this very request."""

    def __init__(self, place: Place, way: Way, tried: Tried | None, takes: bool):
        self.place, self.way, self.tried, self.takes = place, way, tried, takes
        self.given = tried.given if tried else NOTHING
        self.put: set[str] = set()

    def all(self) -> list:
        standing = parts_of(self.way.lesson, scope=self.place.scope, bank=self.way.bank)
        self.rows = played.chosen(standing)
        return [made for part in standing if (made := self._part(part)) is not None]

    def _part(self, part):
        if isinstance(part, Prose | Noted | Changed):
            return part
        if isinstance(part, Doing):
            return None if part.kind == SURVEY else part  # its answer would tell the way
        if isinstance(part, Play):
            row, today = self.rows.get(part.activity_id), timezone.now().date()
            return played.untold(self.place, part, row, today=today)
        if isinstance(part, Ask):
            return self._asked(part)
        return self._set(part)

    def _asked(self, ask: Ask) -> dict:
        question = self.way.lesson.question(ask.id) or self.way.bank.questions.get(str(ask.id))
        given, id = given_to(str(ask.id), self.given), str(ask.id)
        is_whole = bool(self.tried and question and question.takes(given))
        right = question.mark(given).is_right if is_whole else None
        again = ask.kind == "scenario" and right is False  # a story begins anew
        shown = NOTHING if again else given
        body = asking.of_set(
            self.place, ask, shown, "way", question=question if is_whole and not again else None
        )
        waits = question and self.tried and id in self.tried.waiting
        return body | {
            "is_asked": True,
            "is_settled": not self.takes,
            "state": {True: "right", False: "wrong", None: "unanswered"}[right],
            "feedback": said(ask, given) if is_whole else [],
            "error": asking.waits(question) if waits and not question.goes_on(given) else "",
        }

    def _set(self, part: Sitting) -> dict | None:
        each = self.way.lesson.set(part.id)
        if each is None:
            return None
        last = self.tried.put.get(each.id, ()) if self.tried else ()
        keeps = bool(last) and each.id not in (self.tried.failed if self.tried else ())
        waits = bool(self.tried and set(last) & self.tried.waiting)
        put = last if keeps or waits else either_way.draw(each, self.way)
        new = [id for id in put if id not in self.put]
        self.put |= set(new)
        asks = bank_of(self.way.bank)
        return {
            **vars(part),
            "kind": "asked_set",
            "rules": {"many": len(put), "needed": each.rules.needed(len(put))},
            "token_name": either_way.token_name(each.id),
            "token": either_way.token(each, put, reader=self.place.reader),
            "is_put_anew": bool(last) and not (keeps or waits),
            "is_settled": not self.takes,
            "questions": [self._asked(asks[id]) for id in new if id in asks] if self.takes else [],
        }
