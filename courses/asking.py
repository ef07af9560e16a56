"""The questions of a lesson as one learner sees them: plain dictionaries for the templates.

What is right is in none of them before it was answered. `begun` holds what was given and not kept
as an answer yet, by block; `trouble` says about one block why it could not be kept.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import sitting
from courses.outline import Bank
from courses.place import Place
from courses.prose import Sitting, bank_of
from courses.questions.asked import Ask
from courses.questions.given import Given, posted
from courses.questions.kinds import Matching, Ordering, Question, Scale, SeveralAnswers
from courses.questions.shown import MIXED, parts_for, said, unmask
from courses.summary import Answer, Sat
from office.addresses import address

NOTHING: Given = frozenset()
LAST = "last"  # how the answers of the last try are mixed


@dataclass(frozen=True)
class Trouble:
    """Why something could not be kept, in words; `questions` of a set are those it is about.

    `typed` is what comes back into a form that keeps nothing of its own.
    """

    block_id: uuid.UUID
    words: str
    questions: frozenset[str] = frozenset()
    typed: dict = field(default_factory=dict, hash=False)


Begun = Mapping[str, Given]


def read_one(form, question: Question, *, reader: str) -> Given:
    """An answer from the fields of a form."""
    return unmask(posted(form, question.places), learner=reader, question=question)


def read_set(form, questions: Mapping[str, Question], *, reader: str) -> Given:
    """The answers of a set from the fields of a form, each under its question's id."""
    given = posted(form, sitting.fields(questions))
    return frozenset(
        (sitting.field(id, place), value)
        for id, question in questions.items()
        for place, value in unmask(sitting.given_to(id, given), learner=reader, question=question)
    )


def one(place: Place, part: Ask, begun: Begun, trouble: Trouble | None) -> dict:
    """One question of the lesson with what this learner began or gave last."""
    answer = place.summary(place.lesson).answer_to(part.id)
    question = place.lesson.question(part.id)
    state = _state(answer)
    given = None if state == "right" else begun.get(str(part.id))
    is_settled = not place.is_enrolled or state == "right"
    shown = _body(place, part, question, given, answer, is_settled=is_settled)
    return {
        **shown,
        "template": "",
        "is_asked": False,
        "is_settled": is_settled,
        "error": trouble.words if trouble and trouble.block_id == part.id else "",
        "button": _button(shown, state),
        "attempt": uuid.uuid4(),
        **_ways(place, part.id, "answer"),
    }


def _body(place, part: Ask, question, given, answer: Answer | None, *, is_settled: bool) -> dict:
    state = _state(answer)
    known = answer.given if answer else NOTHING
    restarts = part.kind == "scenario" and state == "wrong"
    if restarts and given:  # the story is on its way again: how it ended before is in the past
        state, answer, restarts = "unanswered", None, False
    shown = known if given is None and not restarts else given or NOTHING
    seed = f"{place.reader}:{part.id}"
    parts = parts_for(part, shown, learner=place.reader, mix=seed, question=answer and question)
    past = parts_for(part, known, learner=place.reader, mix=seed, question=None) if restarts else {}
    return {
        **_asked(part, dom=part.id),
        "state": state,
        "feedback": said(part, known) if answer else [],
        "score": _score(part, answer),
        "past": past.get("story", []),
        "kept_as": _kept_as(place, part, shown, known, state, is_settled),
        **parts,
    }


def _asked(ask: Ask, *, dom) -> dict:
    """What does not depend on who looks; `dom` is its name in the page."""
    return {
        "kind": ask.kind,
        "id": ask.id,
        "lang": ask.lang,
        "prompt": ask.prompt,
        "told": ask.told,
        "prefix": "",
        "dom": dom,
    }


def _state(answer: Answer | None) -> str:
    if answer is None:
        return "unanswered"
    return {True: "right", False: "wrong", None: "said"}[answer.is_right]


def _button(shown: dict, state: str) -> str:
    if shown["kind"] == "scale":
        return _("Keep my answer")
    if shown["kind"] == "scenario" and (shown["story"] or state == "unanswered"):
        return _("Go on")
    return _("Try again") if state == "wrong" else _("Check my answer")


def _score(part: Ask, answer: Answer | None) -> str:
    """How much fits, where there is more than right and wrong."""
    if not answer or answer.mark.of < 2:
        return ""
    return how_many_right(answer.mark.right, answer.mark.of)


def how_many_right(right: int, of: int) -> str:
    words = ngettext("%(right)d of %(of)d is right.", "%(right)d of %(of)d are right.", right)
    return words % {"right": right, "of": of}


def _ways(place: Place, block_id, verb: str) -> dict:
    return {
        "url": _address(place, block_id, verb),
        "keep_url": _address(place, block_id, "keep") if place.is_enrolled else "",
    }


def _address(place: Place, block_id, verb: str) -> str:
    at = place.course.slug, place.module.slug, place.lesson.slug
    return address(f"courses:{verb}", *at, block_id)


def _kept_as(place: Place, part: Ask, *what) -> str:
    """One name for all that its rendering depends on; the reader only where it is mixed for them,
    so that all others who gave the same share it."""
    values = [sorted(each) if isinstance(each, frozenset) else str(each) for each in what]
    reader = place.reader if part.kind in MIXED else ""
    said = f"{reader} {place.lesson.revision} {part} {values}"
    return salted_hmac("courses.asking", said).hexdigest()[:24]


# --- sets
def a_set(place: Place, part: Sitting, begun: Begun, trouble: Trouble | None, *, talk) -> dict:
    """A set with its next try, or how it ended. `talk` is what the learner asked a person for."""
    each, sat = place.lesson.set(part.id), place.summary(place.lesson).sat(part.id)
    bank, rules = place.module.bank, each.rules
    is_open = place.is_enrolled and not sat.is_passed and rules.has_another(sat.failed)
    put = sitting.put(place.course.enrolment_id, each, sat, bank.questions)
    about = trouble if trouble and trouble.block_id == part.id else None
    many = len(put.questions)
    return {
        "kind": part.kind,
        "id": part.id,
        "lang": part.lang,
        "title": part.title,
        "rules": {"many": many, "needed": rules.needed(many)},
        "state": _stateof_set(sat, is_open),
        "score": how_many_right(sat.mark.right, sat.mark.of) if sat.mark.of else "",
        "last": _last(place, bank, sat),
        "questions": _put(place, bank, put, begun.get(str(part.id)), about) if is_open else [],
        "token": put.token if is_open else "",
        "tries_left": rules.sittings - sat.failed if rules.sittings and is_open else None,
        "error": about.words if about else "",
        "attempt": uuid.uuid4(),
        "talk": talk,
        "talk_url": _address(place, part.id, "talk"),
        **_ways(place, part.id, "sit"),
    }


def _stateof_set(sat: Sat, is_open: bool) -> str:
    if sat.is_passed:
        return "attested" if sat.is_attested else "right"
    if not sat.failed:
        return "unanswered"
    return "wrong" if is_open else "closed"


def _put(place, bank: Bank, put: sitting.Put, given: Given | None, about) -> list[dict]:
    asks, missing = bank_of(bank), about.questions if about else frozenset()
    return [
        of_set(place, asks[id], sitting.given_to(id, given or NOTHING), put.key)
        | {"error": waits(bank.questions[id]) if id in missing else ""}
        for id in put.questions
        if id in asks
    ]


def _last(place: Place, bank: Bank, sat: Sat) -> list[dict]:
    """The last try's answers with what is said to them; withdrawn questions are gone."""
    asks = bank_of(bank) if sat.given else {}
    ids = dict.fromkeys(name.partition(sitting.BETWEEN)[0] for name, value in sorted(sat.given))
    return [_marked(place, bank, asks[id], sat) for id in ids if id in asks]


def _marked(place: Place, bank: Bank, ask: Ask, sat: Sat) -> dict:
    question = bank.questions.get(str(ask.id))
    given = sitting.given_to(str(ask.id), sat.given)
    is_fair = question is not None and question.takes(given)
    state = {True: "right", False: "wrong"}[bool(is_fair and question.mark(given).is_right)]
    body = of_set(place, ask, given, LAST, question=question if is_fair else None)
    return body | {"state": state if is_fair else "unanswered", "feedback": said(ask, given)}


def of_set(place: Place, ask: Ask, given: Given, mix: str, *, question=None) -> dict:
    """One of several questions in one form, mixed by `mix`, its fields named after it."""
    seed = f"{mix}:{ask.id}"
    return {
        **_asked(ask, dom=f"{'last' if mix == LAST else 'put'}-{ask.id}"),
        "prefix": f"{ask.id}{sitting.BETWEEN}",
        **parts_for(ask, given, learner=place.reader, mix=seed, question=question),
    }


def waits(question: Question) -> str:
    """What is missing from an answer to it, in words."""
    return {
        SeveralAnswers: _("Choose at least one answer first."),
        Matching: _("Choose something for each line first."),
        Ordering: _("Give each line a number of its own first."),
        Scale: _("Choose an answer for at least one line first."),
    }.get(type(question)) or _("Choose one of the answers first.")


def how_many_wait(questions: frozenset[str]) -> str:
    if not questions:
        return _("These questions were changed. Please answer the ones that are here now.")
    words = ngettext(
        "%(count)d question still waits for an answer. What you gave is kept.",
        "%(count)d questions still wait for an answer. What you gave is kept.",
        len(questions),
    )
    return words % {"count": len(questions)}
