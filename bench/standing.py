"""How many people a second are judged: `python -m bench.standing`. Pure evaluation on one core.

The floor is what any evaluator must do at least: go once through the person's records and add their
minutes up by kind.
"""

import argparse
import json
import time
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from certification import rules
from certification.rules.evidence import (
    Attestation,
    Evidence,
    Held,
    Party,
    Practice,
    Session,
    Training,
    in_order,
)

SCHEMES = Path(__file__).parent.parent / "content" / "schemes"
START, ON = date(2024, 1, 1), date(2026, 1, 5)
GOALS = {"advocate-foundation": 2_000, "california-asw": 100}  # people a second
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    made = {"advocate-foundation": sixty, "california-asw": four_hundred}
    result = {name: measure(name, make, arguments.people) for name, make in made.items()}
    if arguments.json:
        print(json.dumps(result))
        return
    for name, found in result.items():
        words = "{people_a_second:.0f} people a second (goal {goal}), {times_the_floor:.1f} × floor"
        print(f"{name}: {words.format(**found)}, {found['records']} records each")


def measure(name: str, make, people: int) -> dict:
    """The median of some rounds; each person is judged anew, nothing is kept between them."""
    scheme = rules.scheme_of(SCHEMES / f"{name}.yaml")
    crowd = [make(n) for n in range(people)]
    judged = sorted(timed(lambda: [rules.standing(e, scheme, on=ON) for e in crowd])
                    for _ in range(ROUNDS))  # fmt: skip
    floor = sorted(timed(lambda: [floor_of(e) for e in crowd]) for _ in range(ROUNDS))
    middle = ROUNDS // 2
    return {
        "people_a_second": people / judged[middle],
        "times_the_floor": judged[middle] / floor[middle],
        "goal": GOALS[name],
        "records": len(crowd[0].supervision) + len(crowd[0].training) + len(crowd[0].practice),
    }


def timed(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def floor_of(evidence: Evidence) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for record in (*evidence.supervision, *evidence.training, *evidence.practice):
        found[getattr(record, "kind", "")] += record.minutes
    return found


def sixty(n: int) -> Evidence:
    """Sixty records: fortnightly sessions over two years, and some courses."""
    names = ("everyday-practice", "working-across-cultures", "being-alongside")
    return Evidence(
        joined=START,
        supervision=in_order(
            Session(f"s{k}", START + timedelta(days=13 * k + n % 5), 60, "individual", 1, 2)
            for k in range(54)
        ),
        training=in_order(
            Training(f"t{k}", START + timedelta(days=40 * k), 60, names[k % 3]) for k in range(6)
        ),
        attestations=(Attestation("a", ON - timedelta(days=30), "code-of-conduct", "self"),),
    )


def four_hundred(n: int) -> Evidence:
    """Four hundred: two sessions and two lines of practice in each of a hundred weeks."""
    licence = Held("licensed", date(2018, 1, 1)), Held("lcsw", date(2018, 1, 1))

    def weekly(make) -> tuple:
        return in_order(make(k, START + timedelta(days=7 * k)) for k in range(100))

    one = weekly(lambda k, d: Session(f"i{k}", d, 60, "individual", 1, 2, supervisor="bo"))
    two = weekly(
        lambda k, d: Session(
            f"g{k}", d + timedelta(days=n % 4), 120, "group", 6, 7, supervisor="bo"
        )
    )
    met = weekly(lambda k, d: Practice(f"f{k}", d, d, 1200, "face_to_face", supervisor="bo"))
    rest = weekly(lambda k, d: Practice(f"o{k}", d, d, 600, "other", supervisor="bo"))
    return Evidence(
        joined=START,
        supervisors={"bo": Party(holds=licence)},
        supervision=in_order((*one, *two)),
        practice=in_order((*met, *rest)),
    )


if __name__ == "__main__":
    main()
