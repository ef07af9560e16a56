"""The small pieces of a requirement as they are written. Each raises Refused with its path."""

from collections.abc import Mapping

from certification.rules.days import Period
from certification.rules.records import SESSION_STATES, duration
from certification.rules.requirements import (
    Accept,
    Cap,
    Part,
    Requirement,
    Several,
    Share,
    Since,
    Sum,
    Within,
)
from certification.rules.selecting import selector
from certification.rules.taking import (
    Fields,
    Refused,
    day,
    listed,
    number,
    share,
    some,
    text,
    truth,
    word,
)

NAMED_PERIODS = ("month", "iso_week", "quarter", "whole")
TRAINING_STATES = ("graded", "attested", "reported")
WITHOUT_AGREEMENT = "without_agreement"


def told_apart(of: tuple[Requirement, ...], path: str) -> None:
    """Each has a name of its own among its neighbours."""
    if not of:
        raise Refused(path, "at least one requirement is expected here")
    names = [each.id for each in of]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Refused(path, f"the id {twice} stands twice")


def only_sums(found: Requirement, path: str) -> None:
    if isinstance(found, Several):
        for each in found.of:
            only_sums(each, path)
    elif not isinstance(found, Sum):
        raise Refused(path, "of one period, only sum, all, any and n_of can be asked")


def titles(value: object, path: str) -> Mapping[str, str]:
    if isinstance(value, str):
        return {"": value}
    if not isinstance(value, dict):
        raise Refused(path, "words by language are expected here")
    found: dict[str, str] = {}
    for key, words in value.items():
        if words is None and found:  # {en: Practice, supervision} is read so: a comma in the words
            last = next(reversed(found))
            found[last] += f", {key}"
        else:
            found[str(key)] = text(words, f"{path}.{key}")
    return found


def source(value: object, path: str) -> Mapping[str, str]:
    fields = Fields(value, path)
    found = {
        "name": fields.take("name", text),
        "url": fields.take("url", text, ""),
        "read": fields.take("read", text),
        "certainty": fields.take("certainty", word("read", "second_hand", "known")),
    }
    fields.done()
    return found


def accept(value: object, path: str) -> Accept:
    """What is not named keeps its default."""
    fields = Fields(value, path)
    usual = Accept()
    said = fields.take("supervision", listed(word(*SESSION_STATES, WITHOUT_AGREEMENT)), None)
    hours = usual.supervision if said is None else frozenset(said) - {WITHOUT_AGREEMENT}
    loose = bool(said and WITHOUT_AGREEMENT in said)
    found = Accept(
        training=_states(fields, "training", TRAINING_STATES, usual.training),
        supervision=hours,
        practice=_states(fields, "practice", ("attested", "logged"), usual.practice),
        documents=_states(fields, "documents", ("checked", "unchecked"), usual.documents),
        without_agreement=fields.take(WITHOUT_AGREEMENT, truth, loose),
    )
    fields.done()
    return found


def _states(fields: Fields, key: str, words: tuple, usual: frozenset[str]) -> frozenset[str]:
    return frozenset(fields.take(key, listed(word(*words)), usual))


def period(value: object, path: str) -> Period:
    if isinstance(value, dict):
        fields = Fields(value, path)
        found = Period("days", fields.take("days", some))
        fields.done()
        return found
    return Period(word(*NAMED_PERIODS)(value, path))


def apart(value: object, path: str) -> Period:
    """One that does not overlap the next."""
    found = period(value, path)
    if found.is_rolling:
        raise Refused(path, f"one of {', '.join(NAMED_PERIODS)} is expected here")
    return found


def within(value: object, path: str) -> Within:
    return Within(None) if value == "cycle" else Within(duration(value, path))


def since(value: object, path: str) -> Since:
    if isinstance(value, str):
        return Since(word("joined", "cycle", "first")(value, path))
    return Since("day", day(value, path))


def last_or_since(value: object, path: str) -> tuple[int | None, Since]:
    fields = Fields(value, path)
    if fields.one_of(("last", "since")) == "last":
        found: tuple[int | None, Since] = (fields.take("last", some), Since("joined"))
    else:
        found = (None, fields.take("since", since))
    fields.done()
    return found


def long_or_since(value: object, path: str) -> tuple:
    fields = Fields(value, path)
    if fields.one_of(("last", "since")) == "last":
        found = (fields.take("last", duration), Since("joined"))
    else:
        found = (None, fields.take("since", since))
    fields.done()
    return found


def averaging(value: object, path: str) -> int | None:
    if value == "none":
        return None
    fields = Fields(value, path)
    over = fields.take("over", some)
    fields.done()
    return over


def step(value: object, path: str, scale: int) -> tuple[int, bool, int]:
    fields = Fields(value, path)
    is_over = fields.one_of(("from", "over")) == "over"
    at = fields.take("over" if is_over else "from", number)
    need = fields.take("need", number) * scale
    fields.done()
    return at, is_over, need


def cap(value: object, path: str, scale: int) -> Cap:
    fields = Fields(value, path)
    per = fields.take("per", lambda v, p: None if v == "session" else apart(v, p))
    found = Cap(per, fields.take("max", number) * scale, fields.take("of", selector, None))
    fields.done()
    return found


def part(value: object, path: str, scale: int) -> Part:
    fields = Fields(value, path)
    least = fields.take("min", number) * scale
    found = Part(fields.take("count", selector), least, fields.take("within", within, None))
    fields.done()
    return found


def at_least_share(value: object, path: str) -> Share:
    fields = Fields(value, path)
    found = Share(fields.take("count", selector), fields.take("at_least", share))
    fields.done()
    return found
