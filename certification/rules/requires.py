"""Requirements as they are written: read into the shapes of `requirements.py`. Raises Refused."""

from dataclasses import dataclass, field, replace

from certification.rules.days import Period
from certification.rules.pieces import (
    TRAINING_STATES,
    accept,
    apart,
    at_least_share,
    averaging,
    cap,
    last_or_since,
    long_or_since,
    only_sums,
    part,
    period,
    since,
    source,
    step,
    titles,
    told_apart,
    within,
)
from certification.rules.records import duration
from certification.rules.requirements import (
    Accept,
    Amount,
    Attested,
    Awarded,
    Cadence,
    Count,
    CourseDone,
    Documented,
    Each,
    Elapsed,
    Nested,
    Periods,
    Ratio,
    Requirement,
    Several,
    Since,
    Sum,
)
from certification.rules.selecting import selector
from certification.rules.taking import (
    Fields,
    Refused,
    listed,
    number,
    one_or_more,
    share,
    slug,
    some,
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
        told_apart(of, path)
        return Several(**common, n=1 if common["type"] == "any" else len(of), of=of)

    def _n_of(self, value: object, path: str, common: dict) -> Several:
        fields = Fields(value, path)
        n, of = fields.take("n", some), fields.take("of", listed(self.requirement))
        fields.done()
        told_apart(of, fields.at("of"))
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
            steps = fields.take("steps", listed(lambda v, p: step(v, p, scale)))
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
            caps=fields.take("caps", listed(lambda v, p: cap(v, p, scale)), ()),
            parts=fields.take("parts", listed(lambda v, p: part(v, p, scale)), ()),
            shares=fields.take("shares", listed(at_least_share), ()),
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
        only_sums(found, path)
        return found

    # --- by the calendar
    def _each(self, value: object, path: str, common: dict) -> Each:
        fields = Fields(value, path)
        spell = fields.take("period", period)
        count = self.count(fields)
        last, began = fields.take("over", last_or_since, (None, Since("joined")))
        found = Each(
            **common,
            period=spell,
            count=count,
            least=self._least(fields, count),
            last=last,
            since=began,
            mean_of=fields.take("averaging", averaging, None),
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
        last, began = fields.take("over", long_or_since, (None, Since("joined")))
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
