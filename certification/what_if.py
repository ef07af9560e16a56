"""What would be if: evidence with a little more in it, judged again. Nothing is kept. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from certification import rules
from certification.judged import Judged
from certification.rules import evidence as shapes
from certification.rules.evidence import Evidence, in_order
from certification.rules.tree import Standing

NAME = "if"  # ids of what has not happened begin so


@dataclass(frozen=True)
class If:
    """What is tried out: whole minutes; courses as (slug, minutes); statements as (code, by)."""

    supervision: int = 0
    kind: str = "individual"
    practice: int = 0
    category: str = "direct"
    courses: tuple[tuple[str, int], ...] = ()
    signed: tuple[tuple[str, str], ...] = ()

    @property
    def is_nothing(self) -> bool:
        return not (self.supervision or self.practice or self.courses or self.signed)


def with_more(evidence: Evidence, more: If, *, on: date) -> Evidence:
    """All of it happens on that day with the last supervisor, and is accepted."""
    heads = {"individual": 1, "triadic": 2}.get(more.kind, 4)
    session = shapes.Session(
        id=f"{NAME}:s",
        day=on,
        minutes=more.supervision,
        kind=more.kind,
        supervisees=heads,
        everyone=heads + 1,
        presented=True,
        supervisor=evidence.supervision[-1].supervisor if evidence.supervision else "",
    )
    work = shapes.Practice(f"{NAME}:p", on, on, more.practice, more.category)
    sessions = [session] if more.supervision else []
    practice = [work] if more.practice else []
    training = [
        shapes.Training(f"{NAME}:t:{slug}", on, minutes, slug) for slug, minutes in more.courses
    ]
    signed = [shapes.Attestation(f"{NAME}:a:{code}:{by}", on, code, by) for code, by in more.signed]
    return replace(
        evidence,
        supervision=in_order([*evidence.supervision, *sessions]),
        practice=in_order([*evidence.practice, *practice]),
        training=in_order([*evidence.training, *training]),
        attestations=in_order([*evidence.attestations, *signed]),
    )


def tried(judged: Judged, more: If) -> Standing:
    on = judged.found.on
    return rules.standing(with_more(judged.evidence, more, on=on), judged.rule, on=on)
