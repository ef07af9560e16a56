"""Requirements as they are written: read into the shapes of `requirements.py`. Raises Refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from certification.rules.days import Period
from certification.rules.records import SESSION_STATES, duration
from certification.rules.requirements import (
    Accept,
    Amount,
    Attested,
    Awarded,
    Cadence,
    Cap,
    Count,
    CourseDone,
    Documented,
    Each,
    Elapsed,
    Nested,
    Part,
    Periods,
    Ratio,
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
    one_or_more,
    share,
    slug,
    some,
    text,
    truth,
    word,
)

TYPES = (
    "all",
    "any",
    "n_of",
    "sum",
    "each",
    "elapsed",
    "cadence",
    "periods",
    "course",
    "attestation",
    "document",
    "award",
)
MEASURES = ("credited", "minutes", "contacts", "units", "sessions")
NAMED_PERIODS = ("month", "iso_week", "quarter", "whole")
TRAINING_STATES = ("graded", "attested", "reported")
WITHOUT_AGREEMENT = "without_agreement"


@dataclass
class Reader:
    """Reads one scheme. The same words (an anchor) are read once."""

    accept: Accept
    known: dict[tuple, Requirement] = field(default_factory=dict)

    def requirement(self, value: object, path: str) -> Requirement:
        again = (id(value), self.accept)
        if again not in self.known:
            self.known[again] = self._requirement(value, path)
        return self.known[again]

    def _requirement(self, value: object, path: str) -> Requirement:
        fields = Fields(value, path)
        common = {
            "id": fields.take("id", slug),
            "title": fields.take("title", titles, {}),
            "source": fields.take("source", source, {}),
        }
        outer, self.accept = self.accept, fields.take("accept", accept, self.accept)
        kind = fields.one_of(TYPES)
        read = {"all": self._several, "any": self._several}.get(kind) or getattr(self, f"_{kind}")
        found = fields.take(kind, lambda each, at: read(each, at, common | {"type": kind}))
        self.accept = outer
        fields.done()
        return found

    # --- several
    def _several(self, value: object, path: str, common: dict) -> Several:
        of = listed(self.requirement)(value, path)
        _told_apart(of, path)
        return Several(**common, n=1 if common["type"] == "any" else len(of), of=of)

    def _n_of(self, value: object, path: str, common: dict) -> Several:
        fields = Fields(value, path)
        n, of = fields.take("n", some), fields.take("of", listed(self.requirement))
        fields.done()
        _told_apart(of, fields.at("of"))
        if n > len(of):
            raise Refused(path, "it asks for more than there are")
        return Several(**common, n=n, of=of)

    # --- amounts
    def count(self, fields: Fields) -> Count:
        """`count`, `as`, `unit`, `drop_parts` of a requirement."""
        chosen = fields.take("count", selector)
        usual = "credited" if chosen.kind == "supervision" else "minutes"
        found = Count(
            chosen,
            self.accept,
            fields.take("as", word(*MEASURES), usual),
            fields.take("unit", some, 60),
            fields.take("drop_parts", word("never", "per_session", "per_period"), "never"),
        )
        if found.measure in ("credited", "units") and chosen.kind != "supervision":
            return replace(found, measure="minutes" if found.measure == "credited" else "units")
        return found

    def _least(self, fields: Fields, count: Count) -> Amount | Ratio:
        def read(value: object, path: str) -> Amount | Ratio:
            if isinstance(value, dict):
                return self._ratio(Fields(value, path), count.scale)
            return number(value, path) * count.scale

        return fields.take("min", read)

    def _ratio(self, fields: Fields, scale: int) -> Ratio:
        of = fields.take("of", selector)
        usual = "credited" if of.kind == "supervision" else "minutes"
        what = Count(of, self.accept, usual)
        way = fields.one_of(("share", "each", "steps"))
        if way == "share":
            found = Ratio(what, share=fields.take("share", share))
        elif way == "steps":
            steps = fields.take("steps", listed(lambda v, p: _step(v, p, scale)))
            found = Ratio(what, steps=steps)
        else:
            found = Ratio(
                what,
                each=fields.take("each", some),
                gives=fields.take("gives", number) * scale,
                part=fields.take("part", word("pro_rata", "started", "complete"), "pro_rata"),
            )
        fields.done()
        return found

    def _sum(self, value: object, path: str, common: dict) -> Sum:
        fields = Fields(value, path)
        count = self.count(fields)
        scale = count.scale
        found = Sum(
            **common,
            count=count,
            least=self._least(fields, count),
            within=fields.take("within", within, None),
            since=fields.take("since", since, None),
            caps=fields.take("caps", listed(lambda v, p: _cap(v, p, scale)), ()),
            parts=fields.take("parts", listed(lambda v, p: _part(v, p, scale)), ()),
            shares=fields.take("shares", listed(_share), ()),
            only_in=fields.take("only_in", self._only_in, None),
        )
        fields.done()
        return found

    def _only_in(self, value: object, path: str) -> tuple[Period, Requirement]:
        fields = Fields(value, path)
        found = fields.take("period", apart), fields.take("that", self.inside)
        fields.done()
        return found

    def inside(self, value: object, path: str) -> Requirement:
        """What is asked of one period alone: sums, and several of them."""
        found = self.requirement(value, path)
        _only_sums(found, path)
        return found

    # --- by the calendar
    def _each(self, value: object, path: str, common: dict) -> Each:
        fields = Fields(value, path)
        spell = fields.take("period", period)
        count = self.count(fields)
        last, began = fields.take("over", _over, (None, Since("joined")))
        found = Each(
            **common,
            period=spell,
            count=count,
            least=self._least(fields, count),
            last=last,
            since=began,
            mean_of=fields.take("averaging", _averaging, None),
            first_part=fields.take("first_part", word("skip", "full", "pro_rata"), "skip"),
            break_part=fields.take("break_part", word("full", "pro_rata", "skip"), "full"),
            missed_allowed=fields.take("missed_allowed", number, 0),
        )
        fields.done()
        if found.mean_of and found.period.is_rolling:
            raise Refused(path, "a mean of rolling windows is not known")
        return found

    def _elapsed(self, value: object, path: str, common: dict) -> Elapsed:
        fields = Fields(value, path)
        began = fields.take("since", since)
        count = self.count(fields) if fields.has("count") else None
        found = Elapsed(**common, since=began, least=fields.take("min", duration), count=count)
        fields.done()
        if began.word == "first" and count is None:
            raise Refused(path, "first needs a count")
        return found

    def _cadence(self, value: object, path: str, common: dict) -> Cadence:
        fields = Fields(value, path)
        count = self.count(fields)
        every = fields.take("every", duration)
        last, began = fields.take("over", _long_or_since, (None, Since("joined")))
        fields.done()
        return Cadence(**common, count=count, every=every, since=began, last=last)

    def _periods(self, value: object, path: str, common: dict) -> Periods:
        fields = Fields(value, path)
        found = Periods(
            **common,
            period=fields.take("period", apart),
            that=fields.take("that", self.inside),
            least=fields.take("min", number),
            within=fields.take("within", within, None),
            of_which=fields.take("of_which", listed(self._nested), ()),
        )
        fields.done()
        return found

    def _nested(self, value: object, path: str) -> Nested:
        fields = Fields(value, path)
        that, least = fields.take("that", self.inside), fields.take("min", number)
        inner = fields.take("of_which", listed(self._nested), ())
        fields.done()
        return Nested(that=that, least=least, of_which=inner)

    # --- one thing
    def _course(self, value: object, path: str, common: dict) -> CourseDone:
        fields = Fields(value, path)
        which = fields.one_of(("course", "pathway"))
        states = fields.take("accept", one_or_more(word(*TRAINING_STATES)), None)
        taken = self.accept if states is None else replace(self.accept, training=frozenset(states))
        names = fields.take("course", one_or_more(slug), ())
        found = CourseDone(
            **common,
            courses=names,
            accept=taken,
            pathway=fields.take("pathway", slug, "") if which == "pathway" else "",
            within=fields.take("within", within, None),
            whole=fields.take("whole", truth, True),
        )
        fields.done()
        return found

    def _attestation(self, value: object, path: str, common: dict) -> Attested:
        fields = Fields(value, path)
        found = Attested(
            **common,
            statement=fields.take("statement", slug),
            by=fields.take("by", word("self", "supervisor", "organisation")),
            lasts=fields.take("lasts", duration, None),
        )
        fields.done()
        return found

    def _document(self, value: object, path: str, common: dict) -> Documented:
        fields = Fields(value, path)
        kind, limit = fields.take("kind", slug), fields.take("within", within, None)
        fields.done()
        return Documented(**common, kind=kind, accept=self.accept, within=limit)

    def _award(self, value: object, path: str, common: dict) -> Awarded:
        fields = Fields(value, path)
        which = fields.one_of(("scheme", "family"))
        found = Awarded(
            **common,
            states=frozenset(fields.take("states", one_or_more(slug), ("valid",))),
            scheme=fields.take("scheme", slug) if which == "scheme" else "",
            family=fields.take("family", slug) if which == "family" else "",
            at_least=fields.take("at_least", number, 0),
        )
        fields.done()
        return found


# --- small pieces
def _told_apart(of: tuple[Requirement, ...], path: str) -> None:
    """Each has a name of its own among its neighbours."""
    if not of:
        raise Refused(path, "at least one requirement is expected here")
    names = [each.id for each in of]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Refused(path, f"the id {twice} stands twice")


def _only_sums(found: Requirement, path: str) -> None:
    if isinstance(found, Several):
        for each in found.of:
            _only_sums(each, path)
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


def _over(value: object, path: str) -> tuple[int | None, Since]:
    fields = Fields(value, path)
    if fields.one_of(("last", "since")) == "last":
        found: tuple[int | None, Since] = (fields.take("last", some), Since("joined"))
    else:
        found = (None, fields.take("since", since))
    fields.done()
    return found


def _long_or_since(value: object, path: str) -> tuple:
    fields = Fields(value, path)
    if fields.one_of(("last", "since")) == "last":
        found = (fields.take("last", duration), Since("joined"))
    else:
        found = (None, fields.take("since", since))
    fields.done()
    return found


def _averaging(value: object, path: str) -> int | None:
    if value == "none":
        return None
    fields = Fields(value, path)
    over = fields.take("over", some)
    fields.done()
    return over


def _step(value: object, path: str, scale: int) -> tuple[int, bool, int]:
    fields = Fields(value, path)
    is_over = fields.one_of(("from", "over")) == "over"
    at = fields.take("over" if is_over else "from", number)
    need = fields.take("need", number) * scale
    fields.done()
    return at, is_over, need


def _cap(value: object, path: str, scale: int) -> Cap:
    fields = Fields(value, path)
    per = fields.take("per", lambda v, p: None if v == "session" else apart(v, p))
    found = Cap(per, fields.take("max", number) * scale, fields.take("of", selector, None))
    fields.done()
    return found


def _part(value: object, path: str, scale: int) -> Part:
    fields = Fields(value, path)
    least = fields.take("min", number) * scale
    found = Part(fields.take("count", selector), least, fields.take("within", within, None))
    fields.done()
    return found


def _share(value: object, path: str) -> Share:
    fields = Fields(value, path)
    found = Share(fields.take("count", selector), fields.take("at_least", share))
    fields.done()
    return found
