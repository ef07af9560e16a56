"""How a change of a rule is worked off for many: `python -m bench.crowd [--people N]`.

Everybody on one path is judged from the database, as the sweep does it after a new version. Said
are statements for each thousand people, people a second and the memory that it took at most, each
for the whole crowd and for a tenth of it: the first must stay the same, the last about so.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

SESSIONS = 12  # practice records of each person
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
RULE = """
scheme: crowd
version: 1
title: {en: Crowd}
effective: {from: 2020-01-01, until: null}
requires:
  id: all
  all:
    - {id: code, attestation: {statement: code-of-conduct, by: self}}
    - {id: hours, sum: {count: {practice: {}}, min: 1200}}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--one", action="store_true", help="measure this crowd only, as JSON")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.people)))
        return
    for people in (arguments.people // 10, arguments.people):
        found = json.loads(_apart(people))
        words = "{people} people: {statements:.0f} statements a thousand, {a_second:.0f} people "
        print((words + "a second, {megabytes:.0f} MB at most").format(**found))


def _apart(people: int) -> str:
    """In a process of its own: the most memory that it ever took is told of whole processes."""
    command = [sys.executable, "-m", "bench.crowd", "--one", "--people", str(people)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def measure(people: int) -> dict:
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test.runner import DiscoverRunner  # noqa: PLC0415

    runner = DiscoverRunner(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        scheme = fill(people)
        counted = Counter()
        start = time.process_time()
        with connection.execute_wrapper(counted):
            from certification import settling  # noqa: PLC0415

            settling.settle_scheme(str(scheme.pk), at=AT)
        seconds = time.process_time() - start
    finally:
        runner.teardown_databases(made)
    return {
        "people": people,
        "statements": counted.number / people * 1000,
        "a_second": people / seconds,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


class Counter:
    """Statements that were sent."""

    def __init__(self):
        self.number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        return execute(sql, params, many, context)


def fill(people: int):
    """On the path, with hours that are confirmed; nobody has signed, so that nothing is granted."""
    from certification import schemes  # noqa: PLC0415
    from certification.models import How, Path  # noqa: PLC0415
    from people.models import User  # noqa: PLC0415
    from supervision.models import Practice, PracticeState  # noqa: PLC0415

    scheme = schemes.load(RULE, by=None, at=AT).scheme
    some = [User(sign_in_name=f"p{n}", chosen_name=f"P{n}") for n in range(people)]
    some = User.objects.bulk_create(some, batch_size=1000)
    same = {"scheme": scheme, "how": How.CHOSEN, "joined_on": AT.date(), "made_at": AT}
    Path.objects.bulk_create([Path(person=who, **same) for who in some], batch_size=1000)
    weeks = [AT.date() - timedelta(days=7 * n) for n in range(SESSIONS)]
    for first in range(0, people, 1000):
        Practice.objects.bulk_create(
            Practice(
                person=who,
                from_day=week,
                until_day=week,
                minutes=60,
                category="other",
                state=PracticeState.ATTESTED,
                logged_at=AT,
                attested_by=who,
                attested_at=AT,
            )
            for who in some[first : first + 1000]
            for week in weeks
        )
    return scheme


if __name__ == "__main__":
    main()
