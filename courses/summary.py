"""Where a learner is in one lesson, folded from attempts: no database, no page, no clock.

The attempt is the record; a `Progress` row keeps the summary and can be made anew at any time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from courses.activities import NOT_YET, Played, Said
from courses.models import Attempt, KnownBy, Progress, Verb
from courses.outline import Lesson
from courses.questions.given import Given, from_json, to_json
from courses.questions.kinds import UNMARKED, Mark

NOTHING: Mapping = MappingProxyType({})


class Row(NamedTuple):
    """What is read of a `Progress` row; without `state` where nobody asks what was answered."""

    touched_at: datetime
    done_at: datetime | None = None
    state: Mapping = NOTHING


@dataclass(frozen=True)
class Answer:
    """What was given last, and how good it was."""

    given: Given
    mark: Mark

    @property
    def is_right(self) -> bool | None:
        return self.mark.is_right


@dataclass(frozen=True)
class Sat:
    """How a set of questions stands: its last sitting, how many failed, whether it is passed."""

    given: Given = frozenset()
    mark: Mark = UNMARKED
    failed: int = 0
    is_passed: bool = False
    is_attested: bool = False


@dataclass(frozen=True)
class Summary:
    """`answers`, `sets` and `played` are by block id; the last answer counts, the best score.

    A lesson passed or attested as a whole is a set under the lesson's own key. `read_at` is when
    the learner last said that they are through with it, `done_as` the revision in which it was.
    """

    read: bool = False
    answers: tuple[tuple[str, Answer], ...] = ()
    sets: tuple[tuple[str, Sat], ...] = ()
    played: tuple[tuple[str, Played], ...] = ()
    touched_at: datetime | None = None
    done_at: datetime | None = None
    read_at: datetime | None = None
    done_as: str = ""

    def answer_to(self, block_id) -> Answer | None:
        return dict(self.answers).get(str(block_id))

    def sat(self, block_id) -> Sat:
        return dict(self.sets).get(str(block_id), Sat())

    def activity(self, block_id) -> Played:
        return dict(self.played).get(str(block_id), NOT_YET)

    def meets(self, lesson: Lesson) -> bool:
        """Read, every question that is scored today answered rightly, every set passed, every
        activity done by its rule of today. Or a person vouched for the whole lesson."""
        if self.sat(lesson.key).is_attested:
            return True
        if not all(each.is_done(self.activity(each.id)) for each in lesson.activities):
            return False
        return self.read and self.has_passed(lesson)

    def has_passed(self, lesson: Lesson) -> bool:
        """Whether all that is marked in it is passed. Of two ways the whole is known, and what was
        answered before there were two counts on."""
        if self.sat(lesson.key).is_passed:
            return True
        if lesson.ways:
            return self.has_passed(lesson.ways[0].lesson)
        right = {block_id for block_id, answer in self.answers if answer.is_right}
        scored = {question.id for question in lesson.questions if question.is_scored}
        passed = {block_id for block_id, sat in self.sets if sat.is_passed}
        return scored <= right and {each.id for each in lesson.sets} <= passed


def fold(summary: Summary, attempt: Attempt) -> Summary:
    """The summary after one more attempt. What is done stays done."""
    after = FOLDS[attempt.verb](summary, attempt)
    after = replace(after, touched_at=attempt.at)
    if summary.done_at or not attempt.completes_lesson:
        return after
    return replace(after, done_at=attempt.at, done_as=attempt.revision)


def _read(summary: Summary, attempt: Attempt) -> Summary:
    return replace(summary, read=True, read_at=attempt.at)


def _answered(summary: Summary, attempt: Attempt) -> Summary:
    answers = dict(summary.answers)
    before = answers.get(str(attempt.block_id))
    if not (before and before.is_right):  # a right answer is not lost by trying on
        mark = Mark(attempt.right, attempt.of)
        answers[str(attempt.block_id)] = Answer(from_json(attempt.given), mark)
    return replace(summary, answers=_in_order(answers))


def _sat(summary: Summary, attempt: Attempt) -> Summary:
    before = summary.sat(attempt.block_id)
    if before.is_passed:
        return summary
    after = replace(
        before,
        given=from_json(attempt.given),
        mark=Mark(attempt.right, attempt.of),
        failed=before.failed + (attempt.passed is False),
        is_passed=bool(attempt.passed),
    )
    return _with_set(summary, attempt, after)


def _played(summary: Summary, attempt: Attempt) -> Summary:
    said, percent = told(attempt)
    after = summary.activity(attempt.block_id).after(said, percent)
    all_of_them = dict(summary.played) | {str(attempt.block_id): after}
    return replace(summary, played=_in_order(all_of_them))


def told(attempt: Attempt) -> tuple[Said, int | None]:
    """What an activity said, and its score in per cent."""
    given = dict(attempt.given)
    return Said(given["said"]), int(given["percent"]) if "percent" in given else None


def _attested(summary: Summary, attempt: Attempt) -> Summary:
    before = summary.sat(attempt.block_id)
    after = before if before.is_passed else replace(before, is_passed=True, is_attested=True)
    return _with_set(summary, attempt, after)


def _with_set(summary: Summary, attempt: Attempt, sat: Sat) -> Summary:
    return replace(summary, sets=_in_order(dict(summary.sets) | {str(attempt.block_id): sat}))


FOLDS = {
    Verb.READ: _read,
    Verb.ANSWERED: _answered,
    Verb.SAT: _sat,
    Verb.ATTESTED: _attested,
    Verb.PLAYED: _played,
}


def _in_order(by_block: dict) -> tuple:
    return tuple((block_id, by_block[block_id]) for block_id in sorted(by_block))


def in_order(attempts: Iterable[Attempt]) -> list[Attempt]:
    """By time; what came at one moment in an order that every database and device agrees on."""
    return sorted(attempts, key=lambda attempt: (attempt.at, attempt.uuid))


def summarise(attempts: Iterable[Attempt]) -> Summary:
    """One lesson's summary from all its attempts, which come `in_order`."""
    summary = Summary()
    for attempt in attempts:
        summary = fold(summary, attempt)
    return summary


def known_by(summaries: Iterable[Summary]) -> KnownBy:
    """Of results that are claimed: attested if any was, else graded."""
    sets = (sat for summary in summaries for _, sat in summary.sets)
    return KnownBy.ATTESTED if any(sat.is_attested for sat in sets) else KnownBy.GRADED


def to_state(summary: Summary) -> dict:
    """As a row keeps it."""
    state: dict = {"read": summary.read, "answers": {}}
    for block_id, answer in summary.answers:
        state["answers"][block_id] = [to_json(answer.given), answer.mark.right, answer.mark.of]
    if summary.read_at:
        state["read_at"] = summary.read_at.isoformat()
    if summary.done_as:
        state["done_as"] = summary.done_as
    if summary.sets:
        state["sets"] = {block_id: _set_to_state(sat) for block_id, sat in summary.sets}
    if summary.played:
        state["played"] = {id: [played.said, played.best] for id, played in summary.played}
    return state


def _set_to_state(sat: Sat) -> list:
    passed = [int(sat.is_passed), int(sat.is_attested)]
    return [to_json(sat.given), sat.mark.right, sat.mark.of, sat.failed, *passed]


def summary_of(row: Progress | Row | None) -> Summary:
    """What the stored row says."""
    if row is None:
        return Summary()
    answers = {
        block_id: Answer(from_json(given), Mark(right, of))
        for block_id, (given, right, of) in row.state.get("answers", {}).items()
    }
    sets = {
        block_id: Sat(from_json(given), Mark(right, of), failed, bool(passed), bool(attested))
        for block_id, (given, right, of, failed, passed, attested) in row.state.get(
            "sets", {}
        ).items()
    }
    played = {
        id: Played(said and Said(said), best)
        for id, (said, best) in row.state.get("played", {}).items()
    }
    read_at = row.state.get("read_at")
    return Summary(
        read=row.state.get("read", False),
        read_at=datetime.fromisoformat(read_at) if read_at else None,
        done_as=row.state.get("done_as", ""),
        answers=_in_order(answers),
        sets=_in_order(sets),
        played=_in_order(played),
        touched_at=row.touched_at,
        done_at=row.done_at,
    )
