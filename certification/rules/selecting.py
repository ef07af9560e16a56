"""Filters of a selector: read once into small questions, then asked of each record.

A reason is what stands in the answer beside a record that does not count.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from certification.rules.days import Duration
from certification.rules.evidence import Evidence, Party
from certification.rules.records import DELIVERIES, KINDS, MODES, duration
from certification.rules.requirements import Selector
from certification.rules.taking import Fields, Refused, number, one_or_more, slug, truth, word

WRONG_KIND, WRONG_MODE, NOT_QUALIFIED = "wrong_kind", "wrong_mode", "not_qualified"
SELECTED = ("supervision", "training", "practice")
Question = Callable[[object, Evidence], bool]


@dataclass(frozen=True)
class Asked:
    """A question, and the reason where its answer is no."""

    holds: Question
    reason: str


def selector(value: object, path: str) -> Selector:
    fields = Fields(value, path)
    kind = fields.one_of(SELECTED)
    filters = Fields(fields.take(kind, lambda each, _: {} if each is None else each), path)
    fields.done()
    asked, topics = _filters(kind, filters)
    filters.done()
    return Selector(kind, _why_not(tuple(asked)), topics)


def _why_not(asked: tuple[Asked, ...]) -> Callable:
    if not asked:
        return lambda record, evidence: None

    def why_not(record, evidence: Evidence) -> str | None:
        for each in asked:
            if not each.holds(record, evidence):
                return each.reason
        return None

    return why_not


def _filters(kind: str, fields: Fields) -> tuple[list[Asked], frozenset[str]]:
    read = {"supervision": _supervision, "training": _training, "practice": _practice}[kind]
    topics = frozenset(fields.take("topic", one_or_more(slug), ())) if kind == "training" else ()
    asked = read(fields)
    if topics:
        wanted = frozenset(topics)
        asked.append(Asked(lambda r, _: not wanted.isdisjoint(r.topics), WRONG_KIND))
    if fields.has("not"):
        asked.append(_without(kind, fields))
    return asked, frozenset(topics)


def _without(kind: str, fields: Fields) -> Asked:
    """Leaves out what satisfies all of these."""
    inner = Fields(fields.take("not", lambda each, _: each), fields.at("not"))
    asked, _topics = _filters(kind, inner)
    inner.done()
    if not asked:
        raise Refused(inner.path, "this would leave out everything")
    return Asked(lambda r, e: not all(each.holds(r, e) for each in asked), WRONG_KIND)


def _supervision(fields: Fields) -> list[Asked]:
    asked = [
        *_in(fields, "kind", word(*KINDS)),
        *_in(fields, "mode", word(*MODES), WRONG_MODE),
        *_in(fields, "organisation", slug),
        *_flags(fields, "observed", "presented", "facilitator"),
    ]
    if fields.has("heads"):
        asked.append(fields.take("heads", heads))
    return asked + _party(fields, "supervisor")


def _training(fields: Fields) -> list[Asked]:
    asked = [
        *_in(fields, "delivery", word(*DELIVERIES), WRONG_MODE),
        *_in(fields, "course", slug),
    ]
    return asked + _party(fields, "provider")


def _practice(fields: Fields) -> list[Asked]:
    asked = [*_in(fields, "category", slug), *_in(fields, "organisation", slug)]
    return asked + _party(fields, "supervisor")


def _in(fields: Fields, key: str, read, reason: str = WRONG_KIND) -> list[Asked]:
    wanted = frozenset(fields.take(key, one_or_more(read), ()))
    return [Asked(lambda r, _: getattr(r, key) in wanted, reason)] if wanted else []


def _flags(fields: Fields, *keys: str) -> list[Asked]:
    return [_flag(key, fields.take(key, truth)) for key in keys if fields.has(key)]


def _flag(key: str, wanted: bool) -> Asked:
    return Asked(lambda r, _: getattr(r, key) is wanted, WRONG_KIND)


def heads(value: object, path: str) -> Asked:
    """`{of: supervisees|everyone, from, to}`; both ends may be left out."""
    fields = Fields(value, path)
    of = fields.take("of", word("supervisees", "everyone"), "supervisees")
    least, most = fields.take("from", number, 0), fields.take("to", number, 10**9)
    fields.done()
    return Asked(lambda r, _: least <= getattr(r, of) <= most, WRONG_KIND)


# --- by whom: judged on the day of the record
def _party(fields: Fields, role: str) -> list[Asked]:
    """`{holds, held_for, class}`; a provider may also be named by its slug alone."""
    if not fields.has(role):
        return []
    return [fields.take(role, lambda value, path: _party_of(value, path, role))]


def _party_of(value: object, path: str, role: str) -> Asked:
    if role == "provider" and not isinstance(value, dict):
        names = frozenset(one_or_more(slug)(value, path))
        return Asked(lambda r, _: r.provider in names, NOT_QUALIFIED)
    fields = Fields(value, path)
    holds = frozenset(fields.take("holds", one_or_more(slug), ()))
    held_for = fields.take("held_for", duration, None)
    ranks = frozenset(fields.take("class", one_or_more(slug), ()))
    fields.done()
    if held_for and not holds:
        raise Refused(path, "held_for needs holds")
    return Asked(_is_qualified(role, holds, held_for, ranks), NOT_QUALIFIED)


def _is_qualified(
    role: str, holds: frozenset[str], held_for: Duration | None, ranks: frozenset[str]
) -> Question:
    nobody = Party()

    def is_qualified(record, evidence: Evidence) -> bool:
        parties = evidence.providers if role == "provider" else evidence.supervisors
        party = parties.get(getattr(record, role), nobody)
        if ranks and party.rank not in ranks:
            return False
        return not holds or _holds(party, holds, held_for, record.day)

    return is_qualified


def _holds(party: Party, kinds: frozenset[str], held_for: Duration | None, day: date) -> bool:
    return any(
        each.kind in kinds
        and each.is_on(day)
        and (held_for is None or held_for.after(each.first) <= day)
        for each in party.holds
    )
